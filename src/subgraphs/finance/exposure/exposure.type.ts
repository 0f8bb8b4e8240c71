import type { Decimal } from 'decimal.js';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Money } from '../../../kernel/money/money.type.js';
import { GraphQLLocalDate } from '../../../kernel/scalars/date.scalar.js';
import { GraphQLDecimal } from '../../../kernel/scalars/decimal.scalar.js';
import { GraphQLCountryCode, GraphQLCurrencyCode } from '../../../kernel/scalars/standard-scalars.js';

export enum ExposureDimension {
  COUNTRY = 'COUNTRY',
  PRODUCT_KIND = 'PRODUCT_KIND',
  MODEL = 'MODEL',
  BATTERY_CARBON_CLASS = 'BATTERY_CARBON_CLASS',
  GUARANTEE_GAP = 'GUARANTEE_GAP',
}
registerEnumType(ExposureDimension, {
  name: 'ExposureDimension',
  description: 'What exposure is grouped by.',
  valuesConfig: {
    BATTERY_CARBON_CLASS: {
      description:
        'Performance class of the carbon footprint (Regulation (EU) 2023/1542, Article 7): that of the passport, else the one that the bank has reported.',
    },
    GUARANTEE_GAP: { description: 'Whether the guarantee of the battery ends before the contract.' },
  },
});

export enum GuaranteeGap {
  COVERED = 'COVERED',
  GAP = 'GAP',
  UNKNOWN = 'UNKNOWN',
}
registerEnumType(GuaranteeGap, {
  name: 'GuaranteeGap',
  description: 'GAP where the guarantee ends before the contract.',
});

@ObjectType({ simpleResolvers: true, description: 'An exchange rate that was used.' })
export class UsedExchangeRate {
  @Field(() => GraphQLCurrencyCode)
  from!: string;

  @Field(() => GraphQLCurrencyCode)
  to!: string;

  @Field(() => GraphQLDecimal, { description: 'Units of `to` for one of `from`.' })
  rate!: Decimal;

  @Field(() => GraphQLLocalDate, { description: 'Day of the older of the two reference rates that it is made of.' })
  date!: string;
}

@ObjectType({
  simpleResolvers: true,
  description: 'Contracts that have the same values of the dimensions; others are null.',
})
export class ExposureGroup {
  @Field(() => GraphQLCountryCode, { nullable: true })
  country!: string | null;

  @Field(() => String, { nullable: true })
  productKind!: string | null;

  @Field(() => String, { nullable: true, description: 'Make and model.' })
  model!: string | null;

  @Field(() => String, { nullable: true, description: 'Null also where the collateral has no class.' })
  batteryCarbonClass!: string | null;

  @Field(() => GuaranteeGap, { nullable: true })
  guaranteeGap!: GuaranteeGap | null;

  @Field(() => Int)
  contracts!: number;

  @Field(() => Money, { description: 'In the currency that was asked for; without what has no rate.' })
  outstanding!: Money;

  @Field(() => Money, {
    description: 'IFRS 9 stage 1: not more than 30 days past due (5.5.11), unless the bank has reported another.',
  })
  stage1!: Money;

  @Field(() => Money, { description: 'IFRS 9 stage 2: more than 30 days past due, or reported.' })
  stage2!: Money;

  @Field(() => Money, { description: 'IFRS 9 stage 3: 90 days past due or more (B5.5.37), or reported.' })
  stage3!: Money;
}

@ObjectType({ simpleResolvers: true, description: 'What is outstanding.' })
export class Exposure {
  @Field(() => GraphQLLocalDate, { description: 'Day of the exchange rates.' })
  asOf!: string;

  @Field(() => Money, {
    description: 'Sum of the groups. Each stage of a group is rounded half up to the minor unit, all above are sums.',
  })
  total!: Money;

  @Field(() => [ExposureGroup], { description: 'Largest first.' })
  groups!: ExposureGroup[];

  @Field(() => [UsedExchangeRate])
  rates!: UsedExchangeRate[];

  @Field(() => [Money], { description: 'What could not be converted: its currency has no rate on that day.' })
  unconverted!: Money[];
}
