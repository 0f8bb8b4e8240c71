import { Schema, type Types } from 'mongoose';
import { geoPointSchema, provenanceSchema, RECORD_SCHEMA_OPTIONS } from '../../../database/common-schemas.js';
import { worldwideModel } from '../../../database/model-definition.js';
import type { GeoPointRecord } from '../../../kernel/geo/geo-point.record.js';
import type { ProvenanceRecord } from '../../../kernel/provenance/provenance.record.js';

/**
 * A warehouse of spare parts. `_id` and `depotId` are `NL:SYN-D1`. It serves many countries and holds nothing that is
 * personal: it is kept where all countries can be asked at once, whatever the country in which it stands.
 */
export interface PartsDepotRecord {
  _id: string;
  depotId: string;
  /** Where it stands. */
  country: string;
  name: string;
  operator: string;
  location: GeoPointRecord | null;
  /** True in a customs warehouse or free zone: parts leave it duty unpaid. */
  bonded: boolean;
  /** Number of different parts kept. */
  skuCount: number | null;
  servedCountries: string[];
  /** Hours from order to the workshop's door. */
  leadTimeHours: number | null;
  /** Share of order lines delivered at once, as a fraction. */
  fillRate: Types.Decimal128 | null;
  /** True where goods of ADR class 9 may be kept. */
  storesClass9: boolean;
  provenance: ProvenanceRecord;
}

const partsDepotSchema = new Schema(
  {
    _id: { type: String, required: true },
    depotId: { type: String, required: true },
    country: { type: String, required: true },
    name: { type: String, required: true },
    operator: { type: String, required: true },
    location: { type: geoPointSchema, default: null },
    bonded: { type: Boolean, required: true },
    skuCount: { type: Number, min: 0, default: null },
    servedCountries: { type: [String], default: [] },
    leadTimeHours: { type: Number, min: 0, default: null },
    fillRate: { type: Schema.Types.Decimal128, default: null },
    storesClass9: { type: Boolean, required: true },
    provenance: { type: provenanceSchema, required: true },
  },
  RECORD_SCHEMA_OPTIONS,
);
partsDepotSchema.index({ servedCountries: 1, _id: 1 });

export const partsDepotModel = worldwideModel<PartsDepotRecord>('PartsDepot', 'parts_depots', partsDepotSchema);
