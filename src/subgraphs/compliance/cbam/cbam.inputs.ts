import { ArrayMaxSize, ArrayNotEmpty, IsEnum, IsOptional, Matches, Max, Min, ValidateNested } from 'class-validator';
import type { Decimal } from 'decimal.js';
import { Field, InputType, Int, registerEnumType } from 'type-graphql';
import { GraphQLDecimal } from '../../../kernel/scalars/decimal.scalar.js';
import { FIRST_CBAM_YEAR } from './cbam-obligation.js';

export enum EmissionsBasis {
  ACTUAL = 'ACTUAL',
  DEFAULT = 'DEFAULT',
}
registerEnumType(EmissionsBasis, {
  name: 'EmissionsBasis',
  description: 'Where embedded emissions come from: Regulation (EU) 2023/956, Article 7.',
  valuesConfig: {
    ACTUAL: { description: 'Of the installation, verified.' },
    DEFAULT: { description: 'A value published by the Commission.' },
  },
});

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

  @Field(() => EmissionsBasis, { defaultValue: EmissionsBasis.ACTUAL })
  @IsEnum(EmissionsBasis)
  actualOrDefault!: EmissionsBasis;

  @Field(() => GraphQLDecimal, {
    nullable: true,
    description:
      'Mark-up on a default value: "0.1" is 10 %. Where not given, that of Implementing Regulation (EU) 2025/2621 for DEFAULT (10 % in 2026, 20 % in 2027, 30 % from 2028), none for ACTUAL.',
  })
  @IsOptional()
  defaultMarkup?: Decimal | null;

  @Field(() => GraphQLDecimal, { description: 'Benchmark of free allocation in t CO2e per tonne.' })
  benchmark!: Decimal;

  @Field(() => GraphQLDecimal, {
    defaultValue: '1',
    description:
      'Cross-sectoral correction factor of free allocation, between 0 and 1 (Implementing Regulation (EU) 2025/2620).',
  })
  crossSectoralCorrectionFactor!: Decimal;

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
