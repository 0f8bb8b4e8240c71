import { Schema } from 'mongoose';
import { moneySchema, provenanceSchema, RECORD_SCHEMA_OPTIONS } from '../../../database/common-schemas.js';
import { nationalModel } from '../../../database/model-definition.js';
import type { MoneyRecord } from '../../../kernel/money/money.record.js';
import type { ProvenanceRecord } from '../../../kernel/provenance/provenance.record.js';

/** Cars that a maker has imported under an incentive which obliges to local production. `_id` is `TH:byd:2025`. */
export interface IncentivisedImportRecord {
  _id: string;
  country: string;
  maker: string;
  year: number;
  units: number;
  /** Bank guarantee that secures the obligation for these cars; null where there is none. */
  bankGuarantee: MoneyRecord | null;
  provenance: ProvenanceRecord;
}

const incentivisedImportSchema = new Schema(
  {
    _id: { type: String, required: true },
    country: { type: String, required: true },
    maker: { type: String, required: true },
    year: { type: Number, required: true },
    units: { type: Number, min: 0, required: true },
    bankGuarantee: { type: moneySchema, default: null },
    provenance: { type: provenanceSchema, required: true },
  },
  RECORD_SCHEMA_OPTIONS,
);
incentivisedImportSchema.index({ country: 1, maker: 1, year: 1 });

export const incentivisedImportModel = nationalModel<IncentivisedImportRecord>(
  'IncentivisedImport',
  'incentivised_imports',
  incentivisedImportSchema,
);
