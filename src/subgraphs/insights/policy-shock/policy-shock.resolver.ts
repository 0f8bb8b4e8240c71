import { Arg, Ctx, Directive, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../../../kernel/request-context.js';
import { PolicyShockInput } from './policy-shock.inputs.js';
import { policyShock } from './policy-shock.service.js';
import { PolicyShock } from './policy-shock.type.js';

@Resolver()
export class PolicyShockResolver {
  @Directive('@cost(weight: 3000)')
  @Query(() => PolicyShock, {
    description: 'Offers that a change of a policy hits: old and new landed cost and instalment, and bases elsewhere.',
  })
  policyShock(
    @Arg('input', () => PolicyShockInput) input: PolicyShockInput,
    @Ctx() context: RequestContext,
  ): Promise<PolicyShock> {
    return policyShock(context, input);
  }
}
