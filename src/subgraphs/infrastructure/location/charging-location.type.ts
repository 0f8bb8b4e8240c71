import { Directive, Field, Float, ID, ObjectType } from 'type-graphql';
import { Coordinates, GeoQuality } from '../../../kernel/geo/geo.types.js';
import { Node } from '../../../kernel/identity/node.type.js';
import { Provenance } from '../../../kernel/provenance/provenance.type.js';
import { GraphQLLocalDate } from '../../../kernel/scalars/date.scalar.js';
import { GraphQLCountryCode, GraphQLDateTime } from '../../../kernel/scalars/standard-scalars.js';
import { CountryExtension } from '../country/country.type.js';
import {
  ACCESS,
  type ChargingAccess,
  FACILITIES,
  type Facility,
  PARKING_TYPES,
  PAYMENT_METHODS,
  type ParkingType,
  type PaymentMethod,
} from '../ocpi/location-vocabularies.js';
import { Evse } from './evse.type.js';
import { DisplayText, EnergyMix, LocationImage, RelatedLocation, SourceCoordinates } from './location-details.type.js';
import { OpeningTimes } from './opening-times.type.js';

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

  @Field(() => BusinessDetails, { nullable: true })
  suboperator!: BusinessDetails | null;

  @Field(() => BusinessDetails, { nullable: true })
  owner!: BusinessDetails | null;

  @Field(() => [FACILITIES.members])
  facilities!: Facility[];

  @Field(() => [String], { description: "The source's own words for the facilities that are OTHER." })
  facilitiesText!: string[];

  @Field(() => String, {
    nullable: true,
    description: 'OpenStreetMap opening_hours in the site\'s time zone, or "24/7"; null where unknown.',
  })
  openingHours!: string | null;

  @Field(() => OpeningTimes, {
    nullable: true,
    description: 'Hours by OCPI; they count more than `openingHours`. Null where the source has none in this form.',
  })
  openingTimes!: OpeningTimes | null;

  @Field(() => Boolean, { nullable: true, description: 'Cars may go on charging outside of the opening hours.' })
  chargingWhenClosed!: boolean | null;

  @Field(() => String, { description: 'IANA time zone.' })
  timeZone!: string;

  @Field(() => ACCESS.members, { nullable: true, description: 'Null where unknown.' })
  access!: ChargingAccess | null;

  @Field(() => String, { nullable: true, description: "The source's own word where `access` is OTHER." })
  accessText!: string | null;

  @Field(() => [PAYMENT_METHODS.members], { description: 'Empty where unknown.' })
  paymentMethods!: PaymentMethod[];

  @Field(() => [String], { description: "The source's own words for the means of payment that are OTHER." })
  paymentMethodsText!: string[];

  @Field(() => Boolean, { nullable: true, description: 'Only members of a network can charge; null where unknown.' })
  membershipRequired!: boolean | null;

  @Field(() => String, { nullable: true, description: 'Price as published, free text.' })
  priceText!: string | null;

  @Field(() => String, { nullable: true, description: 'Phone number for drivers.' })
  helpPhone!: string | null;

  @Field(() => [DisplayText], { description: 'How to find the site.' })
  directions!: DisplayText[];

  @Field(() => [RelatedLocation], { description: 'Entrances and the like.' })
  relatedLocations!: RelatedLocation[];

  @Field(() => [LocationImage])
  images!: LocationImage[];

  @Field(() => EnergyMix, { nullable: true })
  energyMix!: EnergyMix | null;

  @Field(() => SourceCoordinates, { nullable: true, description: 'Where the source uses another system than WGS 84.' })
  sourceCoordinates!: SourceCoordinates | null;

  @Field(() => [String], { description: 'Why the coordinates are doubtful: OUTSIDE_COUNTRY, SWAPPED, WRONG_SIGN ...' })
  geoIssues!: string[];

  @Field(() => [Evse])
  evses!: Evse[];

  @Field(() => Float, { nullable: true, description: 'kW: highest EVSE power; null where no power is known.' })
  maxPowerKW!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'kW: sum over the EVSEs of the power of the best connector each, never the sum of connectors. An entry for an ' +
      'unknown number of EVSEs counts once: then there may be more.',
  })
  totalPowerKW!: number | null;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'Day of first operation.' })
  operationalSince!: string | null;

  @Field(() => GraphQLDateTime)
  lastUpdated!: Date;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description:
      'When the site was removed or withdrawn. Only lists by `updatedSince` have such sites: of them no more is told than ' +
      'their keys and country; texts and lists are empty.',
  })
  deletedAt!: Date | null;

  @Field(() => Float, { nullable: true, description: 'km to `near`, or to the route `along`; null in other lists.' })
  distanceKm!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'km along the route to the point nearest to the site; null in lists without `along`.',
  })
  alongKm!: number | null;

  @Field(() => Provenance)
  provenance!: Provenance;
}
