import { Schema } from 'mongoose';
import { RECORD_SCHEMA_OPTIONS } from '../../../database/common-schemas.js';
import { worldwideModel } from '../../../database/model-definition.js';

/** What is wrong with one field of a quarantined record. */
export interface QuarantineFindingRecord {
  field: string | null;
  code: string;
  message: string;
}

/** A rejected record of a source, kept as it was, to be looked at and run again. `_id` is `import:line`. */
export interface QuarantinedRecord {
  _id: string;
  /** The import that rejected it. */
  importId: string;
  format: string;
  fileName: string;
  country: string | null;
  /** Finance partner whose import it is; null or missing for one of the operator. */
  partnerId?: string | null;
  mappingName: string | null;
  /** The mapping document as JSON text, where it was the caller's own. */
  mapping: string | null;
  /** Number of the record's first line in its file, from 1. */
  line: number;
  /** The source's own identifier, where it has one. */
  recordId: string | null;
  /** A whole file in the source's format that holds this record alone. */
  content: string;
  findings: QuarantineFindingRecord[];
  quarantinedAt: Date;
}

const quarantinedRecordSchema = new Schema(
  {
    _id: { type: String, required: true },
    importId: { type: String, required: true },
    format: { type: String, required: true },
    fileName: { type: String, required: true },
    country: { type: String, default: null },
    partnerId: { type: String, default: null },
    mappingName: { type: String, default: null },
    mapping: { type: String, default: null },
    line: { type: Number, required: true },
    recordId: { type: String, default: null },
    content: { type: String, required: true },
    findings: { type: Schema.Types.Mixed, required: true },
    quarantinedAt: { type: Date, required: true },
  },
  RECORD_SCHEMA_OPTIONS,
);
quarantinedRecordSchema.index({ importId: 1, line: 1 });
quarantinedRecordSchema.index({ partnerId: 1, importId: 1, line: 1 });
quarantinedRecordSchema.index({ quarantinedAt: -1, _id: -1 });

export const quarantinedRecordModel = worldwideModel<QuarantinedRecord>(
  'QuarantinedRecord',
  'import_quarantine',
  quarantinedRecordSchema,
);
