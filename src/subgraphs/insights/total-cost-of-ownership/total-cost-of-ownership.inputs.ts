import { ArrayMaxSize, ArrayNotEmpty, ArrayUnique, IsISO4217CurrencyCode, IsOptional, Max, Min } from 'class-validator';
import type { Decimal } from 'decimal.js';
import { Field, ID, InputType, Int } from 'type-graphql';
import { GraphQLLocalDate } from '../../../kernel/scalars/date.scalar.js';
import { GraphQLDecimal } from '../../../kernel/scalars/decimal.scalar.js';
import { GraphQLCountryCode, GraphQLCurrencyCode } from '../../../kernel/scalars/standard-scalars.js';

@InputType({ description: 'A car, where it is owned and how it is driven.' })
export class TotalCostOfOwnershipInput {
  @Field(() => ID, { nullable: true, description: 'The car; this or `offerId`.' })
  @IsOptional()
  variantId?: string | null;

  @Field(() => ID, { nullable: true, description: 'An offer of the car, in any country.' })
  @IsOptional()
  offerId?: string | null;

  @Field(() => [GraphQLCountryCode], { description: 'At most 60.' })
  @ArrayNotEmpty()
  @ArrayMaxSize(60)
  @ArrayUnique()
  countries!: string[];

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'Day of the purchase; default today.' })
  @IsOptional()
  asOf?: string | null;

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

  @Field(() => GraphQLDecimal, {
    nullable: true,
    description: 'Price of a kWh at home, in the reporting currency; without it the energy at home is missing.',
  })
  @IsOptional()
  homeTariff?: Decimal | null;

  @Field(() => GraphQLDecimal, {
    nullable: true,
    description:
      'Share of its value that the car loses in a year, instead of the residual-value curves of the partners in the country; 0.15 is assumed where there is none of both.',
  })
  @IsOptional()
  yearlyDepreciation?: Decimal | null;

  @Field(() => GraphQLDecimal, {
    nullable: true,
    description: 'Maintenance a year, in the reporting currency; without it service is missing: no prices are on file.',
  })
  @IsOptional()
  servicePerYear?: Decimal | null;

  @Field(() => GraphQLDecimal, {
    nullable: true,
    description: 'Repairs a year, in the reporting currency, that the owner bears once no guarantee covers them.',
  })
  @IsOptional()
  repairsPerYear?: Decimal | null;

  @Field(() => GraphQLCurrencyCode, { defaultValue: 'EUR' })
  @IsISO4217CurrencyCode()
  reportingCurrency!: string;
}
