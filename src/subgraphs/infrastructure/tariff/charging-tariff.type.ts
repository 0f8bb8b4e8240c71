import type { Types } from 'mongoose';
import { Directive, Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { Node } from '../../../kernel/identity/node.type.js';
import { Provenance } from '../../../kernel/provenance/provenance.type.js';
import { GraphQLLocalDate } from '../../../kernel/scalars/date.scalar.js';
import { GraphQLDecimal } from '../../../kernel/scalars/decimal.scalar.js';
import { GraphQLCountryCode, GraphQLCurrencyCode, GraphQLDateTime } from '../../../kernel/scalars/standard-scalars.js';
import { CountryExtension } from '../country/country.type.js';
import { DisplayText, EnergyMix } from '../location/location-details.type.js';
import {
  DAYS_OF_WEEK,
  type DayOfWeek,
  RESERVATION_RESTRICTIONS,
  type ReservationRestriction,
  TARIFF_DIMENSIONS,
  TARIFF_TYPES,
  TAX_INCLUSIONS,
  type TariffDimension,
  type TariffType,
  type TaxIncluded,
} from '../ocpi/tariff-vocabularies.js';

@ObjectType({ simpleResolvers: true, description: 'What one kind of use costs (OCPI PriceComponent).' })
export class PriceComponent {
  @Field(() => TARIFF_DIMENSIONS.members)
  type!: TariffDimension;

  @Field(() => String, { nullable: true, description: "The source's own word where `type` is OTHER." })
  typeText!: string | null;

  @Field(() => GraphQLDecimal, { description: 'In the currency of the tariff: per kWh, per hour, or once for FLAT.' })
  price!: Types.Decimal128;

  @Field(() => GraphQLDecimal, {
    nullable: true,
    description: 'Value added tax in per cent; null where the source states none, which is not 0.',
  })
  vat!: Types.Decimal128 | null;

  @Field(() => Int, { description: 'Billed in blocks of this size: Wh for ENERGY, seconds for times.' })
  stepSize!: number;
}

@ObjectType({
  simpleResolvers: true,
  description: 'When an element applies: all that are given must hold (OCPI TariffRestrictions).',
})
export class TariffRestrictions {
  @Field(() => String, { nullable: true, description: 'HH:MM in the time zone of the site, inclusive.' })
  startTime!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'HH:MM, exclusive. Not later than `startTime` where the span crosses midnight.',
  })
  endTime!: string | null;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'Inclusive.' })
  startDate!: string | null;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'Exclusive.' })
  endDate!: string | null;

  @Field(() => Float, { nullable: true, description: 'kWh since the session began, inclusive.' })
  minKwh!: number | null;

  @Field(() => Float, { nullable: true, description: 'kWh, exclusive.' })
  maxKwh!: number | null;

  @Field(() => Float, { nullable: true, description: 'A, sum over all phases, inclusive.' })
  minCurrent!: number | null;

  @Field(() => Float, { nullable: true, description: 'A, exclusive.' })
  maxCurrent!: number | null;

  @Field(() => Float, { nullable: true, description: 'kW, inclusive.' })
  minPower!: number | null;

  @Field(() => Float, { nullable: true, description: 'kW, exclusive.' })
  maxPower!: number | null;

  @Field(() => Int, { nullable: true, description: 'Seconds since the session began, inclusive.' })
  minDuration!: number | null;

  @Field(() => Int, { nullable: true, description: 'Seconds, exclusive.' })
  maxDuration!: number | null;

  @Field(() => [DAYS_OF_WEEK.members], { description: 'Empty for every day.' })
  dayOfWeek!: DayOfWeek[];

  @Field(() => RESERVATION_RESTRICTIONS.members, { nullable: true })
  reservation!: ReservationRestriction | null;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'Prices that apply together. Of all elements with a price for a dimension, the first that applies counts.',
})
export class TariffElement {
  @Field(() => [PriceComponent])
  priceComponents!: PriceComponent[];

  @Field(() => TariffRestrictions, { nullable: true })
  restrictions!: TariffRestrictions | null;
}

@ObjectType({
  simpleResolvers: true,
  description: 'Least or highest price of a session; both bounds hold (OCPI PriceLimit).',
})
export class PriceLimit {
  @Field(() => GraphQLDecimal, { nullable: true, description: 'Before taxes.' })
  exclVat!: Types.Decimal128 | null;

  @Field(() => GraphQLDecimal, { nullable: true, description: 'After taxes.' })
  inclVat!: Types.Decimal128 | null;
}

@Directive('@key(fields: "countryCode partyId tariffId")')
@Directive('@key(fields: "id")')
@ObjectType({ implements: Node, simpleResolvers: true, description: 'What charging costs (OCPI Tariff).' })
export class ChargingTariff extends Node {
  @Field(() => GraphQLCountryCode, { description: 'Country where the party is registered (OCPI country_code).' })
  countryCode!: string;

  @Field(() => String, { description: 'OCPI party_id of the operator, unique within `countryCode`.' })
  partyId!: string;

  @Field(() => ID, { description: 'OCPI id, unique within the party.' })
  tariffId!: string;

  @Field(() => CountryExtension, { description: 'Country where the party is registered.' })
  country!: CountryExtension;

  @Field(() => GraphQLCurrencyCode)
  currency!: string;

  @Field(() => TARIFF_TYPES.members, {
    nullable: true,
    description: 'Null where the tariff is meant for all sessions.',
  })
  type!: TariffType | null;

  @Field(() => String, { nullable: true, description: "The source's own word where `type` is OTHER." })
  typeText!: string | null;

  @Field(() => [DisplayText], { description: 'What the operator tells drivers beside the prices.' })
  tariffAltText!: DisplayText[];

  @Field(() => String, { nullable: true, description: 'Web page of the operator about the tariff.' })
  tariffAltUrl!: string | null;

  @Field(() => PriceLimit, { nullable: true })
  minPrice!: PriceLimit | null;

  @Field(() => PriceLimit, { nullable: true })
  maxPrice!: PriceLimit | null;

  @Field(() => [TariffElement], { description: 'In the order in which they are tried.' })
  elements!: TariffElement[];

  @Field(() => TAX_INCLUSIONS.members, {
    nullable: true,
    description: 'Null in tariffs of OCPI 2.2.1, whose prices exclude taxes.',
  })
  taxIncluded!: TaxIncluded | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'Start of validity, inclusive; null is unbounded.' })
  startDateTime!: Date | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'End of validity, exclusive; null is unbounded.' })
  endDateTime!: Date | null;

  @Field(() => EnergyMix, { nullable: true, description: 'Of the energy that is sold under this tariff.' })
  energyMix!: EnergyMix | null;

  @Field(() => GraphQLDateTime)
  lastUpdated!: Date;

  @Field(() => Provenance)
  provenance!: Provenance;
}
