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

/** Charging power that the car takes at a state of charge. */
interface ChargingPowerRecord {
  /** Percent. */
  soc: number;
  kW: number;
}

/** Dimensions in mm; null where unknown. */
interface DimensionsRecord {
  lengthMm: number | null;
  widthMm: number | null;
  heightMm: number | null;
  wheelbaseMm: number | null;
}

/** The battery guarantee that the source states for the variant. */
interface BatteryWarrantyRecord {
  years: number;
  km: number | null;
  /** Percent of the capacity that must remain. */
  retentionPercent: number | null;
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
  /** DC charging power by state of charge, ascending; empty or missing where unknown. */
  dcCurve?: ChargingPowerRecord[];
  /** Who states the curve: `SYNTHETIC` where it is generated for a real car. */
  dcCurveSource?: string | null;
  /** kW that the car gives to devices outside (V2L); null or missing where unknown. */
  v2lMaxKW?: number | null;
  batteryWarranty?: BatteryWarrantyRecord | null;
  dimensions?: DimensionsRecord | null;
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
    dcCurve: { type: [new Schema({ soc: Number, kW: Number }, EMBEDDED_SCHEMA_OPTIONS)], default: [] },
    dcCurveSource: { type: String, default: null },
    v2lMaxKW: { type: Number, default: null },
    batteryWarranty: {
      type: new Schema(
        {
          years: { type: Number, required: true },
          km: { type: Number, default: null },
          retentionPercent: { type: Number, default: null },
        },
        EMBEDDED_SCHEMA_OPTIONS,
      ),
      default: null,
    },
    dimensions: {
      type: new Schema(
        {
          lengthMm: { type: Number, default: null },
          widthMm: { type: Number, default: null },
          heightMm: { type: Number, default: null },
          wheelbaseMm: { type: Number, default: null },
        },
        EMBEDDED_SCHEMA_OPTIONS,
      ),
      default: null,
    },
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
