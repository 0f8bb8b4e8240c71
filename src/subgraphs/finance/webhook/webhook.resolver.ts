import { ArrayMaxSize, ArrayUnique, IsIn, MaxLength } from 'class-validator';
import { Arg, Args, ArgsType, Ctx, Directive, Field, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { DataContext } from '../../../database/data-context.js';
import { FINANCE_EVENT_TYPES } from '../event/finance-event.model.js';
import {
  deleteWebhook,
  listDeadLetters,
  listWebhooks,
  registerWebhook,
  retryWebhook,
  rotateWebhookSecret,
} from './webhook.service.js';
import { Webhook, WebhookDeadLetter, WebhookWithSecret } from './webhook.type.js';

const KEY = {
  description: 'Repeats with the same key within 30 days get the same answer; 8 to 200 characters.',
};

@ArgsType()
class RegisterWebhookArguments {
  @Field(() => String, { description: 'https only; in a public network.' })
  @MaxLength(2_000)
  url!: string;

  @Field(() => [String], { defaultValue: [], description: 'E.g. application.submitted; all unless told.' })
  @ArrayMaxSize(50)
  @ArrayUnique()
  @IsIn(FINANCE_EVENT_TYPES, { each: true, message: `must be of ${FINANCE_EVENT_TYPES.join(', ')}` })
  types!: string[];

  @Field(() => String, KEY)
  idempotencyKey!: string;
}

const OWN_BANK = '@requiresScopes(scopes: [["bank"]])';

/** For partners only: each sees and changes its own. */
@Resolver()
export class WebhookResolver {
  @Directive(OWN_BANK)
  @Query(() => [Webhook])
  webhooks(@Ctx() context: DataContext): Promise<Webhook[]> {
    return listWebhooks(context);
  }

  @Directive(OWN_BANK)
  @Query(() => [WebhookDeadLetter], { description: 'Events that could not be delivered; 200 at most.' })
  webhookDeadLetters(@Ctx() context: DataContext): Promise<WebhookDeadLetter[]> {
    return listDeadLetters(context);
  }

  @Directive(OWN_BANK)
  @Mutation(() => WebhookWithSecret, {
    description: 'Registers an endpoint, which is told of what happens from now on.',
  })
  registerWebhook(
    @Args(() => RegisterWebhookArguments) request: RegisterWebhookArguments,
    @Ctx() context: DataContext,
  ): Promise<WebhookWithSecret> {
    return registerWebhook(context, request);
  }

  @Directive(OWN_BANK)
  @Mutation(() => WebhookWithSecret, { description: 'A new secret; the old one signs too for a day.' })
  rotateWebhookSecret(
    @Arg('endpointId', () => ID) endpointId: string,
    @Arg('idempotencyKey', () => String, KEY) idempotencyKey: string,
    @Ctx() context: DataContext,
  ): Promise<WebhookWithSecret> {
    return rotateWebhookSecret(context, endpointId, idempotencyKey);
  }

  @Directive(OWN_BANK)
  @Mutation(() => Boolean)
  deleteWebhook(
    @Arg('endpointId', () => ID) endpointId: string,
    @Arg('idempotencyKey', () => String, KEY) idempotencyKey: string,
    @Ctx() context: DataContext,
  ): Promise<boolean> {
    return deleteWebhook(context, endpointId, idempotencyKey);
  }

  @Directive(OWN_BANK)
  @Mutation(() => Boolean, {
    description: 'Tells an endpoint again of everything from a dead letter on, under the same ids.',
  })
  retryWebhook(
    @Arg('endpointId', () => ID) endpointId: string,
    @Arg('eventId', () => ID) eventId: string,
    @Arg('idempotencyKey', () => String, KEY) idempotencyKey: string,
    @Ctx() context: DataContext,
  ): Promise<boolean> {
    return retryWebhook(context, endpointId, eventId, idempotencyKey);
  }
}
