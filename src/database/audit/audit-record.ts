import { createHash } from 'node:crypto';
import { canonicalize } from 'json-canonicalize';
import { Schema } from 'mongoose';
import type { Caller } from '../../kernel/caller.js';
import { EMBEDDED_SCHEMA_OPTIONS, RECORD_SCHEMA_OPTIONS } from '../common-schemas.js';
import { nationalModel } from '../model-definition.js';

/** What somebody has done or read. `_id` counts from 1 on each cluster, without gaps. */
export interface AuditRecord {
  _id: number;
  at: Date;
  requestId: string;
  actor: { subject: string | null; partnerId: string | null; scopes: string[] };
  /** Name of the mutation, or `read`. */
  action: string;
  /** Type and key of what it was done to. */
  subject: string;
  /** SHA-256 of what was asked for, in canonical JSON: never the content itself. */
  bodyHash: string;
  /** Hash of the record before; of the first, 64 zeros. */
  previousHash: string;
  /** SHA-256 of all the rest in canonical JSON (RFC 8785). */
  hash: string;
}

export const FIRST_PREVIOUS_HASH = '0'.repeat(64);

const auditSchema = new Schema(
  {
    _id: { type: Number, required: true },
    at: { type: Date, required: true },
    requestId: { type: String, required: true },
    actor: {
      type: new Schema(
        {
          subject: { type: String, default: null },
          partnerId: { type: String, default: null },
          scopes: { type: [String], default: [] },
        },
        EMBEDDED_SCHEMA_OPTIONS,
      ),
      required: true,
    },
    action: { type: String, required: true },
    subject: { type: String, required: true },
    bodyHash: { type: String, required: true },
    previousHash: { type: String, required: true },
    hash: { type: String, required: true },
  },
  RECORD_SCHEMA_OPTIONS,
);

export const auditModel = nationalModel<AuditRecord>('AuditRecord', 'audit_records', auditSchema);

/** The hash that a record must have. */
export function auditHash({ hash: _hash, ...record }: AuditRecord): string {
  return sha256(canonicalize({ ...record, at: record.at.toISOString() }));
}

/** The hash of what was asked for. */
export function bodyHash(body: unknown): string {
  return sha256(canonicalize(body ?? null));
}

export function actorOf({ subject, partnerId, scopes }: Caller): AuditRecord['actor'] {
  return { subject, partnerId, scopes: [...scopes].sort() };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
