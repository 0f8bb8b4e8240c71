import { Arg, Ctx, Directive, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../../../kernel/request-context.js';
import { TotalCostOfOwnershipInput } from './total-cost-of-ownership.inputs.js';
import { totalCostOfOwnership } from './total-cost-of-ownership.service.js';
import { OwnershipCost } from './total-cost-of-ownership.type.js';

@Resolver()
export class TotalCostOfOwnershipResolver {
  @Directive('@cost(weight: 3000)')
  @Query(() => [OwnershipCost], {
    description: 'What a car costs its owner, month by month, in each of several countries; in their order.',
  })
  totalCostOfOwnership(
    @Arg('input', () => TotalCostOfOwnershipInput) input: TotalCostOfOwnershipInput,
    @Ctx() context: RequestContext,
  ): Promise<OwnershipCost[]> {
    return totalCostOfOwnership(context, input);
  }
}
