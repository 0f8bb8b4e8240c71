import { Schema } from 'mongoose';
import { geoPointSchema, provenanceSchema, RECORD_SCHEMA_OPTIONS } from '../../../database/common-schemas.js';
import { nationalModel } from '../../../database/model-definition.js';
import type { GeoPointRecord } from '../../../kernel/geo/geo-point.record.js';
import type { ProvenanceRecord } from '../../../kernel/provenance/provenance.record.js';

/** A populated place of GeoNames. `_id` is the GeoNames identifier as a string. */
export interface TownRecord {
  _id: string;
  geonameId: string;
  country: string;
  name: string;
  asciiName: string;
  location: GeoPointRecord;
  population: number;
  /** GeoNames first-level administrative code, within the country. */
  admin1: string | null;
  /** IANA time zone. */
  timeZone: string;
  /** GeoNames feature code: PPLC capital, PPLA seat of a first-level division, PPL populated place ... */
  featureCode: string;
  provenance: ProvenanceRecord;
}

const townSchema = new Schema(
  {
    _id: { type: String, required: true },
    geonameId: { type: String, required: true },
    country: { type: String, required: true },
    name: { type: String, required: true },
    asciiName: { type: String, required: true },
    location: { type: geoPointSchema, required: true },
    population: { type: Number, required: true },
    admin1: { type: String, default: null },
    timeZone: { type: String, required: true },
    featureCode: { type: String, required: true },
    provenance: { type: provenanceSchema, required: true },
  },
  RECORD_SCHEMA_OPTIONS,
);
townSchema.index({ country: 1, population: -1, _id: 1 });
townSchema.index({ location: '2dsphere' });

export const townModel = nationalModel<TownRecord>('Town', 'towns', townSchema);
