import { Schema } from 'mongoose';
import { geoPointSchema, provenanceSchema, RECORD_SCHEMA_OPTIONS } from '../../../database/common-schemas.js';
import { nationalModel } from '../../../database/model-definition.js';
import type { GeoPointRecord } from '../../../kernel/geo/geo-point.record.js';
import type { ProvenanceRecord } from '../../../kernel/provenance/provenance.record.js';

/** Whether a station swaps batteries. */
export const SWAP_STATION_STATUSES = ['OPEN', 'PLANNED', 'SUSPENDED', 'CLOSED'] as const;

/** A station that swaps traction batteries; OCPI has no object for it. `_id` begins with the country: "NO:nio-lier". */
export interface SwapStationRecord {
  _id: string;
  /** The same as `_id`. */
  stationId: string;
  /** ISO 3166-1 alpha-2. */
  country: string;
  name: string;
  operator: string | null;
  address: string | null;
  city: string | null;
  location: GeoPointRecord | null;
  geoQuality: 'EXACT' | 'GEOCODED' | 'SUSPECT' | 'MISSING';
  /** Names of the makers' batteries that the station takes. */
  batteryTypes: string[];
  /** Batteries that the station holds; null where unknown. */
  slots: number | null;
  /** Swaps that the station can do in a day; null where unknown. */
  swapsPerDay: number | null;
  /** One of SWAP_STATION_STATUSES. */
  status: string;
  /** Date (YYYY-MM-DD) of first operation; null where unknown. */
  operationalSince: string | null;
  provenance: ProvenanceRecord;
}

const swapStationSchema = new Schema(
  {
    _id: { type: String, required: true },
    stationId: { type: String, required: true },
    country: { type: String, required: true },
    name: { type: String, required: true },
    operator: { type: String, default: null },
    address: { type: String, default: null },
    city: { type: String, default: null },
    location: { type: geoPointSchema, default: null },
    geoQuality: { type: String, enum: ['EXACT', 'GEOCODED', 'SUSPECT', 'MISSING'], required: true },
    batteryTypes: { type: [String], default: [] },
    slots: { type: Number, default: null },
    swapsPerDay: { type: Number, default: null },
    status: { type: String, enum: SWAP_STATION_STATUSES, required: true },
    operationalSince: { type: String, default: null },
    provenance: { type: provenanceSchema, required: true },
  },
  RECORD_SCHEMA_OPTIONS,
);
swapStationSchema.index({ country: 1, status: 1, _id: 1 });
swapStationSchema.index({ location: '2dsphere' });

export const swapStationModel = nationalModel<SwapStationRecord>('SwapStation', 'swap_stations', swapStationSchema);
