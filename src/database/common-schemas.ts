import { Schema } from 'mongoose';
import { CONFIDENCE_LEVELS } from '../kernel/provenance/provenance.record.js';

/** Options of every top-level schema: natural keys as `_id`, no version key, unknown fields refused. */
export const RECORD_SCHEMA_OPTIONS = {
  versionKey: false,
  _id: false,
  id: false,
  strict: 'throw',
  autoIndex: false,
} as const;

const EMBEDDED = { _id: false, id: false, strict: 'throw' } as const;

export const provenanceSchema = new Schema(
  {
    source: {
      system: { type: String, required: true },
      recordId: { type: String, default: null },
      licence: { type: String, required: true },
      fetchedAt: { type: String, required: true },
    },
    confidence: { type: String, enum: CONFIDENCE_LEVELS, required: true },
    conflicts: {
      type: [new Schema({ field: String, statement: String, source: String }, EMBEDDED)],
      default: [],
    },
  },
  EMBEDDED,
);

export const geoPointSchema = new Schema(
  {
    type: { type: String, enum: ['Point'], required: true },
    coordinates: { type: [Number], required: true },
  },
  EMBEDDED,
);

export const moneySchema = new Schema(
  {
    amount: { type: Schema.Types.Decimal128, required: true },
    currency: { type: String, required: true },
  },
  EMBEDDED,
);

/** Options of a schema inside another one. */
export const EMBEDDED_SCHEMA_OPTIONS = EMBEDDED;
