import type { Types } from 'mongoose';
import { Directive, Field, Int, ObjectType } from 'type-graphql';
import { Node } from '../../../kernel/identity/node.type.js';
import { Provenance } from '../../../kernel/provenance/provenance.type.js';
import { GraphQLLocalDate } from '../../../kernel/scalars/date.scalar.js';
import { GraphQLDecimal } from '../../../kernel/scalars/decimal.scalar.js';
import { GraphQLCurrencyCode } from '../../../kernel/scalars/standard-scalars.js';
import { CountryExtension } from '../country/country.type.js';
import {
  AprMethod,
  BusinessDayRule,
  Collateral,
  DayCount,
  FeeCode,
  FinancingKind,
  FinancingProductStatus,
  RateType,
} from './financing-product.enums.js';

@ObjectType({ simpleResolvers: true, description: 'Terms on offer, in months: from the shortest in whole steps.' })
export class TermMonths {
  @Field(() => Int)
  min!: number;

  @Field(() => Int)
  max!: number;

  @Field(() => Int)
  step!: number;
}

@ObjectType({
  simpleResolvers: true,
  description: 'Least and greatest share of the price, as fractions: "0.2" is 20 %.',
})
export class ShareRange {
  @Field(() => GraphQLDecimal)
  min!: Types.Decimal128;

  @Field(() => GraphQLDecimal)
  max!: Types.Decimal128;
}

@ObjectType({ simpleResolvers: true, description: 'A fee: an amount or a share of the principal, never both.' })
export class FinancingFee {
  @Field(() => FeeCode)
  code!: FeeCode;

  @Field(() => GraphQLDecimal, { nullable: true, description: "In the product's currency." })
  amount!: Types.Decimal128 | null;

  @Field(() => GraphQLDecimal, { nullable: true, description: 'Fraction of the principal.' })
  rate!: Types.Decimal128 | null;

  @Field(() => Boolean, { description: 'True when the annual percentage rate includes the fee.' })
  inApr!: boolean;
}

@ObjectType({ simpleResolvers: true, description: 'A condition that customer and car must meet.' })
export class EligibilityRule {
  @Field(() => String, { description: 'Of the reason why the product cannot be had where the rule is not met.' })
  reasonCode!: string;

  @Field(() => String, { description: 'For people.' })
  description!: string;

  @Field(() => String, {
    description: 'In the Common Expression Language: `powertrain == "BEV" && loanToValue <= 0.9`.',
  })
  expression!: string;
}

@Directive('@key(fields: "productId")')
@Directive('@key(fields: "id")')
@ObjectType({ implements: Node, simpleResolvers: true, description: 'A financing product of a partner in a country.' })
export class FinancingProduct extends Node {
  @Field(() => String)
  productId!: string;

  @Field(() => CountryExtension)
  country!: CountryExtension;

  @Field(() => GraphQLCurrencyCode)
  currency!: string;

  @Field(() => FinancingKind)
  kind!: FinancingKind;

  @Field(() => String)
  name!: string;

  @Field(() => Collateral)
  collateral!: Collateral;

  @Field(() => GraphQLDecimal, { description: "Least amount financed, in the product's currency." })
  minAmount!: Types.Decimal128;

  @Field(() => GraphQLDecimal, { description: "Greatest amount financed, in the product's currency." })
  maxAmount!: Types.Decimal128;

  @Field(() => TermMonths)
  termMonths!: TermMonths;

  @Field(() => ShareRange, { description: 'Down payment as a share of the price.' })
  downPaymentShare!: ShareRange;

  @Field(() => GraphQLDecimal, {
    nullable: true,
    description: 'Greatest balloon as a fraction of the price; null where the product has none.',
  })
  balloonShareMax!: Types.Decimal128 | null;

  @Field(() => [FinancingFee])
  fees!: FinancingFee[];

  @Field(() => [EligibilityRule], { description: 'All must be met.' })
  eligibility!: EligibilityRule[];

  @Field(() => RateType)
  rateType!: RateType;

  @Field(() => DayCount)
  dayCount!: DayCount;

  @Field(() => BusinessDayRule, { description: 'What becomes of a due date on which banks are closed.' })
  businessDayRule!: BusinessDayRule;

  @Field(() => AprMethod)
  aprMethod!: AprMethod;

  @Field(() => FinancingProductStatus)
  status!: FinancingProductStatus;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'First day on offer; null for no beginning.' })
  validFrom!: string | null;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'First day no longer on offer; null for no end.' })
  validTo!: string | null;

  @Field(() => Provenance)
  provenance!: Provenance;

  /** Not in the graph: the join to the partner. */
  partnerId!: string;
}
