import { Schema, type Types } from 'mongoose';
import {
  EMBEDDED_SCHEMA_OPTIONS,
  geoPointSchema,
  provenanceSchema,
  RECORD_SCHEMA_OPTIONS,
} from '../../../database/common-schemas.js';
import { nationalModel } from '../../../database/model-definition.js';
import type { GeoPointRecord } from '../../../kernel/geo/geo-point.record.js';
import type { ProvenanceRecord } from '../../../kernel/provenance/provenance.record.js';
import type { ValidityRecord } from '../../../kernel/validity/validity.js';

/** Share of local content on certain days, as a fraction. */
export interface LocalContentRecord extends ValidityRecord {
  share: Types.Decimal128;
}

/** A place where cars are put together, or pass through. `_id` is the base id, e.g. `TH:byd-rayong`. */
export interface AssemblyBaseRecord {
  _id: string;
  baseId: string;
  country: string;
  name: string;
  /** Slug of the maker whose cars are assembled. */
  maker: string;
  /** Company that owns the base. */
  owner: string;
  /** TRANSIT, SKD, CKD or CBU: what the base does. */
  form: string;
  location: GeoPointRecord | null;
  /** Cars a year. */
  annualCapacity: number | null;
  /** First day of production; null where it is not known. */
  startOfProduction: string | null;
  /** Models that are assembled: "byd/dolphin"; empty for all of the maker. */
  models: string[];
  localContent: LocalContentRecord[];
  /** gCO2e per kWh of the electricity that the base uses. */
  gridIntensity: number | null;
  /** km by road to the port of shipment. */
  portDistanceKm: number | null;
  /** Countries that the base delivers to. */
  servesCountries: string[];
  bondedZone: boolean;
  provenance: ProvenanceRecord;
}

const assemblyBaseSchema = new Schema(
  {
    _id: { type: String, required: true },
    baseId: { type: String, required: true },
    country: { type: String, required: true },
    name: { type: String, required: true },
    maker: { type: String, required: true },
    owner: { type: String, required: true },
    form: { type: String, enum: ['TRANSIT', 'SKD', 'CKD', 'CBU'], required: true },
    location: { type: geoPointSchema, default: null },
    annualCapacity: { type: Number, default: null },
    startOfProduction: { type: String, default: null },
    models: { type: [String], default: [] },
    localContent: {
      type: [
        new Schema(
          {
            share: { type: Schema.Types.Decimal128, required: true },
            validFrom: { type: String, default: null },
            validTo: { type: String, default: null },
          },
          EMBEDDED_SCHEMA_OPTIONS,
        ),
      ],
      default: [],
    },
    gridIntensity: { type: Number, default: null },
    portDistanceKm: { type: Number, default: null },
    servesCountries: { type: [String], default: [] },
    bondedZone: { type: Boolean, default: false },
    provenance: { type: provenanceSchema, required: true },
  },
  RECORD_SCHEMA_OPTIONS,
);
assemblyBaseSchema.index({ country: 1, _id: 1 });
assemblyBaseSchema.index({ maker: 1 });

export const assemblyBaseModel = nationalModel<AssemblyBaseRecord>(
  'AssemblyBase',
  'assembly_bases',
  assemblyBaseSchema,
);
