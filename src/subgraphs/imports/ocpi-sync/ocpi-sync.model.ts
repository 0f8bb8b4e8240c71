import { Schema } from 'mongoose';
import { RECORD_SCHEMA_OPTIONS } from '../../../database/common-schemas.js';
import { worldwideModel } from '../../../database/model-definition.js';

/** How far one module of a sender has been read. */
export interface OcpiModuleSyncRecord {
  /** Everything that was changed before this time, by the sender's clock, has been read; null before the first whole listing. */
  readTo: Date | null;
  /** When the last listing of all objects was read to its end, by our clock. */
  fullAt: Date | null;
}

/** The state of polling one OCPI sender. `_id` is its name in the configuration. */
export interface OcpiSyncRecord {
  _id: string;
  locations: OcpiModuleSyncRecord;
  tariffs: OcpiModuleSyncRecord;
  /** `CC*PID` of the parties whose objects it has listed. */
  parties: string[];
  /** Rounds that have failed since the last one that has not. */
  failures: number;
  lastError: string | null;
  /** When the next round is due. */
  nextAt: Date;
  /** Until when one process has the sender for itself. */
  leaseUntil: Date;
  finishedAt: Date | null;
}

const moduleSchema = new Schema(
  { readTo: { type: Date, default: null }, fullAt: { type: Date, default: null } },
  { _id: false },
);

const ocpiSyncSchema = new Schema(
  {
    _id: { type: String, required: true },
    locations: { type: moduleSchema, default: () => ({}) },
    tariffs: { type: moduleSchema, default: () => ({}) },
    parties: { type: [String], default: [] },
    failures: { type: Number, default: 0 },
    lastError: { type: String, default: null },
    nextAt: { type: Date, required: true },
    leaseUntil: { type: Date, required: true },
    finishedAt: { type: Date, default: null },
  },
  RECORD_SCHEMA_OPTIONS,
);

export const ocpiSyncModel = worldwideModel<OcpiSyncRecord>('OcpiSync', 'ocpi_syncs', ocpiSyncSchema);
