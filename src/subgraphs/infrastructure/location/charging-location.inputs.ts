import {
  ArrayMaxSize,
  IsBoolean,
  IsDate,
  IsEnum,
  IsISO31661Alpha2,
  IsOptional,
  IsPositive,
  Length,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { ArgsType, Field, Float, ID, InputType } from 'type-graphql';
import { CoordinatesInput } from '../../../kernel/geo/geo.types.js';
import { CONNECTOR_TYPES, type ConnectorType } from '../../../kernel/ocpi/connector-types.js';
import { PageArguments } from '../../../kernel/paging/page-arguments.js';
import { GraphQLCountryCode, GraphQLDateTime } from '../../../kernel/scalars/standard-scalars.js';
import { POWER_TYPES, type PowerType } from '../ocpi/connector-vocabularies.js';
import { EVSE_STATUSES, type EvseStatus } from '../ocpi/evse-vocabularies.js';
import {
  ACCESS,
  type ChargingAccess,
  FACILITIES,
  type Facility,
  PAYMENT_METHODS,
  type PaymentMethod,
} from '../ocpi/location-vocabularies.js';
import { BoundingBoxInput } from './bounding-box.js';
import { PolygonInput } from './search/polygon.inputs.js';
import { RouteInput } from './search/route.inputs.js';

export const DEFAULT_RADIUS_KM = 50;
const MAXIMUM_RADIUS_KM = 500;

@ArgsType()
export class ChargingLocationArguments {
  @Field(() => GraphQLCountryCode, { description: 'Country where the party is registered.' })
  @IsISO31661Alpha2()
  countryCode!: string;

  @Field(() => String, { description: 'OCPI party_id.' })
  @Length(1, 3)
  partyId!: string;

  @Field(() => ID, { description: 'OCPI id within the party, or the global id of one of its locations.' })
  @MaxLength(1024)
  id!: string;
}

@InputType({
  description:
    'Locations that meet every given condition. Status, connector standard, power, kind of current and what fits the car ' +
    'must meet in one connector of one EVSE.',
})
export class ChargingLocationFilter {
  @Field(() => [CONNECTOR_TYPES.members], { nullable: true, description: 'Any of these.' })
  @IsOptional()
  @ArrayMaxSize(50)
  @IsEnum(CONNECTOR_TYPES.members, { each: true })
  connectorStandards?: ConnectorType[] | null;

  @Field(() => Float, { nullable: true, description: 'kW: least power of the connector.' })
  @IsOptional()
  @Min(0)
  @Max(100_000)
  minPowerKW?: number | null;

  @Field(() => [POWER_TYPES.members], { nullable: true, description: 'Any of these.' })
  @IsOptional()
  @ArrayMaxSize(10)
  @IsEnum(POWER_TYPES.members, { each: true })
  powerTypes?: PowerType[] | null;

  @Field(() => [String], { nullable: true, description: 'Names of operators, any of these; at most 50.' })
  @IsOptional()
  @ArrayMaxSize(50)
  @MaxLength(200, { each: true })
  operators?: string[] | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Names of operators, none of these; at most 50. Sites without a known operator stay.',
  })
  @IsOptional()
  @ArrayMaxSize(50)
  @MaxLength(200, { each: true })
  excludedOperators?: string[] | null;

  @Field(() => [EVSE_STATUSES.members], { nullable: true, description: 'Any of these.' })
  @IsOptional()
  @ArrayMaxSize(20)
  @IsEnum(EVSE_STATUSES.members, { each: true })
  evseStatuses?: EvseStatus[] | null;

  @Field(() => [FACILITIES.members], { nullable: true, description: 'All of these.' })
  @IsOptional()
  @ArrayMaxSize(30)
  @IsEnum(FACILITIES.members, { each: true })
  facilities?: Facility[] | null;

  @Field(() => [ACCESS.members], { nullable: true, description: 'Any of these. Sites of unknown access have none.' })
  @IsOptional()
  @ArrayMaxSize(10)
  @IsEnum(ACCESS.members, { each: true })
  access?: ChargingAccess[] | null;

  @Field(() => [PAYMENT_METHODS.members], {
    nullable: true,
    description: 'Any of these, at the site or by the capabilities of one of its EVSEs.',
  })
  @IsOptional()
  @ArrayMaxSize(20)
  @IsEnum(PAYMENT_METHODS.members, { each: true })
  paymentMethods?: PaymentMethod[] | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether only members of a network can charge. Sites of which this is unknown are neither.',
  })
  @IsOptional()
  @IsBoolean()
  membershipRequired?: boolean | null;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description:
      "Open at this instant, by the site's hours in its own time zone with their exceptions and public holidays. " +
      'Of sites without known hours see `unknownHours`.',
  })
  @IsOptional()
  @IsDate()
  openAt?: Date | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'With `openAt`: true takes sites in whose hours are unknown or cannot be read; by default they are out.',
  })
  @IsOptional()
  @IsBoolean()
  unknownHours?: boolean | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'A vehicle variant that can charge there: a connector fits its ports without an adapter, and for DC its voltage ' +
      'reaches that of the battery (400 or 800 V) or is unknown.',
  })
  @IsOptional()
  @MaxLength(300)
  variantId?: string | null;
}

/** Arguments of every list of charging locations. */
@ArgsType()
export class LocationSearchArguments extends PageArguments {
  @Field(() => ChargingLocationFilter, { nullable: true })
  @IsOptional()
  @ValidateNested()
  filter?: ChargingLocationFilter | null;

  @Field(() => CoordinatesInput, { nullable: true, description: 'Nearest to this place first.' })
  @IsOptional()
  @ValidateNested()
  near?: CoordinatesInput | null;

  @Field(() => Float, {
    nullable: true,
    description: `km around \`near\`: more than 0, at most ${MAXIMUM_RADIUS_KM}; default ${DEFAULT_RADIUS_KM}.`,
  })
  @IsOptional()
  @IsPositive()
  @Max(MAXIMUM_RADIUS_KM)
  withinKm?: number | null;

  @Field(() => BoundingBoxInput, { nullable: true })
  @IsOptional()
  @ValidateNested()
  boundingBox?: BoundingBoxInput | null;

  @Field(() => PolygonInput, { nullable: true })
  @IsOptional()
  @ValidateNested()
  polygon?: PolygonInput | null;

  @Field(() => RouteInput, {
    nullable: true,
    description: 'In the order of a journey: by `alongKm`. Not together with `near`, which asks for another order.',
  })
  @IsOptional()
  @ValidateNested()
  along?: RouteInput | null;
}

/** Arguments of the root field `chargingLocations`. */
@ArgsType()
export class ChargingLocationsArguments extends LocationSearchArguments {
  @Field(() => GraphQLCountryCode, {
    nullable: true,
    description: 'Where the site stands; all countries if not given.',
  })
  @IsOptional()
  @IsISO31661Alpha2()
  country?: string | null;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description:
      'To mirror the list: sites that have changed at this instant or later, those that are gone with `deletedAt`, in the order ' +
      'of their changes. Read on with `after: endCursor`, now and at any later time: nothing is missed, and nothing comes ' +
      'again that has not changed again. Combined with `country` only.',
  })
  @IsOptional()
  @IsDate()
  updatedSince?: Date | null;
}
