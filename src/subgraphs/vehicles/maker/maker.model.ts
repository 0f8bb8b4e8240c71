import { Schema } from 'mongoose';
import { provenanceSchema, RECORD_SCHEMA_OPTIONS } from '../../../database/common-schemas.js';
import { worldwideModel } from '../../../database/model-definition.js';
import type { ProvenanceRecord } from '../../../kernel/provenance/provenance.record.js';

/** A make of cars. `_id` is the slug. */
export interface MakerRecord {
  _id: string;
  slug: string;
  name: string;
  provenance: ProvenanceRecord;
}

const makerSchema = new Schema(
  {
    _id: { type: String, required: true },
    slug: { type: String, required: true },
    name: { type: String, required: true },
    provenance: { type: provenanceSchema, required: true },
  },
  RECORD_SCHEMA_OPTIONS,
);

export const makerModel = worldwideModel<MakerRecord>('Maker', 'makers', makerSchema);
