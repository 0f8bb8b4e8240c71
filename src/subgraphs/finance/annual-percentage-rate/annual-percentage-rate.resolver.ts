import { ValidateNested } from 'class-validator';
import { Args, ArgsType, Directive, Field, Query, Resolver } from 'type-graphql';
import { AnnualPercentageRateInput } from './annual-percentage-rate.inputs.js';
import { rateOf } from './annual-percentage-rate.service.js';
import { AnnualPercentageRate } from './annual-percentage-rate.type.js';

@ArgsType()
class AnnualPercentageRateArguments {
  @Field(() => AnnualPercentageRateInput)
  @ValidateNested()
  input!: AnnualPercentageRateInput;
}

@Resolver()
export class AnnualPercentageRateResolver {
  @Directive('@cost(weight: 100)')
  @Query(() => AnnualPercentageRate, {
    description: 'The annual percentage rate of a credit by its cash flows, so that anyone can verify a quote.',
  })
  annualPercentageRate(
    @Args(() => AnnualPercentageRateArguments) { input }: AnnualPercentageRateArguments,
  ): AnnualPercentageRate {
    return rateOf(input);
  }
}
