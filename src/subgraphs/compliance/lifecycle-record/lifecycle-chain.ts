import { createHash } from 'node:crypto';
import { canonicalize } from 'json-canonicalize';
import type { LifecycleRecordRecord } from './lifecycle-record.model.js';

export const FIRST_PREV_HASH = '0'.repeat(64);

/** What is wrong with a chain: the number of the first record at fault, and what. */
export interface ChainFault {
  readonly brokenAt: number;
  readonly reason: string;
}

/** The hash that a record must have: SHA-256 of its other fields in canonical JSON (RFC 8785), instants in UTC. */
export function lifecycleHash({ hash: _hash, ...record }: LifecycleRecordRecord): string {
  const { issuedAt, recordedAt, ...rest } = record;
  const plain = { ...rest, issuedAt: issuedAt.toISOString(), recordedAt: recordedAt.toISOString() };
  return createHash('sha256').update(canonicalize(plain)).digest('hex');
}

/** Follows a chain from its first record on; records must come in the order of their numbers. */
export class ChainVerifier {
  private expected = 1;
  private prevHash = FIRST_PREV_HASH;
  private broken: ChainFault | null = null;

  add(record: LifecycleRecordRecord): void {
    if (this.broken !== null) return;
    const reason = this.faultOf(record);
    if (reason !== null) this.broken = { brokenAt: this.expected, reason };
    this.prevHash = record.hash;
    this.expected += 1;
  }

  /** @param given numbers that have been given to records of the subject: fewer records than that are a cut end */
  fault(given: number): ChainFault | null {
    if (this.broken !== null) return this.broken;
    if (given === this.expected - 1) return null;
    return given >= this.expected
      ? { brokenAt: this.expected, reason: `record ${this.expected} is missing` }
      : { brokenAt: given + 1, reason: `record ${given + 1} has never been given out` };
  }

  private faultOf(record: LifecycleRecordRecord): string | null {
    if (record.number !== this.expected) return `record ${this.expected} is missing`;
    if (record.prevHash !== this.prevHash) return 'does not follow the record before';
    return lifecycleHash(record) === record.hash ? null : 'has been changed';
  }
}
