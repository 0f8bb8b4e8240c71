import { Directive, Field, Float, ID, ObjectType } from 'type-graphql';
import { Coordinates, GeoQuality } from '../../../kernel/geo/geo.types.js';
import { Node } from '../../../kernel/identity/node.type.js';
import { Provenance } from '../../../kernel/provenance/provenance.type.js';
import { GraphQLLocalDate } from '../../../kernel/scalars/date.scalar.js';
import { GraphQLCountryCode, GraphQLDateTime } from '../../../kernel/scalars/standard-scalars.js';
import { CountryExtension } from '../country/country.type.js';
import { FACILITIES, type Facility, PARKING_TYPES, type ParkingType } from '../ocpi/location-vocabularies.js';
import { Evse } from './evse.type.js';

@ObjectType({ simpleResolvers: true, description: 'A company behind a charging site (OCPI BusinessDetails).' })
export class BusinessDetails {
  @Field(() => String)
  name!: string;
}

@Directive('@key(fields: "countryCode partyId locationId")')
@Directive('@key(fields: "id")')
@ObjectType({ implements: Node, simpleResolvers: true, description: 'A charging site (OCPI Location).' })
export class ChargingLocation extends Node {
  @Field(() => GraphQLCountryCode, {
    description: 'Country where the party is registered (OCPI country_code); `country` is where the site stands.',
  })
  countryCode!: string;

  @Field(() => String, { description: 'OCPI party_id of the operator, unique within `countryCode`.' })
  partyId!: string;

  @Field(() => ID, { description: 'OCPI id, unique within the party.' })
  locationId!: string;

  @Field(() => String, { nullable: true })
  name!: string | null;

  @Field(() => String, { description: 'Street and number.' })
  address!: string;

  @Field(() => String)
  city!: string;

  @Field(() => String, { nullable: true })
  postalCode!: string | null;

  @Field(() => String, { nullable: true })
  state!: string | null;

  @Field(() => CountryExtension, { description: 'Country where the site stands.' })
  country!: CountryExtension;

  @Field(() => Coordinates, { nullable: true })
  coordinates!: Coordinates | null;

  @Field(() => GeoQuality)
  geoQuality!: GeoQuality;

  @Field(() => PARKING_TYPES.members, { nullable: true })
  parkingType!: ParkingType | null;

  @Field(() => String, { nullable: true, description: "The source's own word where `parkingType` is OTHER." })
  parkingTypeText!: string | null;

  @Field(() => BusinessDetails, { nullable: true, description: 'Charge point operator.' })
  operator!: BusinessDetails | null;

  @Field(() => [FACILITIES.members])
  facilities!: Facility[];

  @Field(() => [String], { description: "The source's own words for the facilities that are OTHER." })
  facilitiesText!: string[];

  @Field(() => String, {
    nullable: true,
    description: 'OpenStreetMap opening_hours in the site\'s time zone, or "24/7"; null where unknown.',
  })
  openingHours!: string | null;

  @Field(() => String, { description: 'IANA time zone.' })
  timeZone!: string;

  @Field(() => [Evse])
  evses!: Evse[];

  @Field(() => Float, { nullable: true, description: 'kW: highest EVSE power; null where no power is known.' })
  maxPowerKW!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'kW: sum over the EVSEs of the power of the best connector each, never the sum of connectors.',
  })
  totalPowerKW!: number | null;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'Day of first operation.' })
  operationalSince!: string | null;

  @Field(() => GraphQLDateTime)
  lastUpdated!: Date;

  @Field(() => Float, { nullable: true, description: 'km to `near`; null in lists without `near`.' })
  distanceKm!: number | null;

  @Field(() => Provenance)
  provenance!: Provenance;
}
