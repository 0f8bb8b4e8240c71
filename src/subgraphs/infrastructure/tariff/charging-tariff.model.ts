import { Schema, type Types } from 'mongoose';
import { EMBEDDED_SCHEMA_OPTIONS, provenanceSchema, RECORD_SCHEMA_OPTIONS } from '../../../database/common-schemas.js';
import { nationalModel } from '../../../database/model-definition.js';
import type { ProvenanceRecord } from '../../../kernel/provenance/provenance.record.js';
import {
  type DisplayTextRecord,
  displayTextSchema,
  type EnergyMixRecord,
  energyMixSchema,
} from '../location/location-details.model.js';

/** OCPI PriceComponent. */
export interface PriceComponentRecord {
  /** OCPI TariffDimensionType; a word that OCPI does not know is kept and prices nothing. */
  type: string;
  /** Per kWh (ENERGY), per hour (TIME, PARKING_TIME) or once (FLAT), in the tariff's currency. */
  price: Types.Decimal128;
  /** Per cent. Null where the source states none, which is not 0. */
  vat: Types.Decimal128 | null;
  /** Wh (ENERGY) or seconds (TIME, PARKING_TIME) that are billed at least and in blocks; 0 and 1 bill what was used. */
  stepSize: number;
}

/** OCPI TariffRestrictions: all that are not null must hold. */
export interface TariffRestrictionsRecord {
  /** HH:MM in the site's time zone, inclusive. */
  startTime: string | null;
  /** HH:MM, exclusive; earlier than `startTime` where the span crosses midnight. "00:00" is the end of the day. */
  endTime: string | null;
  /** YYYY-MM-DD in the site's time zone, inclusive. */
  startDate: string | null;
  /** YYYY-MM-DD, exclusive. */
  endDate: string | null;
  /** kWh charged since the session began, inclusive. */
  minKwh: number | null;
  /** kWh, exclusive. */
  maxKwh: number | null;
  /** A, sum over all phases. */
  minCurrent: number | null;
  maxCurrent: number | null;
  /** kW. */
  minPower: number | null;
  maxPower: number | null;
  /** Seconds since the session began, inclusive. */
  minDuration: number | null;
  /** Seconds, exclusive. */
  maxDuration: number | null;
  /** OCPI DayOfWeek; empty for every day. */
  dayOfWeek: string[];
  /** OCPI ReservationRestrictionType; null for elements that price the session itself. */
  reservation: string | null;
}

export interface TariffElementRecord {
  priceComponents: PriceComponentRecord[];
  restrictions: TariffRestrictionsRecord | null;
}

/** OCPI PriceLimit (2.3.0: before_taxes, after_taxes) or Price (2.2.1: excl_vat, incl_vat). */
export interface PriceLimitRecord {
  exclVat: Types.Decimal128 | null;
  inclVat: Types.Decimal128 | null;
}

/** OCPI Tariff. `_id` is `countryCode*partyId*tariffId`. */
export interface ChargingTariffRecord {
  _id: string;
  /** ISO 3166-1 alpha-2 of the country where the party is registered (OCPI country_code). */
  countryCode: string;
  partyId: string;
  /** OCPI id, unique within the party. */
  tariffId: string;
  /** The same as `countryCode`: the country whose cluster keeps the tariff. */
  country: string;
  /** ISO 4217. */
  currency: string;
  /** OCPI TariffType; null where the tariff is meant for all sessions. */
  type: string | null;
  tariffAltText: DisplayTextRecord[];
  tariffAltUrl: string | null;
  minPrice: PriceLimitRecord | null;
  maxPrice: PriceLimitRecord | null;
  elements: TariffElementRecord[];
  /** YES, NO or NOT_APPLICABLE (OCPI 2.3.0 tax_included); null in OCPI 2.2.1, whose prices exclude taxes. */
  taxIncluded: string | null;
  /** Half-open [startDateTime, endDateTime); null is unbounded. */
  startDateTime: Date | null;
  endDateTime: Date | null;
  energyMix: EnergyMixRecord | null;
  lastUpdated: Date;
  provenance: ProvenanceRecord;
}

const { Decimal128 } = Schema.Types;
const NULLABLE_NUMBER = { type: Number, default: null };
const NULLABLE_TEXT = { type: String, default: null };

const restrictionsSchema = new Schema(
  {
    startTime: NULLABLE_TEXT,
    endTime: NULLABLE_TEXT,
    startDate: NULLABLE_TEXT,
    endDate: NULLABLE_TEXT,
    minKwh: NULLABLE_NUMBER,
    maxKwh: NULLABLE_NUMBER,
    minCurrent: NULLABLE_NUMBER,
    maxCurrent: NULLABLE_NUMBER,
    minPower: NULLABLE_NUMBER,
    maxPower: NULLABLE_NUMBER,
    minDuration: NULLABLE_NUMBER,
    maxDuration: NULLABLE_NUMBER,
    dayOfWeek: { type: [String], default: [] },
    reservation: NULLABLE_TEXT,
  },
  EMBEDDED_SCHEMA_OPTIONS,
);

const priceComponentSchema = new Schema(
  {
    type: { type: String, required: true },
    price: { type: Decimal128, required: true },
    vat: { type: Decimal128, default: null },
    stepSize: { type: Number, required: true },
  },
  EMBEDDED_SCHEMA_OPTIONS,
);

const elementSchema = new Schema(
  {
    priceComponents: { type: [priceComponentSchema], required: true },
    restrictions: { type: restrictionsSchema, default: null },
  },
  EMBEDDED_SCHEMA_OPTIONS,
);

const priceLimitSchema = new Schema(
  { exclVat: { type: Decimal128, default: null }, inclVat: { type: Decimal128, default: null } },
  EMBEDDED_SCHEMA_OPTIONS,
);

const chargingTariffSchema = new Schema(
  {
    _id: { type: String, required: true },
    countryCode: { type: String, required: true },
    partyId: { type: String, required: true },
    tariffId: { type: String, required: true },
    country: { type: String, required: true },
    currency: { type: String, required: true },
    type: NULLABLE_TEXT,
    tariffAltText: { type: [displayTextSchema], default: [] },
    tariffAltUrl: NULLABLE_TEXT,
    minPrice: { type: priceLimitSchema, default: null },
    maxPrice: { type: priceLimitSchema, default: null },
    elements: { type: [elementSchema], required: true },
    taxIncluded: NULLABLE_TEXT,
    startDateTime: { type: Date, default: null },
    endDateTime: { type: Date, default: null },
    energyMix: { type: energyMixSchema, default: null },
    lastUpdated: { type: Date, required: true },
    provenance: { type: provenanceSchema, required: true },
  },
  RECORD_SCHEMA_OPTIONS,
);
chargingTariffSchema.index({ country: 1, _id: 1 });

export const chargingTariffModel = nationalModel<ChargingTariffRecord>(
  'ChargingTariff',
  'charging_tariffs',
  chargingTariffSchema,
);
