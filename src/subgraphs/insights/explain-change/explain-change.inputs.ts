import { IsISO4217CurrencyCode, IsOptional, Max, MaxLength, Min } from 'class-validator';
import type { Decimal } from 'decimal.js';
import { Field, ID, InputType, Int } from 'type-graphql';
import { GraphQLLocalDate } from '../../../kernel/scalars/date.scalar.js';
import { GraphQLDecimal } from '../../../kernel/scalars/decimal.scalar.js';
import { GraphQLCountryCode, GraphQLCurrencyCode } from '../../../kernel/scalars/standard-scalars.js';

@InputType({ description: 'A car in a country on two days.' })
export class ExplainChangeInput {
  @Field(() => ID, { description: 'The car.' })
  @MaxLength(200)
  variantId!: string;

  @Field(() => GraphQLCountryCode)
  country!: string;

  @Field(() => GraphQLLocalDate, { description: 'The first day.' })
  from!: string;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'The second day, after the first; default today.' })
  @IsOptional()
  to?: string | null;

  @Field(() => Int, { defaultValue: 48, description: 'At most 120.' })
  @Min(1)
  @Max(120)
  months!: number;

  @Field(() => Int, { defaultValue: 15_000 })
  @Min(0)
  @Max(500_000)
  kmPerYear!: number;

  @Field(() => GraphQLDecimal, { defaultValue: '0.7', description: 'Of the energy: "0.7" is 70 %.' })
  homeChargingShare!: Decimal;

  @Field(() => GraphQLDecimal, { nullable: true, description: 'Price of a kWh at home, in the reporting currency.' })
  @IsOptional()
  homeTariff?: Decimal | null;

  @Field(() => GraphQLCurrencyCode, { defaultValue: 'EUR' })
  @IsISO4217CurrencyCode()
  reportingCurrency!: string;
}
