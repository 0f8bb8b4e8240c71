import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsISO31661Alpha2,
  IsOptional,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import type { Decimal } from 'decimal.js';
import { ArgsType, Field, ID, InputType, Int } from 'type-graphql';
import { GraphQLLocalDate } from '../../../kernel/scalars/date.scalar.js';
import { GraphQLDecimal } from '../../../kernel/scalars/decimal.scalar.js';
import { GraphQLCountryCode } from '../../../kernel/scalars/standard-scalars.js';
import { WORD } from '../quote/quote-preview.inputs.js';

@InputType()
export class ResidualValuePointInput {
  @Field(() => Int)
  @Min(0)
  @Max(360)
  months!: number;

  @Field(() => Int)
  @Min(0)
  @Max(500_000)
  kmPerYear!: number;

  @Field(() => GraphQLDecimal, { description: 'Fraction of the price of the new car, taxes included: 0 to 1.' })
  share!: Decimal;
}

@InputType({ description: 'What the caller takes a vehicle variant to be worth in a country from a day on.' })
export class PublishResidualValueCurveInput {
  @Field(() => GraphQLCountryCode)
  @IsISO31661Alpha2()
  country!: string;

  @Field(() => ID)
  @Matches(WORD)
  variantId!: string;

  @Field(() => [ResidualValuePointInput], {
    description:
      'A whole grid: every age with every distance. Older cars, and those that ran more, are not worth more.',
  })
  @ArrayNotEmpty()
  @ArrayMaxSize(400)
  @ValidateNested({ each: true })
  points!: ResidualValuePointInput[];

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
export class PublishResidualValueCurveArguments {
  @Field(() => PublishResidualValueCurveInput)
  @ValidateNested()
  input!: PublishResidualValueCurveInput;
}
