import type { Decimal } from 'decimal.js';
import { Field, ObjectType } from 'type-graphql';
import { GraphQLDecimal } from '../../../kernel/scalars/decimal.scalar.js';
import { AnnualPercentageRateBasis, AnnualPercentageRateMethod } from './annual-percentage-rate.inputs.js';

@ObjectType({
  simpleResolvers: true,
  description: 'An annual percentage rate, with the rule and the basis that it rests on.',
})
export class AnnualPercentageRate {
  @Field(() => GraphQLDecimal, { description: 'In per cent, rounded half up to two decimals.' })
  percent!: Decimal;

  @Field(() => GraphQLDecimal, { description: 'In per cent, with up to twelve decimals.' })
  unrounded!: Decimal;

  @Field(() => AnnualPercentageRateMethod)
  method!: AnnualPercentageRateMethod;

  @Field(() => AnnualPercentageRateBasis)
  basis!: AnnualPercentageRateBasis;
}
