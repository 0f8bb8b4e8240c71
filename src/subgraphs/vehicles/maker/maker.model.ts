import { Schema } from 'mongoose';
import { provenanceSchema, RECORD_SCHEMA_OPTIONS } from '../../../database/common-schemas.js';
import { worldwideModel } from '../../../database/model-definition.js';
import type { ProvenanceRecord } from '../../../kernel/provenance/provenance.record.js';

/** A make of cars. `_id` is the slug. */
export interface MakerRecord {
  _id: string;
  slug: string;
  name: string;
  /** World manufacturer identifiers of ISO 3780, three characters each; empty or missing where unknown. */
  wmi?: string[];
  /** Legal entity identifier of ISO 17442; null or missing where unknown. */
  lei?: string | null;
  /** Group that trade remedies name, e.g. "BYD Group"; null or missing where none does. */
  exporterGroup?: string | null;
  /** ISO 3166-1 alpha-2 of the seat; null or missing where unknown. */
  country?: string | null;
  provenance: ProvenanceRecord;
}

const makerSchema = new Schema(
  {
    _id: { type: String, required: true },
    slug: { type: String, required: true },
    name: { type: String, required: true },
    wmi: { type: [{ type: String, match: /^[A-HJ-NPR-Z0-9]{3}$/ }], default: [] },
    lei: { type: String, match: /^[A-Z0-9]{18}\d{2}$/, default: null },
    exporterGroup: { type: String, default: null },
    country: { type: String, default: null },
    provenance: { type: provenanceSchema, required: true },
  },
  RECORD_SCHEMA_OPTIONS,
);

export const makerModel = worldwideModel<MakerRecord>('Maker', 'makers', makerSchema);
