import {
  ArrayMaxSize,
  IsEnum,
  IsISO4217CurrencyCode,
  IsISO31661Alpha2,
  IsOptional,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateNested,
} from 'class-validator';
import type { Decimal } from 'decimal.js';
import { ArgsType, Field, ID, InputType, Int } from 'type-graphql';
import { GraphQLLocalDate } from '../../../kernel/scalars/date.scalar.js';
import { GraphQLDecimal } from '../../../kernel/scalars/decimal.scalar.js';
import { GraphQLCountryCode, GraphQLCurrencyCode } from '../../../kernel/scalars/standard-scalars.js';
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

@InputType()
export class TermMonthsInput {
  @Field(() => Int)
  @Min(1)
  @Max(600)
  min!: number;

  @Field(() => Int)
  @Min(1)
  @Max(600)
  max!: number;

  @Field(() => Int)
  @Min(1)
  @Max(600)
  step!: number;
}

@InputType({ description: 'Fractions of the price.' })
export class ShareRangeInput {
  @Field(() => GraphQLDecimal)
  min!: Decimal;

  @Field(() => GraphQLDecimal)
  max!: Decimal;
}

@InputType({ description: 'A fee: an amount or a fraction of the principal, never both.' })
export class FinancingFeeInput {
  @Field(() => FeeCode)
  @IsEnum(FeeCode)
  code!: FeeCode;

  @Field(() => GraphQLDecimal, { nullable: true })
  @IsOptional()
  amount?: Decimal | null;

  @Field(() => GraphQLDecimal, { nullable: true })
  @IsOptional()
  rate?: Decimal | null;

  @Field(() => Boolean, { description: 'Whether the annual percentage rate must include it.' })
  inApr!: boolean;
}

@InputType({
  description:
    'A condition in the Common Expression Language over price, principal, downPaymentShare, loanToValue, termMonths (doubles), powertrain, variantId, scoreBand (texts).',
})
export class EligibilityRuleInput {
  @Field(() => String, { description: 'For machines, e.g. SCORE_TOO_LOW.' })
  @Matches(/^[A-Z][A-Z0-9_]{1,59}$/)
  reasonCode!: string;

  @Field(() => String)
  @MinLength(1)
  @MaxLength(500)
  description!: string;

  @Field(() => String)
  @MinLength(1)
  @MaxLength(1_000)
  expression!: string;
}

@InputType({ description: 'A financing product of the caller; a draft until its status says otherwise.' })
export class UpsertFinancingProductInput {
  @Field(() => ID, { description: 'Chosen by the partner; must begin with the country, e.g. DE-alpha-loan.' })
  @Matches(/^[A-Z]{2}-[A-Za-z0-9._-]{1,100}$/, { message: 'must be the country, a hyphen and letters, digits, . _ -' })
  productId!: string;

  @Field(() => GraphQLCountryCode)
  @IsISO31661Alpha2()
  country!: string;

  @Field(() => GraphQLCurrencyCode)
  @IsISO4217CurrencyCode()
  currency!: string;

  @Field(() => FinancingKind)
  @IsEnum(FinancingKind)
  kind!: FinancingKind;

  @Field(() => String)
  @MinLength(1)
  @MaxLength(200)
  name!: string;

  @Field(() => Collateral)
  @IsEnum(Collateral)
  collateral!: Collateral;

  @Field(() => GraphQLDecimal)
  minAmount!: Decimal;

  @Field(() => GraphQLDecimal)
  maxAmount!: Decimal;

  @Field(() => TermMonthsInput)
  @ValidateNested()
  termMonths!: TermMonthsInput;

  @Field(() => ShareRangeInput)
  @ValidateNested()
  downPaymentShare!: ShareRangeInput;

  @Field(() => GraphQLDecimal, {
    nullable: true,
    description: 'Greatest balloon as a fraction of the price; none unless told.',
  })
  @IsOptional()
  balloonShareMax?: Decimal | null;

  @Field(() => [FinancingFeeInput], { defaultValue: [] })
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  fees!: FinancingFeeInput[];

  @Field(() => [EligibilityRuleInput], { defaultValue: [], description: 'All must hold.' })
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  eligibility!: EligibilityRuleInput[];

  @Field(() => RateType)
  rateType!: RateType;

  @Field(() => DayCount)
  dayCount!: DayCount;

  @Field(() => BusinessDayRule, { defaultValue: BusinessDayRule.FOLLOWING })
  businessDayRule!: BusinessDayRule;

  @Field(() => AprMethod)
  aprMethod!: AprMethod;

  @Field(() => FinancingProductStatus, { defaultValue: FinancingProductStatus.DRAFT })
  status!: FinancingProductStatus;

  @Field(() => GraphQLLocalDate, { nullable: true })
  @IsOptional()
  validFrom?: string | null;

  @Field(() => GraphQLLocalDate, { nullable: true })
  @IsOptional()
  validTo?: string | null;

  @Field(() => String, {
    description: 'Repeats with the same key within 30 days get the same answer; 8 to 200 characters.',
  })
  idempotencyKey!: string;
}

@ArgsType()
export class UpsertFinancingProductArguments {
  @Field(() => UpsertFinancingProductInput)
  @ValidateNested()
  input!: UpsertFinancingProductInput;
}
