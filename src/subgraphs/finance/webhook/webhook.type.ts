import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { GraphQLDateTime } from '../../../kernel/scalars/standard-scalars.js';

export enum WebhookStatus {
  ACTIVE = 'ACTIVE',
  DISABLED = 'DISABLED',
}
registerEnumType(WebhookStatus, {
  name: 'WebhookStatus',
  description: 'DISABLED where the receiver has answered 410: register it again.',
});

@ObjectType({ simpleResolvers: true, description: 'Where a partner is told of its changes (Standard Webhooks).' })
export class Webhook {
  @Field(() => ID)
  endpointId!: string;

  @Field(() => String)
  url!: string;

  @Field(() => [String], { description: 'Types of events; empty for all.' })
  types!: string[];

  @Field(() => WebhookStatus)
  status!: WebhookStatus;

  @Field(() => Int, { description: 'Failed attempts at the event that is next.' })
  failures!: number;

  @Field(() => String, { nullable: true })
  lastError!: string | null;

  @Field(() => GraphQLDateTime)
  nextAttemptAt!: Date;

  @Field(() => GraphQLDateTime)
  createdAt!: Date;
}

@ObjectType({
  simpleResolvers: true,
  description: 'A webhook, and the secret that it is signed with: shown this once.',
})
export class WebhookWithSecret {
  @Field(() => Webhook)
  webhook!: Webhook;

  @Field(() => String, { description: 'Base64; the key of HMAC-SHA256 over `webhook-id.webhook-timestamp.body`.' })
  secret!: string;
}

@ObjectType({ simpleResolvers: true, description: 'An event that an endpoint could not be told of.' })
export class WebhookDeadLetter {
  @Field(() => ID)
  eventId!: string;

  @Field(() => ID)
  endpointId!: string;

  @Field(() => String, { description: 'What was to be sent: JSON.' })
  body!: string;

  @Field(() => Int)
  attempts!: number;

  @Field(() => String)
  lastError!: string;

  @Field(() => GraphQLDateTime)
  at!: Date;
}
