import { Schema } from 'mongoose';
import { moneySchema, provenanceSchema, RECORD_SCHEMA_OPTIONS } from '../../../database/common-schemas.js';
import { worldwideModel } from '../../../database/model-definition.js';
import type { MoneyRecord } from '../../../kernel/money/money.record.js';
import type { ProvenanceRecord } from '../../../kernel/provenance/provenance.record.js';

/** How cars get from one country to another. `_id` is `CN:BR:SEA`. */
export interface SupplyRouteRecord {
  _id: string;
  from: string;
  to: string;
  /** SEA, RAIL or ROAD. */
  mode: string;
  /** Days from gate to gate. */
  days: number;
  /** For one car. */
  cost: MoneyRecord | null;
  provenance: ProvenanceRecord;
}

const supplyRouteSchema = new Schema(
  {
    _id: { type: String, required: true },
    from: { type: String, required: true },
    to: { type: String, required: true },
    mode: { type: String, enum: ['SEA', 'RAIL', 'ROAD'], required: true },
    days: { type: Number, min: 0, required: true },
    cost: { type: moneySchema, default: null },
    provenance: { type: provenanceSchema, required: true },
  },
  RECORD_SCHEMA_OPTIONS,
);
supplyRouteSchema.index({ from: 1, to: 1 });

export const supplyRouteModel = worldwideModel<SupplyRouteRecord>('SupplyRoute', 'supply_routes', supplyRouteSchema);
