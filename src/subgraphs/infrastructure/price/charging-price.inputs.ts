import {
  ArrayMaxSize,
  IsEnum,
  IsISO31661Alpha2,
  IsOptional,
  IsTimeZone,
  Length,
  MaxLength,
  ValidateBy,
  ValidateNested,
  type ValidationOptions,
} from 'class-validator';
import { Decimal } from 'decimal.js';
import { Field, ID, InputType, registerEnumType } from 'type-graphql';
import { GraphQLDecimal } from '../../../kernel/scalars/decimal.scalar.js';
import { GraphQLCountryCode, GraphQLDateTime } from '../../../kernel/scalars/standard-scalars.js';
import { TARIFF_TYPES, type TariffType } from '../ocpi/tariff-vocabularies.js';

const MAXIMUM_KWH = 10_000;
const MAXIMUM_KW = 10_000;
const MAXIMUM_AMPERES = 10_000;
const MAXIMUM_MINUTES = 31 * 24 * 60;
const MAXIMUM_HOURS = 31 * 24;

/** CdrDimensionType of OCPI 2.3.0, module CDRs, as far as prices depend on it. */
export enum ChargingPeriodDimension {
  CURRENT = 'CURRENT',
  ENERGY = 'ENERGY',
  MAX_CURRENT = 'MAX_CURRENT',
  MAX_POWER = 'MAX_POWER',
  PARKING_TIME = 'PARKING_TIME',
  POWER = 'POWER',
  RESERVATION_TIME = 'RESERVATION_TIME',
  TIME = 'TIME',
}
registerEnumType(ChargingPeriodDimension, {
  name: 'ChargingPeriodDimension',
  description: 'What was measured in a period (OCPI CdrDimensionType).',
  valuesConfig: {
    CURRENT: { description: 'Average current in A.' },
    ENERGY: { description: 'kWh.' },
    MAX_CURRENT: { description: 'Highest current in A.' },
    MAX_POWER: { description: 'Highest power in kW.' },
    PARKING_TIME: { description: 'Hours connected without charging.' },
    POWER: { description: 'Average power in kW.' },
    RESERVATION_TIME: { description: 'Hours reserved.' },
    TIME: { description: 'Hours charging.' },
  },
});

@InputType({ description: 'A connector by its keys; EVSE and connector may be left out where the site has one only.' })
export class ConnectorReferenceInput {
  @Field(() => GraphQLCountryCode, { description: 'Country where the party is registered.' })
  @IsISO31661Alpha2()
  countryCode!: string;

  @Field(() => String)
  @Length(1, 3)
  partyId!: string;

  @Field(() => ID, { description: 'OCPI id of the location.' })
  @MaxLength(36)
  locationId!: string;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @MaxLength(64)
  evseUid?: string | null;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @MaxLength(64)
  connectorId?: string | null;
}

@InputType({ description: 'A tariff by its keys.' })
export class TariffReferenceInput {
  @Field(() => GraphQLCountryCode, { description: 'Country where the party is registered.' })
  @IsISO31661Alpha2()
  countryCode!: string;

  @Field(() => String)
  @Length(1, 3)
  partyId!: string;

  @Field(() => ID)
  @MaxLength(36)
  tariffId!: string;
}

@InputType({ description: 'A stretch of charging at even power.' })
export class PowerStretchInput {
  @Field(() => GraphQLDecimal)
  @IsBetween(0, MAXIMUM_MINUTES)
  minutes!: Decimal;

  @Field(() => GraphQLDecimal)
  @IsBetween(0, MAXIMUM_KW)
  powerKW!: Decimal;
}

@InputType({ description: 'A volume of a period (OCPI CdrDimension).' })
export class ChargingPeriodDimensionInput {
  @Field(() => ChargingPeriodDimension)
  @IsEnum(ChargingPeriodDimension)
  type!: ChargingPeriodDimension;

  @Field(() => GraphQLDecimal, { description: 'kWh, hours, kW or A.' })
  @IsBetween(0, MAXIMUM_KWH)
  volume!: Decimal;
}

@InputType({ description: 'A period of a recorded session (OCPI ChargingPeriod).' })
export class ChargingPeriodInput {
  @Field(() => GraphQLDateTime)
  startDateTime!: Date;

  @Field(() => [ChargingPeriodDimensionInput])
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  dimensions!: ChargingPeriodDimensionInput[];
}

@InputType({ description: 'A session to be priced: described by energy and time, or by its recorded periods.' })
export class ChargingPriceInput {
  @Field(() => ConnectorReferenceInput, {
    nullable: true,
    description: 'Where the car charges: gives the tariff, the time zone and the voltage.',
  })
  @IsOptional()
  @ValidateNested()
  connector?: ConnectorReferenceInput | null;

  @Field(() => TariffReferenceInput, {
    nullable: true,
    description: 'The tariff; without it, the one of the connector.',
  })
  @IsOptional()
  @ValidateNested()
  tariff?: TariffReferenceInput | null;

  @Field(() => TARIFF_TYPES.members, {
    nullable: true,
    description: 'Which tariff of the connector. Without it: one for all sessions, else REGULAR, else AD_HOC_PAYMENT.',
  })
  @IsOptional()
  @IsEnum(TARIFF_TYPES.members)
  tariffType?: TariffType | null;

  @Field(() => String, {
    nullable: true,
    description: 'IANA time zone of the site; needed without `connector` where the tariff depends on the time of day.',
  })
  @IsOptional()
  @IsTimeZone()
  timeZone?: string | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'Where charging begins. Needed without periods.' })
  @IsOptional()
  startAt?: Date | null;

  @Field(() => GraphQLDecimal, { nullable: true, description: 'kWh charged.' })
  @IsOptional()
  @IsBetween(0, MAXIMUM_KWH)
  energyKwh?: Decimal | null;

  @Field(() => GraphQLDecimal, {
    nullable: true,
    description: 'Minutes of charging; told from energy and power where not given.',
  })
  @IsOptional()
  @IsBetween(0, MAXIMUM_MINUTES)
  minutes?: Decimal | null;

  @Field(() => GraphQLDecimal, { nullable: true, description: 'Minutes connected after charging has ended.' })
  @IsOptional()
  @IsBetween(0, MAXIMUM_MINUTES)
  parkingMinutes?: Decimal | null;

  @Field(() => GraphQLDecimal, { nullable: true, description: 'kW while charging; the average where not given.' })
  @IsOptional()
  @IsBetween(0, MAXIMUM_KW)
  powerKW?: Decimal | null;

  @Field(() => GraphQLDecimal, {
    nullable: true,
    description: 'A while charging, sum over all phases; told from power and voltage where not given.',
  })
  @IsOptional()
  @IsBetween(0, MAXIMUM_AMPERES)
  currentA?: Decimal | null;

  @Field(() => [PowerStretchInput], {
    nullable: true,
    description: 'Power over time, instead of `minutes` and `powerKW`; ends where `energyKwh` is charged.',
  })
  @IsOptional()
  @ArrayMaxSize(500)
  @ValidateNested({ each: true })
  powerCurve?: PowerStretchInput[] | null;

  @Field(() => GraphQLDecimal, { nullable: true, description: 'Minutes of reservation before charging begins.' })
  @IsOptional()
  @IsBetween(0, MAXIMUM_MINUTES)
  reservationMinutes?: Decimal | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'The reservation expired at `startAt` and no session followed.',
  })
  reservationExpired!: boolean;

  @Field(() => [ChargingPeriodInput], {
    nullable: true,
    description: `Recorded periods in order of time, instead of everything above but connector, tariff and zone. At most 1000, of ${MAXIMUM_HOURS} hours together.`,
  })
  @IsOptional()
  @ArrayMaxSize(1000)
  @ValidateNested({ each: true })
  chargingPeriods?: ChargingPeriodInput[] | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'End of the last recorded period.' })
  @IsOptional()
  endAt?: Date | null;
}

function IsBetween(minimum: number, maximum: number, options?: ValidationOptions): PropertyDecorator {
  return ValidateBy(
    {
      name: 'isBetween',
      validator: {
        validate: (value: unknown) =>
          Decimal.isDecimal(value) && value.greaterThanOrEqualTo(minimum) && value.lessThanOrEqualTo(maximum),
        defaultMessage: () => `must lie between ${minimum} and ${maximum}`,
      },
    },
    options,
  );
}
