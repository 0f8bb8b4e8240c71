import {
  ArrayMaxSize,
  ArrayNotEmpty,
  ArrayUnique,
  IsEnum,
  IsISO31661Alpha2,
  IsOptional,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import type { Decimal } from 'decimal.js';
import { ArgsType, Field, ID, InputType, Int } from 'type-graphql';
import { MoneyInput } from '../../../kernel/money/money.input.js';
import { GraphQLLocalDate } from '../../../kernel/scalars/date.scalar.js';
import { GraphQLDecimal } from '../../../kernel/scalars/decimal.scalar.js';
import { GraphQLCountryCode } from '../../../kernel/scalars/standard-scalars.js';
import { FinancingKind } from '../product/financing-product.enums.js';

/** Words of a partner's own: bands of scores, ids. */
export const WORD = /^[\p{L}\p{N}][\p{L}\p{N} ._:/+-]{0,199}$/u;

@InputType({ description: 'How a car shall be financed. Amounts are in the currency of its price.' })
export class FinancingWishInput {
  @Field(() => Int, { description: 'Months to the last instalment.' })
  @Min(1)
  @Max(600)
  termMonths!: number;

  @Field(() => GraphQLDecimal, {
    nullable: true,
    description: 'Paid at once; nothing unless told. Not beside downPaymentShare.',
  })
  @IsOptional()
  downPayment?: Decimal | null;

  @Field(() => GraphQLDecimal, {
    nullable: true,
    description: 'The same as a share of the price, or of that of the battery: "0.2" is 20 %.',
  })
  @IsOptional()
  downPaymentShare?: Decimal | null;

  @Field(() => GraphQLDecimal, {
    nullable: true,
    description:
      'Balloon or residual value. Unless told, or found by kmPerYear, an operating lease ends at its own greatest residual value, everything else at nothing.',
  })
  @IsOptional()
  balloon?: Decimal | null;

  @Field(() => String, { nullable: true, description: "Band of the partner's own score." })
  @IsOptional()
  @Matches(WORD)
  scoreBand?: string | null;

  @Field(() => GraphQLDecimal, {
    nullable: true,
    description: 'Price of the battery alone, for products that rent it.',
  })
  @IsOptional()
  batteryPrice?: Decimal | null;

  @Field(() => Int, {
    nullable: true,
    description:
      "Distance a year. With it, leases and subscriptions of a known variant end at the residual value of their partner's curve, at most the product's greatest.",
  })
  @IsOptional()
  @Min(0)
  @Max(500_000)
  kmPerYear?: number | null;

  @Field(() => [FinancingKind], { nullable: true, description: 'Any of these; all unless told.' })
  @IsOptional()
  @ArrayNotEmpty()
  @ArrayUnique()
  @ArrayMaxSize(Object.keys(FinancingKind).length)
  @IsEnum(FinancingKind, { each: true })
  kinds?: FinancingKind[] | null;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'Day of the products and rates; default today.' })
  @IsOptional()
  asOf?: string | null;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'Day of the drawdown; default `asOf`.' })
  @IsOptional()
  startDate?: string | null;
}

@InputType({ description: 'A car of a known price that shall be financed in a country.' })
export class QuotePreviewInput extends FinancingWishInput {
  @Field(() => GraphQLCountryCode)
  @IsISO31661Alpha2()
  country!: string;

  @Field(() => MoneyInput, { description: 'What the car costs its buyer, taxes included.' })
  @ValidateNested()
  price!: MoneyInput;

  @Field(() => ID, { nullable: true, description: 'For rates and rules that name variants.' })
  @IsOptional()
  @Matches(WORD)
  variantId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'BEV, PHEV, EREV or FCEV, for rates and rules that name powertrains.',
  })
  @IsOptional()
  @Matches(/^[A-Z]{2,8}$/)
  powertrain?: string | null;
}

@ArgsType()
export class QuotePreviewArguments {
  @Field(() => QuotePreviewInput)
  @ValidateNested()
  input!: QuotePreviewInput;

  @Field(() => Boolean, { defaultValue: false, description: 'Tells also which products cannot be had, and why.' })
  includeIneligible!: boolean;

  @Field(() => Int, { defaultValue: 200, description: 'Offers that are shown; at most 1000.' })
  @Min(1)
  @Max(1_000)
  first!: number;
}
