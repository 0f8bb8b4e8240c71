import { Schema, type Types } from 'mongoose';
import { provenanceSchema, RECORD_SCHEMA_OPTIONS } from '../../../database/common-schemas.js';
import { worldwideModel } from '../../../database/model-definition.js';
import type { ProvenanceRecord } from '../../../kernel/provenance/provenance.record.js';

/** A reference rate of one day: `rate` units of `quote` for one unit of `base`. `_id` is `EUR:USD:2026-01-02`. */
export interface FxRateRecord {
  _id: string;
  /** ISO 4217. */
  base: string;
  /** ISO 4217. */
  quote: string;
  /** Day of the rate, YYYY-MM-DD. */
  date: string;
  rate: Types.Decimal128;
  provenance: ProvenanceRecord;
}

const fxRateSchema = new Schema(
  {
    _id: { type: String, required: true },
    base: { type: String, required: true },
    quote: { type: String, required: true },
    date: { type: String, required: true },
    rate: { type: Schema.Types.Decimal128, required: true },
    provenance: { type: provenanceSchema, required: true },
  },
  RECORD_SCHEMA_OPTIONS,
);
fxRateSchema.index({ base: 1, quote: 1, date: -1 });

export const fxRateModel = worldwideModel<FxRateRecord>('FxRate', 'fx_rates', fxRateSchema);
