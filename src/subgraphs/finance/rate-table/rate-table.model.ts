import { Schema, type Types } from 'mongoose';
import { EMBEDDED_SCHEMA_OPTIONS, provenanceSchema, RECORD_SCHEMA_OPTIONS } from '../../../database/common-schemas.js';
import { nationalModel } from '../../../database/model-definition.js';
import type { ProvenanceRecord } from '../../../kernel/provenance/provenance.record.js';
import type { ValidityRecord } from '../../../kernel/validity/validity.js';

/** One row: the rate for terms [termFrom, termTo] in months and loan-to-value [ltvFrom, ltvTo) as fractions. */
export interface RateRowRecord {
  termFrom: number;
  termTo: number;
  ltvFrom: Types.Decimal128;
  ltvTo: Types.Decimal128;
  /** Band of the partner's own score, "A" is best; null for all. */
  scoreBand: string | null;
  /** BEV, PHEV ...; null for all. */
  powertrain: string | null;
  /** Vehicle variants that the row is for; all where missing or empty. */
  variantIds?: string[];
  /** Nominal yearly rate as a fraction. */
  nominalRate: Types.Decimal128;
}

/** A version of a product's rates; immutable once published. `_id` is `productId:version`. */
export interface RateTableRecord extends ValidityRecord {
  _id: string;
  productId: string;
  country: string;
  version: number;
  rows: RateRowRecord[];
  provenance: ProvenanceRecord;
}

const rateTableSchema = new Schema(
  {
    _id: { type: String, required: true },
    productId: { type: String, required: true },
    country: { type: String, required: true },
    version: { type: Number, required: true },
    rows: {
      type: [
        new Schema(
          {
            termFrom: { type: Number, required: true },
            termTo: { type: Number, required: true },
            ltvFrom: { type: Schema.Types.Decimal128, required: true },
            ltvTo: { type: Schema.Types.Decimal128, required: true },
            scoreBand: { type: String, default: null },
            powertrain: { type: String, default: null },
            variantIds: { type: [String], default: [] },
            nominalRate: { type: Schema.Types.Decimal128, required: true },
          },
          EMBEDDED_SCHEMA_OPTIONS,
        ),
      ],
      default: [],
    },
    validFrom: { type: String, default: null },
    validTo: { type: String, default: null },
    provenance: { type: provenanceSchema, required: true },
  },
  RECORD_SCHEMA_OPTIONS,
);
rateTableSchema.index({ country: 1, productId: 1, version: -1 });

export const rateTableModel = nationalModel<RateTableRecord>('RateTable', 'rate_tables', rateTableSchema);
