import { IsOptional, Matches, Max, MaxLength, Min } from 'class-validator';
import {
  Args,
  ArgsType,
  Ctx,
  Directive,
  Field,
  FieldResolver,
  ID,
  Int,
  Query,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';
import type { DataContext } from '../../../database/data-context.js';
import { findApplication } from '../application/application.service.js';
import { Application } from '../application/application.type.js';
import { WORD } from '../quote/quote-preview.inputs.js';
import { FinanceChange, FinanceChanges } from './finance-change.type.js';
import { changeView, financeChanges, watchApplications } from './finance-changes.service.js';
import type { FinanceEventRecord } from './finance-event.model.js';

@ArgsType()
class FinanceChangesArguments {
  @Field(() => String, { nullable: true, description: 'Cursor of the last answer; from the beginning without one.' })
  @IsOptional()
  @MaxLength(2_000)
  since?: string | null;

  @Field(() => Int, { defaultValue: 100, description: 'At most 200.' })
  @Min(1)
  @Max(200)
  first!: number;

  @Field(() => ID, { nullable: true, description: 'For internal callers, whose token speaks for no partner.' })
  @IsOptional()
  @Matches(WORD)
  partnerId?: string | null;
}

@Resolver(() => FinanceChange)
export class FinanceChangesResolver {
  @Directive('@requiresScopes(scopes: [["internal"], ["bank"]])')
  @Query(() => FinanceChanges, {
    description: 'What has changed for a partner after a cursor: in order, without gaps, each change once.',
  })
  financeChanges(
    @Args(() => FinanceChangesArguments) { since, first, partnerId }: FinanceChangesArguments,
    @Ctx() context: DataContext,
  ): Promise<FinanceChanges> {
    return financeChanges(context, { since: since ?? null, first, partnerId: partnerId ?? null });
  }

  @Directive('@requiresScopes(scopes: [["internal"], ["bank"]])')
  @Subscription(() => FinanceChange, {
    subscribe: ({ context }) => watchApplications(context as DataContext),
    description: 'Changes of applications from now on; a bank sees its own only. What was missed is in financeChanges.',
  })
  applicationChanged(@Root() event: FinanceEventRecord): FinanceChange {
    return changeView(event);
  }

  @FieldResolver(() => Application, { nullable: true })
  application(
    @Root() { subjectType, subjectId }: FinanceChange,
    @Ctx() context: DataContext,
  ): Promise<Application | null> {
    return subjectType === 'Application' ? findApplication(context, subjectId) : Promise.resolve(null);
  }
}
