import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import type { DataContext } from '../../../database/data-context.js';
import { LandedCostInput } from './landed-cost.inputs.js';
import { landedCostOf } from './landed-cost.service.js';
import { LandedCost } from './landed-cost.type.js';

@Resolver(() => LandedCost)
export class LandedCostResolver {
  @Query(() => LandedCost, {
    nullable: true,
    description:
      'What a car costs in a country on a day: customs value, duties, excises, value added tax and incentives, line by line, each with the policy that it follows.',
  })
  landedCost(
    @Arg('input', () => LandedCostInput) input: LandedCostInput,
    @Ctx() context: DataContext,
  ): Promise<LandedCost> {
    return landedCostOf(context, input);
  }
}
