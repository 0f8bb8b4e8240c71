import { Schema, type Types } from 'mongoose';
import { EMBEDDED_SCHEMA_OPTIONS, provenanceSchema, RECORD_SCHEMA_OPTIONS } from '../../../database/common-schemas.js';
import { nationalModel } from '../../../database/model-definition.js';
import type { ProvenanceRecord } from '../../../kernel/provenance/provenance.record.js';
import type { ValidityRecord } from '../../../kernel/validity/validity.js';

/** What a car is worth after so many months with so many kilometres a year, as a fraction of its price when it was new. */
export interface ResidualValuePointRecord {
  months: number;
  kmPerYear: number;
  share: Types.Decimal128;
}

/**
 * What a partner takes a vehicle variant to be worth in a country when it is used; a version is never changed once published.
 * `_id` is `country:partner:variant:version`.
 */
export interface ResidualValueCurveRecord extends ValidityRecord {
  _id: string;
  curveId: string;
  partnerId: string;
  country: string;
  variantId: string;
  version: number;
  /** A whole grid: every age with every distance. */
  points: ResidualValuePointRecord[];
  provenance: ProvenanceRecord;
}

const text = { type: String, required: true } as const;

const residualValueCurveSchema = new Schema(
  {
    _id: text,
    curveId: text,
    partnerId: text,
    country: text,
    variantId: text,
    version: { type: Number, required: true },
    points: {
      type: [
        new Schema(
          {
            months: { type: Number, required: true },
            kmPerYear: { type: Number, required: true },
            share: { type: Schema.Types.Decimal128, required: true },
          },
          EMBEDDED_SCHEMA_OPTIONS,
        ),
      ],
      required: true,
    },
    validFrom: { type: String, default: null },
    validTo: { type: String, default: null },
    provenance: { type: provenanceSchema, required: true },
  },
  RECORD_SCHEMA_OPTIONS,
);
residualValueCurveSchema.index({ country: 1, variantId: 1, partnerId: 1, version: -1 });

export const residualValueCurveModel = nationalModel<ResidualValueCurveRecord>(
  'ResidualValueCurve',
  'residual_value_curves',
  residualValueCurveSchema,
);
