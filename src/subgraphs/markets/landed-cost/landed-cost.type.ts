import type { Decimal } from 'decimal.js';
import { Field, ObjectType } from 'type-graphql';
import { Money } from '../../../kernel/money/money.type.js';
import { Conflict } from '../../../kernel/provenance/provenance.type.js';
import { GraphQLLocalDate } from '../../../kernel/scalars/date.scalar.js';
import { GraphQLDecimal } from '../../../kernel/scalars/decimal.scalar.js';
import { GraphQLCountryCode, GraphQLCurrencyCode } from '../../../kernel/scalars/standard-scalars.js';
import { MarketPolicy } from '../policy/market-policy.type.js';
import { PolicyKind } from '../policy/policy-kind.js';

@ObjectType({ simpleResolvers: true, description: 'One levy on a car, or one incentive for its buyer.' })
export class LandedCostLine {
  @Field(() => PolicyKind)
  kind!: PolicyKind;

  @Field(() => MarketPolicy)
  policy!: MarketPolicy;

  @Field(() => Money, {
    nullable: true,
    description: 'What it is reckoned from; null for a fixed amount or a formula.',
  })
  base!: Money | null;

  @Field(() => GraphQLDecimal, { nullable: true, description: 'Fraction: "0.1" is 10 %.' })
  rate!: Decimal | null;

  @Field(() => Money, { description: 'In whole minor units, half up; below zero for a reduction of duty.' })
  amount!: Money;

  @Field(() => String)
  explanation!: string;
}

@ObjectType({ simpleResolvers: true, description: 'A rule of which it is not known whether it applies to the car.' })
export class UndecidedPolicy {
  @Field(() => MarketPolicy)
  policy!: MarketPolicy;

  @Field(() => [String], { description: 'Fields of the input that it hangs on; "conditions: CODE" for a condition.' })
  needs!: string[];
}

@ObjectType({ simpleResolvers: true, description: 'A rule whose facts conflict, and the cost by the other source.' })
export class DisputedPolicy {
  @Field(() => MarketPolicy)
  policy!: MarketPolicy;

  @Field(() => Conflict, { description: 'What the other source says.' })
  conflict!: Conflict;

  @Field(() => Money, {
    nullable: true,
    description: 'Landed cost by the other source; null where it names no figure.',
  })
  landed!: Money | null;

  @Field(() => Money, { nullable: true, description: 'Incentives by the other source.' })
  incentives!: Money | null;

  @Field(() => Money, { nullable: true, description: 'How much more the buyer would pay, incentives taken off.' })
  difference!: Money | null;
}

@ObjectType({ simpleResolvers: true, description: 'An exchange rate that the answer rests on.' })
export class UsedConversion {
  @Field(() => GraphQLCurrencyCode)
  base!: string;

  @Field(() => GraphQLCurrencyCode)
  quote!: string;

  @Field(() => GraphQLDecimal, { description: 'Units of `quote` for one unit of `base`.' })
  rate!: Decimal;

  @Field(() => GraphQLLocalDate, { description: 'Day of the rate.' })
  date!: string;

  @Field(() => String, { description: '"SYNTHETIC" for made-up rates of the demonstration.' })
  source!: string;
}

@ObjectType({
  simpleResolvers: true,
  description: 'What a car costs at the door of a market on a day. Totals are in the currency of the customs value.',
})
export class LandedCost {
  @Field(() => GraphQLCountryCode)
  country!: string;

  @Field(() => GraphQLLocalDate)
  asOf!: string;

  @Field(() => [LandedCostLine], { description: 'Duties, their reduction, excises, value added tax, incentives.' })
  lines!: LandedCostLine[];

  @Field(() => Money, { description: 'Customs value.' })
  cif!: Money;

  @Field(() => Money, { description: 'All duties together.' })
  duties!: Money;

  @Field(() => Money, { description: 'Excises and luxury taxes.' })
  excises!: Money;

  @Field(() => Money, { description: 'Customs value with duties and excises.' })
  landedExVat!: Money;

  @Field(() => Money)
  vat!: Money;

  @Field(() => Money, { description: 'With value added tax; incentives are not taken off.' })
  landed!: Money;

  @Field(() => Money, { description: 'What the buyer is granted.' })
  incentives!: Money;

  @Field(() => [DisputedPolicy], { description: 'Policies whose facts conflict, with the cost by the other reading.' })
  disputed!: DisputedPolicy[];

  @Field(() => [UndecidedPolicy], { description: 'Policies that hang on something that the input does not say.' })
  undecided!: UndecidedPolicy[];

  @Field(() => [MarketPolicy], { description: 'Rules in force that concern the car but cost nothing by themselves.' })
  rules!: MarketPolicy[];

  @Field(() => [String], { description: 'What is not on file and therefore not in the sums.' })
  missing!: string[];

  @Field(() => [String], { description: 'Conditions of the input that no rule of the country knows.' })
  unusedConditions!: string[];

  @Field(() => [String], { description: 'Keys of changed policies that are none of the country.' })
  unusedChanges!: string[];

  @Field(() => [UsedConversion], {
    description: 'Exchange rates that the answer rests on; empty where none was needed.',
  })
  conversions!: UsedConversion[];
}
