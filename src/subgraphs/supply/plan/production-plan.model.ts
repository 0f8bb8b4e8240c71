import { Schema } from 'mongoose';
import { provenanceSchema, RECORD_SCHEMA_OPTIONS } from '../../../database/common-schemas.js';
import { nationalModel } from '../../../database/model-definition.js';
import type { ProvenanceRecord } from '../../../kernel/provenance/provenance.record.js';

/** Cars of a model that a base plans to make, and has made, in a quarter. `_id` is `TH:byd-rayong:byd/dolphin:2026-Q1`. */
export interface ProductionPlanRecord {
  _id: string;
  country: string;
  baseId: string;
  maker: string;
  /** "byd/dolphin". */
  model: string;
  /** "2026-Q1". */
  quarter: string;
  plannedUnits: number;
  /** Cars made; null where the quarter is not over or nobody has reported it. */
  producedUnits: number | null;
  provenance: ProvenanceRecord;
}

const productionPlanSchema = new Schema(
  {
    _id: { type: String, required: true },
    country: { type: String, required: true },
    baseId: { type: String, required: true },
    maker: { type: String, required: true },
    model: { type: String, required: true },
    quarter: { type: String, match: /^\d{4}-Q[1-4]$/, required: true },
    plannedUnits: { type: Number, min: 0, required: true },
    producedUnits: { type: Number, min: 0, default: null },
    provenance: { type: provenanceSchema, required: true },
  },
  RECORD_SCHEMA_OPTIONS,
);
productionPlanSchema.index({ country: 1, maker: 1, quarter: 1 });
productionPlanSchema.index({ baseId: 1, quarter: 1 });

export const productionPlanModel = nationalModel<ProductionPlanRecord>(
  'ProductionPlan',
  'production_plans',
  productionPlanSchema,
);
