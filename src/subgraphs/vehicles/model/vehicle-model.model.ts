import { Schema } from 'mongoose';
import { provenanceSchema, RECORD_SCHEMA_OPTIONS } from '../../../database/common-schemas.js';
import { worldwideModel } from '../../../database/model-definition.js';
import type { ProvenanceRecord } from '../../../kernel/provenance/provenance.record.js';

/** A model of a maker, whatever its years and variants. `_id` and `modelId` are `byd/seal`. */
export interface VehicleModelRecord {
  _id: string;
  modelId: string;
  /** Slug of the maker. */
  maker: string;
  /** Slug of the model, unique within the maker. */
  model: string;
  name: string;
  /** schema.org bodyType of most of its variants; null where unknown. */
  bodyType: string | null;
  /** UNECE R.E.3: M1 for passenger cars, N1 for light goods vehicles. */
  category: string;
  firstModelYear: number;
  lastModelYear: number;
  provenance: ProvenanceRecord;
}

const vehicleModelSchema = new Schema(
  {
    _id: { type: String, required: true },
    modelId: { type: String, required: true },
    maker: { type: String, required: true },
    model: { type: String, required: true },
    name: { type: String, required: true },
    bodyType: { type: String, default: null },
    category: { type: String, enum: ['M1', 'N1'], required: true },
    firstModelYear: { type: Number, required: true },
    lastModelYear: { type: Number, required: true },
    provenance: { type: provenanceSchema, required: true },
  },
  RECORD_SCHEMA_OPTIONS,
);
vehicleModelSchema.index({ maker: 1, _id: 1 });

export const vehicleModelModel = worldwideModel<VehicleModelRecord>(
  'VehicleModel',
  'vehicle_models',
  vehicleModelSchema,
);
