import { Schema } from 'mongoose';
import { RECORD_SCHEMA_OPTIONS } from '../../../database/common-schemas.js';
import { worldwideModel } from '../../../database/model-definition.js';

export const IMPORT_JOB_STATES = [
  'AWAITING_UPLOAD',
  'QUEUED',
  'RUNNING',
  'INTERRUPTED',
  'SUCCEEDED',
  'FAILED',
] as const;
export type ImportJobState = (typeof IMPORT_JOB_STATES)[number];

/** A finding of a report, by record. */
export interface ReportedFindingRecord {
  line: number;
  recordId: string | null;
  field: string | null;
  code: string;
  message: string;
}

/** Counts and findings of an import; read = created + updated + unchanged + rejected. */
export interface ImportReportRecord {
  read: number;
  created: number;
  updated: number;
  unchanged: number;
  rejected: number;
  skipped: number;
  warnings: number;
  rejections: ReportedFindingRecord[];
  warningCounts: Record<string, number>;
  warningSamples: ReportedFindingRecord[];
}

/**
 * One import of one file, from the command line or the graph. `_id` is a hash of the file's content and of all that
 * decides what it means, so that the same import meets its own checkpoint, or, of an upload, a random id.
 */
export interface ImportJobRecord {
  _id: string;
  /** Name of the format: "table". */
  format: string;
  /** The file, as its sender named it. */
  fileName: string;
  /** SHA-256 of the file, hexadecimal; null before the upload. */
  fileHash: string | null;
  /** ISO 3166-1 alpha-2, where the caller gave one. */
  country: string | null;
  /** Finance partner whose import it is; null for one of the operator. */
  partnerId: string | null;
  /** Name of a built-in mapping; null for a mapping of the caller's own, or none. */
  mappingName: string | null;
  /** The mapping document as JSON text; null for none or a built-in one. */
  mapping: string | null;
  dryRun: boolean;
  rejectLimit: number | null;
  state: ImportJobState;
  /** Records of the file that are written for good: where an interrupted import goes on. */
  recordsDone: number;
  report: ImportReportRecord | null;
  /** Why a failed import failed. */
  error: { code: string; message: string; line: number | null } | null;
  createdAt: Date;
  updatedAt: Date;
  finishedAt: Date | null;
}

const importJobSchema = new Schema(
  {
    _id: { type: String, required: true },
    format: { type: String, required: true },
    fileName: { type: String, required: true },
    fileHash: { type: String, default: null },
    country: { type: String, default: null },
    partnerId: { type: String, default: null },
    mappingName: { type: String, default: null },
    mapping: { type: String, default: null },
    dryRun: { type: Boolean, default: false },
    rejectLimit: { type: Number, default: null },
    state: { type: String, enum: IMPORT_JOB_STATES, required: true },
    recordsDone: { type: Number, default: 0 },
    report: { type: Schema.Types.Mixed, default: null },
    error: { type: Schema.Types.Mixed, default: null },
    createdAt: { type: Date, required: true },
    updatedAt: { type: Date, required: true },
    finishedAt: { type: Date, default: null },
  },
  RECORD_SCHEMA_OPTIONS,
);
importJobSchema.index({ createdAt: -1, _id: -1 });
importJobSchema.index({ partnerId: 1, _id: 1 });
importJobSchema.index({ state: 1, createdAt: 1 });

export const importJobModel = worldwideModel<ImportJobRecord>('ImportJob', 'import_jobs', importJobSchema);
