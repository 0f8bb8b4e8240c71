import { ArrayMaxSize, ArrayNotEmpty, IsOptional, Matches, Max, Min, ValidateNested } from 'class-validator';
import type { Decimal } from 'decimal.js';
import { ArgsType, Field, ID, InputType, Int } from 'type-graphql';
import { GraphQLLocalDate } from '../../../kernel/scalars/date.scalar.js';
import { GraphQLDecimal } from '../../../kernel/scalars/decimal.scalar.js';
import { WORD } from '../quote/quote-preview.inputs.js';

@InputType({ description: 'The rate for a range of terms and of loan-to-value ratios.' })
export class RateRowInput {
  @Field(() => Int, { description: 'Shortest term in months.' })
  @Min(1)
  @Max(600)
  termFrom!: number;

  @Field(() => Int, { description: 'Longest term in months, included.' })
  @Min(1)
  @Max(600)
  termTo!: number;

  @Field(() => GraphQLDecimal, { description: 'Least loan-to-value ratio, as a fraction.' })
  ltvFrom!: Decimal;

  @Field(() => GraphQLDecimal, { description: 'Loan-to-value ratio below which the row ends.' })
  ltvTo!: Decimal;

  @Field(() => String, { nullable: true, description: 'For all unless told.' })
  @IsOptional()
  @Matches(WORD)
  scoreBand?: string | null;

  @Field(() => String, { nullable: true, description: 'BEV, PHEV, EREV or FCEV; for all unless told.' })
  @IsOptional()
  @Matches(/^[A-Z]{2,8}$/)
  powertrain?: string | null;

  @Field(() => [ID], { defaultValue: [], description: 'For all unless told.' })
  @ArrayMaxSize(500)
  @Matches(WORD, { each: true })
  variantIds!: string[];

  @Field(() => GraphQLDecimal, {
    description: 'Nominal yearly rate as a fraction; a flat rate where the product says so.',
  })
  nominalRate!: Decimal;
}

@InputType({ description: 'The rates of a product from a day on.' })
export class PublishRateTableInput {
  @Field(() => ID)
  @Matches(WORD)
  productId!: string;

  @Field(() => [RateRowInput])
  @ArrayNotEmpty()
  @ArrayMaxSize(2_000)
  @ValidateNested({ each: true })
  rows!: RateRowInput[];

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'First day; default today.' })
  @IsOptional()
  validFrom?: string | null;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'First day no longer in force.' })
  @IsOptional()
  validTo?: string | null;

  @Field(() => String, {
    description: 'Repeats with the same key within 30 days get the same answer; 8 to 200 characters.',
  })
  idempotencyKey!: string;
}

@ArgsType()
export class PublishRateTableArguments {
  @Field(() => PublishRateTableInput)
  @ValidateNested()
  input!: PublishRateTableInput;
}
