import { Arg, Ctx, Directive, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../../../kernel/request-context.js';
import { ExplainChangeInput } from './explain-change.inputs.js';
import { explainChange } from './explain-change.service.js';
import { ExplainedChange } from './explain-change.type.js';

@Resolver()
export class ExplainChangeResolver {
  @Directive('@cost(weight: 6000)')
  @Query(() => ExplainedChange, {
    description:
      'Total cost of ownership and readiness on two days, with the policies, offers, tariffs, rate tables and exchange rates that explain the difference, and the inputs whose sources disagree.',
  })
  explainChange(
    @Arg('input', () => ExplainChangeInput) input: ExplainChangeInput,
    @Ctx() context: RequestContext,
  ): Promise<ExplainedChange> {
    return explainChange(context, input);
  }
}
