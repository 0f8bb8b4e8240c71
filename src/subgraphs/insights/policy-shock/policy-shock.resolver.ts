import { Arg, Ctx, Directive, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../../../kernel/request-context.js';
import { policyCommitments } from './policy-commitments.service.js';
import { PolicyCommitments } from './policy-commitments.type.js';
import { PolicyShockInput } from './policy-shock.inputs.js';
import { policyShock } from './policy-shock.service.js';
import { PolicyShock } from './policy-shock.type.js';

@Resolver(() => PolicyShock)
export class PolicyShockResolver {
  @Directive('@cost(weight: 3000)')
  @Query(() => PolicyShock, {
    description:
      'Offers that a change of a policy hits: old and new landed cost and instalment, the ways around it, and what has been promised.',
  })
  policyShock(
    @Arg('input', () => PolicyShockInput) input: PolicyShockInput,
    @Ctx() context: RequestContext,
  ): Promise<PolicyShock> {
    return policyShock(context, input);
  }

  @Directive('@requiresScopes(scopes: [["internal"]])')
  @FieldResolver(() => PolicyCommitments, {
    nullable: true,
    description: 'Live quotes, open applications and running contracts for the offers that are hit. Scope `internal`.',
  })
  commitments(@Root() { hit }: PolicyShock, @Ctx() context: RequestContext): Promise<PolicyCommitments> {
    return policyCommitments(context, hit);
  }
}
