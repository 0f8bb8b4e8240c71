import { ArrayMaxSize, ArrayNotEmpty, Matches, Max, Min, ValidateNested } from 'class-validator';
import type { Decimal } from 'decimal.js';
import { Field, InputType, Int } from 'type-graphql';
import { GraphQLDecimal } from '../../../kernel/scalars/decimal.scalar.js';
import { FIRST_CBAM_YEAR } from './cbam-obligation.js';

@InputType()
export class CbamGoodInput {
  @Field(() => String, { description: 'Combined Nomenclature: 4 to 8 digits, or 10 of TARIC.' })
  @Matches(/^\d{4}(\d{2}|\d{4}|\d{6})?$/)
  cnCode!: string;

  @Field(() => GraphQLDecimal, { description: 'Net mass in tonnes.' })
  massTonnes!: Decimal;

  @Field(() => GraphQLDecimal, {
    description: 'Embedded emissions in t CO2e per tonne; a default value without mark-up.',
  })
  specificEmissions!: Decimal;

  @Field(() => GraphQLDecimal, { defaultValue: '0', description: 'Mark-up on a default value: "0.1" is 10 %.' })
  defaultMarkup!: Decimal;

  @Field(() => GraphQLDecimal, { description: 'Benchmark of free allocation in t CO2e per tonne.' })
  benchmark!: Decimal;

  @Field(() => GraphQLDecimal, {
    defaultValue: '0',
    description: 'Carbon price paid at the origin for the whole mass, EUR.',
  })
  carbonPricePaid!: Decimal;
}

@InputType()
export class CbamCalculationInput {
  @Field(() => Int, { description: 'Year of import, from 2026.' })
  @Min(FIRST_CBAM_YEAR)
  @Max(2100)
  year!: number;

  @Field(() => GraphQLDecimal, { description: 'Price of a certificate, EUR per t CO2e.' })
  certificatePrice!: Decimal;

  @Field(() => [CbamGoodInput], { description: 'Everything that the importer brings in within the year.' })
  @ArrayNotEmpty()
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  goods!: CbamGoodInput[];
}
