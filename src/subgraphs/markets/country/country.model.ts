import { Schema } from 'mongoose';
import { EMBEDDED_SCHEMA_OPTIONS, provenanceSchema, RECORD_SCHEMA_OPTIONS } from '../../../database/common-schemas.js';
import { worldwideModel } from '../../../database/model-definition.js';
import type { ProvenanceRecord } from '../../../kernel/provenance/provenance.record.js';
import type { ValidityRecord } from '../../../kernel/validity/validity.js';

/** Membership of a trade region such as EU27, EFTA or ASEAN, with the dates of membership. */
export interface TradeRegionMembership extends ValidityRecord {
  code: string;
}

/** A country of ISO 3166-1. `_id` is the alpha-2 code. */
export interface CountryRecord {
  _id: string;
  code: string;
  code3: string;
  /** ISO 3166-1 numeric, three digits with leading zeros. */
  numeric: string;
  name: string;
  officialName: string | null;
  /** UN M49 region and sub-region; null for territories that UN M49 leaves out. */
  region: { code: string; name: string } | null;
  subregion: { code: string; name: string } | null;
  tradeRegions: TradeRegionMembership[];
  /** ISO 4217; null where no currency is in use (Antarctica). */
  currency: string | null;
  /** BCP 47. */
  languages: string[];
  /** IANA time zones of the country's towns; empty where no town is known. */
  timeZones: string[];
  capital: string | null;
  provenance: ProvenanceRecord;
}

const areaSchema = new Schema({ code: String, name: String }, EMBEDDED_SCHEMA_OPTIONS);

const countrySchema = new Schema(
  {
    _id: { type: String, required: true },
    code: { type: String, required: true },
    code3: { type: String, required: true },
    numeric: { type: String, required: true },
    name: { type: String, required: true },
    officialName: { type: String, default: null },
    region: { type: areaSchema, default: null },
    subregion: { type: areaSchema, default: null },
    tradeRegions: {
      type: [new Schema({ code: String, validFrom: String, validTo: String }, EMBEDDED_SCHEMA_OPTIONS)],
      default: [],
    },
    currency: { type: String, default: null },
    languages: { type: [String], default: [] },
    timeZones: { type: [String], default: [] },
    capital: { type: String, default: null },
    provenance: { type: provenanceSchema, required: true },
  },
  RECORD_SCHEMA_OPTIONS,
);
countrySchema.index({ 'region.code': 1 });
countrySchema.index({ 'tradeRegions.code': 1 });

export const countryModel = worldwideModel<CountryRecord>('Country', 'countries', countrySchema);
