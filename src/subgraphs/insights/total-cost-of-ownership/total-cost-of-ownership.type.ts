import type { Decimal } from 'decimal.js';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Money } from '../../../kernel/money/money.type.js';
import { GraphQLDecimal } from '../../../kernel/scalars/decimal.scalar.js';
import { GraphQLCountryCode } from '../../../kernel/scalars/standard-scalars.js';
import { Insight } from '../answer/insight.type.js';

@ObjectType({ simpleResolvers: true, description: 'A month of owning a car, in the reporting currency.' })
export class OwnershipCostOfMonth {
  @Field(() => Int, { description: '0 is the day of the purchase.' })
  month!: number;

  @Field(() => Money, { description: 'Price, down payment, fees or instalment, less incentives.' })
  car!: Money;

  @Field(() => Money, { description: 'Charging at home and in public, as far as their prices are known.' })
  energy!: Money;

  @Field(() => Money, { description: 'Maintenance, and repairs that no guarantee covers, as far as they are told.' })
  service!: Money;

  @Field(() => Money, { description: 'Paid up to the end of this month.' })
  cumulative!: Money;
}

@ObjectType({ simpleResolvers: true, description: 'The guarantee that covers a component longest.' })
export class OwnershipGuarantee {
  @Field(() => String, { description: 'VEHICLE, HV_BATTERY, POWERTRAIN ...' })
  component!: string;

  @Field(() => ID)
  programmeId!: string;

  @Field(() => Int, { description: 'From the first registration: years or kilometres, whichever end first.' })
  months!: number;

  @Field(() => Boolean, { description: 'True for what the law grants.' })
  legalMinimum!: boolean;
}

@ObjectType({ simpleResolvers: true, description: 'The financing that was reckoned with.' })
export class OwnershipFinancing {
  @Field(() => ID)
  productId!: string;

  @Field(() => GraphQLDecimal, { description: 'Annual percentage rate in per cent.' })
  annualPercentageRate!: Decimal | string;

  @Field(() => Money, { description: 'All instalments but the last, in the reporting currency.' })
  instalment!: Money;
}

@ObjectType({
  simpleResolvers: true,
  description: 'What a car costs its owner in a country, in the reporting currency.',
})
export class OwnershipCost extends Insight {
  @Field(() => GraphQLCountryCode)
  country!: string;

  @Field(() => ID, { nullable: true, description: 'The offer; null where the car is not on offer.' })
  offerId!: string | null;

  @Field(() => Money, { nullable: true, description: 'List price with value added tax.' })
  listPrice!: Money | null;

  @Field(() => Money, { nullable: true, description: 'Landed cost with taxes, before incentives.' })
  landedCost!: Money | null;

  @Field(() => Money, { nullable: true, description: 'Incentives to the buyer, taken off the first payment.' })
  incentives!: Money | null;

  @Field(() => OwnershipFinancing, {
    nullable: true,
    description: 'Lowest annual percentage rate for the whole time with a fifth paid down; null: paid at once.',
  })
  financing!: OwnershipFinancing | null;

  @Field(() => Money, { nullable: true, description: 'Per kWh in public: the median of regular tariffs.' })
  publicPricePerKwh!: Money | null;

  @Field(() => Money, { description: 'Of the whole time, as far as its prices are known.' })
  energy!: Money;

  @Field(() => Money, { description: 'Maintenance and uncovered repairs of the whole time, as far as they are told.' })
  service!: Money;

  @Field(() => [OwnershipGuarantee], { description: 'Until when each component is covered at this use.' })
  guarantees!: OwnershipGuarantee[];

  @Field(() => Int, { description: 'Months of the time in which repairs of the car are covered.' })
  repairsCoveredMonths!: number;

  @Field(() => Money, { nullable: true, description: 'What the car is worth at the end.' })
  residualValue!: Money | null;

  @Field(() => Money, {
    nullable: true,
    description: 'Paid for car, energy and service less the residual value; null where the price is unknown.',
  })
  total!: Money | null;

  @Field(() => [OwnershipCostOfMonth], { description: 'Empty where no amount can be told in the reporting currency.' })
  months!: OwnershipCostOfMonth[];
}
