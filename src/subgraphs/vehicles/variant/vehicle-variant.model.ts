import { Schema } from 'mongoose';
import { EMBEDDED_SCHEMA_OPTIONS, provenanceSchema, RECORD_SCHEMA_OPTIONS } from '../../../database/common-schemas.js';
import { worldwideModel } from '../../../database/model-definition.js';
import type { ProvenanceRecord } from '../../../kernel/provenance/provenance.record.js';

/** A rated range; figures of different cycles are never compared. */
interface RatedRangeRecord {
  /** WLTP, EPA, CLTC, NEDC, JC08. */
  cycle: string;
  km: number;
}

/** One buildable variant of a model. `_id` and `variantId` are make/model/year/trim/variant. */
export interface VehicleVariantRecord {
  _id: string;
  variantId: string;
  /** Slug of the maker. */
  maker: string;
  makerName: string;
  model: string;
  modelName: string;
  modelYear: number;
  trim: string | null;
  variant: string | null;
  /** Full name for people: "Audi A6 e-tron Sportback 2024". */
  name: string;
  /** BEV, PHEV, EREV, FCEV. */
  powertrain: string;
  bodyType: string | null;
  seats: number | null;
  batteryGrossKWh: number | null;
  batteryNetKWh: number | null;
  /** LFP, NMC, NCA, LMFP, NA_ION, LI_ION_UNSPECIFIED; null where unknown. */
  chemistry: string | null;
  /** Class of the high-voltage system in volts (400, 800); null where unknown. */
  architectureVoltage: number | null;
  acMaxKW: number | null;
  acPhases: number | null;
  dcMaxKW: number | null;
  /** OCPI ConnectorType of each charge port. */
  ports: string[];
  ranges: RatedRangeRecord[];
  systemPowerKW: number | null;
  kerbWeightKg: number | null;
  /** ISO 3166-1 alpha-2 codes of the markets that the source names. */
  markets: string[];
  provenance: ProvenanceRecord;
}

const vehicleVariantSchema = new Schema(
  {
    _id: { type: String, required: true },
    variantId: { type: String, required: true },
    maker: { type: String, required: true },
    makerName: { type: String, required: true },
    model: { type: String, required: true },
    modelName: { type: String, required: true },
    modelYear: { type: Number, required: true },
    trim: { type: String, default: null },
    variant: { type: String, default: null },
    name: { type: String, required: true },
    powertrain: { type: String, required: true },
    bodyType: { type: String, default: null },
    seats: { type: Number, default: null },
    batteryGrossKWh: { type: Number, default: null },
    batteryNetKWh: { type: Number, default: null },
    chemistry: { type: String, default: null },
    architectureVoltage: { type: Number, default: null },
    acMaxKW: { type: Number, default: null },
    acPhases: { type: Number, default: null },
    dcMaxKW: { type: Number, default: null },
    ports: { type: [String], default: [] },
    ranges: { type: [new Schema({ cycle: String, km: Number }, EMBEDDED_SCHEMA_OPTIONS)], default: [] },
    systemPowerKW: { type: Number, default: null },
    kerbWeightKg: { type: Number, default: null },
    markets: { type: [String], default: [] },
    provenance: { type: provenanceSchema, required: true },
  },
  RECORD_SCHEMA_OPTIONS,
);
vehicleVariantSchema.index({ maker: 1, model: 1, modelYear: 1 });
vehicleVariantSchema.index({ ports: 1 });
vehicleVariantSchema.index({ architectureVoltage: 1 });

export const vehicleVariantModel = worldwideModel<VehicleVariantRecord>(
  'VehicleVariant',
  'vehicle_variants',
  vehicleVariantSchema,
);
