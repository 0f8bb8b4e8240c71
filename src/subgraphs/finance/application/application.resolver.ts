import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Directive, FieldResolver, ID, Info, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { DataContext } from '../../../database/data-context.js';
import { naturalKey } from '../../../kernel/identity/global-id.js';
import { selectedFields } from '../../../kernel/loaders/selected-fields.js';
import { connectionType, type Page } from '../../../kernel/paging/connection.js';
import { findQuote } from '../quote/quote.service.js';
import { Quote } from '../quote/quote.type.js';
import {
  ApplicationsArguments,
  DecideApplicationArguments,
  SubmitApplicationArguments,
  WithdrawApplicationArguments,
} from './application.inputs.js';
import {
  decideApplication,
  findApplication,
  listApplications,
  submitApplication,
  withdrawApplication,
} from './application.service.js';
import { Application } from './application.type.js';

const ApplicationConnection = connectionType('Application', () => Application);

@Resolver(() => Application)
export class ApplicationResolver {
  @Directive('@requiresScopes(scopes: [["internal"], ["bank"]])')
  @Query(() => Application, { nullable: true, description: 'An application by its id; a bank finds its own only.' })
  application(@Arg('id', () => ID) id: string, @Ctx() context: DataContext): Promise<Application | null> {
    return findApplication(context, naturalKey('Application', id));
  }

  @Directive('@requiresScopes(scopes: [["internal"], ["bank"]])')
  @Query(() => ApplicationConnection, {
    description: 'Applications in the order of their ids; a bank sees its own only.',
  })
  applications(
    @Args(() => ApplicationsArguments) request: ApplicationsArguments,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<Application>> {
    return listApplications(context, request, selectedFields(info).has('totalCount'));
  }

  @Directive('@requiresScopes(scopes: [["internal"], ["bank"]])')
  @Mutation(() => Application, { description: 'Submits an application for a quote, or a draft that was kept.' })
  submitApplication(
    @Args(() => SubmitApplicationArguments) { input }: SubmitApplicationArguments,
    @Ctx() context: DataContext,
  ): Promise<Application> {
    return submitApplication(context, input);
  }

  @Directive('@requiresScopes(scopes: [["bank"]])')
  @Mutation(() => Application, { description: 'Takes an application a step further; its own partner only.' })
  decideApplication(
    @Args(() => DecideApplicationArguments) { input }: DecideApplicationArguments,
    @Ctx() context: DataContext,
  ): Promise<Application> {
    return decideApplication(context, input);
  }

  @Directive('@requiresScopes(scopes: [["internal"], ["bank"]])')
  @Mutation(() => Application, { description: 'Withdraws an application.' })
  withdrawApplication(
    @Args(() => WithdrawApplicationArguments) { input }: WithdrawApplicationArguments,
    @Ctx() context: DataContext,
  ): Promise<Application> {
    return withdrawApplication(context, input);
  }

  @FieldResolver(() => Quote, { nullable: true })
  quote(@Root() { quoteId }: Application, @Ctx() context: DataContext): Promise<Quote | null> {
    return findQuote(context, quoteId);
  }
}
