import { Schema } from 'mongoose';
import { provenanceSchema, RECORD_SCHEMA_OPTIONS } from '../../../database/common-schemas.js';
import { worldwideModel } from '../../../database/model-definition.js';
import type { ProvenanceRecord } from '../../../kernel/provenance/provenance.record.js';
import { UnNumber } from './dangerous-goods.js';

/** How many of a part lie in a depot. `_id` is `NL:SYN-D1/BYD-HVB-001`. */
export interface PartsAvailabilityRecord {
  _id: string;
  depotId: string;
  partNumber: string;
  name: string;
  /** Slug of the maker whose cars it fits; null for parts of any make. */
  maker: string | null;
  onHand: number;
  /** Null for what is no dangerous good. */
  unNumber: UnNumber | null;
  /** When the stock was counted. */
  countedAt: Date;
  provenance: ProvenanceRecord;
}

const partsAvailabilitySchema = new Schema(
  {
    _id: { type: String, required: true },
    depotId: { type: String, required: true },
    partNumber: { type: String, required: true },
    name: { type: String, required: true },
    maker: { type: String, default: null },
    onHand: { type: Number, min: 0, required: true },
    unNumber: { type: String, enum: [...Object.values(UnNumber), null], default: null },
    countedAt: { type: Date, required: true },
    provenance: { type: provenanceSchema, required: true },
  },
  RECORD_SCHEMA_OPTIONS,
);
partsAvailabilitySchema.index({ depotId: 1, _id: 1 });
partsAvailabilitySchema.index({ partNumber: 1, depotId: 1 });

export const partsAvailabilityModel = worldwideModel<PartsAvailabilityRecord>(
  'PartsAvailability',
  'parts_availability',
  partsAvailabilitySchema,
);
