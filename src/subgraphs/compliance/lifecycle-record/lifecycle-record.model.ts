import { Schema } from 'mongoose';
import { EMBEDDED_SCHEMA_OPTIONS, RECORD_SCHEMA_OPTIONS } from '../../../database/common-schemas.js';
import { worldwideModel } from '../../../database/model-definition.js';
import { LifecycleStage, LifecycleSubjectKind } from './lifecycle-vocabularies.js';

/** A document that proves an event: where it is, and what it must be. */
export interface DocumentReferenceRecord {
  uri: string;
  /** SHA-256 of its content, hexadecimal. */
  sha256: string;
  mediaType: string;
}

/** Something that happened to a subject. Records of a subject are a chain: each holds the hash of the one before. Never changed. */
export interface LifecycleRecordRecord {
  /** Subject and number: "BATTERY:urn:maker:91#3". */
  _id: string;
  /** Kind and id: "BATTERY:urn:maker:91". */
  subject: string;
  subjectKind: LifecycleSubjectKind;
  subjectId: string;
  /** From 1, without gaps. */
  number: number;
  stage: LifecycleStage;
  event: string;
  issuer: string;
  issuedAt: Date;
  documentRef: DocumentReferenceRecord | null;
  /** JSON Web Signature of the issuer (RFC 7515, compact), kept as it came. */
  signature: string | null;
  recordedAt: Date;
  /** `hash` of the record before; of the first, 64 zeros. */
  prevHash: string;
  /** SHA-256 of all the rest in canonical JSON (RFC 8785). */
  hash: string;
}

const text = { type: String, required: true } as const;

const lifecycleRecordSchema = new Schema(
  {
    _id: text,
    subject: text,
    subjectKind: { type: String, enum: Object.values(LifecycleSubjectKind), required: true },
    subjectId: text,
    number: { type: Number, required: true },
    stage: { type: String, enum: Object.values(LifecycleStage), required: true },
    event: text,
    issuer: text,
    issuedAt: { type: Date, required: true },
    documentRef: {
      type: new Schema({ uri: text, sha256: text, mediaType: text }, EMBEDDED_SCHEMA_OPTIONS),
      default: null,
    },
    signature: { type: String, default: null },
    recordedAt: { type: Date, required: true },
    prevHash: text,
    hash: text,
  },
  RECORD_SCHEMA_OPTIONS,
);
lifecycleRecordSchema.index({ subject: 1, number: 1 }, { unique: true });

/** Not bound to a country: a battery crosses borders. */
export const lifecycleRecordModel = worldwideModel<LifecycleRecordRecord>(
  'LifecycleRecord',
  'lifecycle_records',
  lifecycleRecordSchema,
);

/** The key of a subject. */
export function subjectKey(kind: LifecycleSubjectKind, id: string): string {
  return `${kind}:${id}`;
}

/** Name of the sequence that numbers the records of a subject. */
export function sequenceOf(subject: string): string {
  return `lifecycle_records:${subject}`;
}
