import { Schema } from 'mongoose';
import { provenanceSchema, RECORD_SCHEMA_OPTIONS } from '../../../database/common-schemas.js';
import { nationalModel } from '../../../database/model-definition.js';
import type { ProvenanceRecord } from '../../../kernel/provenance/provenance.record.js';

/** Electric cars of one country, year and powertrain. `_id` is `DE:2022:BEV`. */
export interface FleetStatisticRecord {
  _id: string;
  country: string;
  year: number;
  powertrain: string;
  /** Cars registered at the end of the year; null where the source has no figure. */
  stock: number | null;
  /** Cars sold in the year; null where the source has no figure. */
  sales: number | null;
  provenance: ProvenanceRecord;
}

const fleetStatisticSchema = new Schema(
  {
    _id: { type: String, required: true },
    country: { type: String, required: true },
    year: { type: Number, required: true },
    powertrain: { type: String, required: true },
    stock: { type: Number, default: null },
    sales: { type: Number, default: null },
    provenance: { type: provenanceSchema, required: true },
  },
  RECORD_SCHEMA_OPTIONS,
);
fleetStatisticSchema.index({ country: 1, year: -1, powertrain: 1 });

export const fleetStatisticModel = nationalModel<FleetStatisticRecord>(
  'FleetStatistic',
  'fleet_statistics',
  fleetStatisticSchema,
);
