import { Schema } from 'mongoose';
import { EMBEDDED_SCHEMA_OPTIONS, geoPointSchema } from '../../../database/common-schemas.js';
import type { GeoPointRecord } from '../../../kernel/geo/geo-point.record.js';
import { type DisplayTextRecord, displayTextSchema } from './location-details.model.js';

/** OCPI Connector, with the names of OCPI in camel case. */
export interface ConnectorRecord {
  /** Unique within the EVSE. */
  id: string;
  /** OCPI ConnectorType; a word that OCPI does not know is kept as the source wrote it. */
  standard: string;
  format: string | null;
  powerType: string | null;
  /** V; line to neutral for three-phase AC. Null where the source has none. */
  maxVoltage: number | null;
  /** A. */
  maxAmperage: number | null;
  /** W. Null where the source has no power; see `powerDerived`. */
  maxElectricPower: number | null;
  /** True when the power was calculated from voltage and current and not stated by the source. */
  powerDerived: boolean;
  /** OCPI tariff_ids: ids of the same party, or `_id`s of tariffs. */
  tariffIds?: string[];
  /** When the connector itself was changed; missing where the source dates EVSEs only. */
  lastUpdated?: Date | null;
}

/** OCPI StatusSchedule: the status that an EVSE will have. */
export interface StatusScheduleRecord {
  periodBegin: Date;
  /** Null where it is open. */
  periodEnd: Date | null;
  status: string;
}

/** OCPI EVSE: one car at a time, through one of its connectors. */
export interface EvseRecord {
  /** Unique within the location. */
  uid: string;
  /** eMI3 identifier ("FR*A23*E45250*78A"); null where the source has none. */
  evseId: string | null;
  /** OCPI Status. */
  status: string;
  /**
   * How many identical units the record stands for: 1 for an EVSE that the source identifies, null where the source does
   * not say. A missing quantity is never taken for 1.
   */
  quantity?: number | null;
  capabilities: string[];
  physicalReference: string | null;
  floorLevel?: string | null;
  /** OCPI ParkingRestriction. */
  parkingRestrictions?: string[];
  statusSchedule?: StatusScheduleRecord[];
  directions?: DisplayTextRecord[];
  /** Place of the EVSE itself, where the source tells it apart from the site's. */
  coordinates?: GeoPointRecord | null;
  connectors: ConnectorRecord[];
  lastUpdated: Date;
}

const connectorSchema = new Schema(
  {
    id: { type: String, required: true },
    standard: { type: String, required: true },
    format: { type: String, default: null },
    powerType: { type: String, default: null },
    maxVoltage: { type: Number, default: null },
    maxAmperage: { type: Number, default: null },
    maxElectricPower: { type: Number, default: null },
    powerDerived: { type: Boolean, default: false },
    tariffIds: { type: [String], default: [] },
    lastUpdated: { type: Date },
  },
  EMBEDDED_SCHEMA_OPTIONS,
);

const statusScheduleSchema = new Schema(
  {
    periodBegin: { type: Date, required: true },
    periodEnd: { type: Date, default: null },
    status: { type: String, required: true },
  },
  EMBEDDED_SCHEMA_OPTIONS,
);

export const evseSchema = new Schema(
  {
    uid: { type: String, required: true },
    evseId: { type: String, default: null },
    status: { type: String, required: true },
    quantity: { type: Number, default: null, min: 1 },
    capabilities: { type: [String], default: [] },
    physicalReference: { type: String, default: null },
    floorLevel: { type: String, default: null },
    parkingRestrictions: { type: [String], default: [] },
    statusSchedule: { type: [statusScheduleSchema], default: [] },
    directions: { type: [displayTextSchema], default: [] },
    coordinates: { type: geoPointSchema, default: null },
    connectors: { type: [connectorSchema], required: true },
    lastUpdated: { type: Date, required: true },
  },
  EMBEDDED_SCHEMA_OPTIONS,
);
