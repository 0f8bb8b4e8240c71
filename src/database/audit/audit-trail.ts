import type { RequestContext } from '../../kernel/request-context.js';
import type { Database } from '../database.js';
import { nextSequence, sequenceModel } from '../sequence.js';
import { inTransaction, type Session } from '../transaction.js';
import { type AuditRecord, actorOf, auditHash, auditModel, bodyHash, FIRST_PREVIOUS_HASH } from './audit-record.js';

export interface Audited {
  readonly action: string;
  /** `Application:a1`. */
  readonly subject: string;
  readonly body: unknown;
}

const SEQUENCE = 'audit_records';

type Request = Pick<RequestContext, 'requestId' | 'caller'>;

/** Appends to the trail in the transaction of what it tells of: neither is there without the other. */
export function appendAudit(
  database: Database,
  cluster: string,
  session: Session,
  request: Request,
  audited: Audited,
): Promise<void> {
  return appendAudits(database, cluster, session, request, [audited]);
}

/** Notes that things have been read, before they are shown: in three commands, however many. */
export function auditRead(
  database: Database,
  cluster: string,
  request: Request,
  subjects: readonly string[],
): Promise<void> {
  if (subjects.length === 0) return Promise.resolve();
  const audited = subjects.map((subject) => ({ action: 'read', subject, body: null }));
  return inTransaction(database, cluster, (session) => appendAudits(database, cluster, session, request, audited));
}

async function appendAudits(
  database: Database,
  cluster: string,
  session: Session,
  { requestId, caller }: Request,
  audited: readonly Audited[],
): Promise<void> {
  const model = database.model(auditModel, cluster);
  // The numbers are taken first: whoever holds them is alone, so that the record before is the last one.
  const first = await nextSequence(database, cluster, session, SEQUENCE, audited.length);
  const before = await model.findOne({ _id: first - 1 }, { hash: 1 }, { session }).lean<{ hash: string } | null>();
  let previousHash = before?.hash ?? FIRST_PREVIOUS_HASH;
  const records = audited.map(({ action, subject, body }, at): AuditRecord => {
    const record: AuditRecord = {
      _id: first + at,
      at: new Date(),
      requestId,
      actor: actorOf(caller),
      action,
      subject,
      bodyHash: bodyHash(body),
      previousHash,
      hash: '',
    };
    previousHash = auditHash(record);
    return { ...record, hash: previousHash };
  });
  await model.insertMany(records, { session });
}

/** The first thing that is wrong with a trail: the number of the record, and what. */
export interface AuditFault {
  readonly number: number;
  readonly reason: string;
}

/** Where a trail ended when somebody noted it down elsewhere: whoever rewrites a whole trail cannot rewrite that note. */
export interface PinnedHead {
  /** Number of the record that was the last one; 0 for an empty trail. */
  readonly records: number;
  readonly headHash: string;
}

/** What is known of a trail after it has been read from its beginning: its head as far as it is sound, and what is wrong. */
export interface VerifiedAudit extends PinnedHead {
  readonly fault: AuditFault | null;
}

/**
 * Verifies the trail of a cluster from its beginning: no gap, no change, no record missing at the end.
 * @param pinned heads that were noted down before: their records must still be there, with the same hashes
 */
export async function verifyAudit(
  database: Database,
  cluster: string,
  pinned: readonly PinnedHead[] = [],
): Promise<VerifiedAudit> {
  let expected = 1;
  let previousHash = FIRST_PREVIOUS_HASH;
  const cursor = database
    .model(auditModel, cluster)
    .find()
    .sort({ _id: 1 })
    .lean<AuditRecord>()
    .cursor({ batchSize: 1_000 });
  for await (const record of cursor) {
    const reason =
      record._id !== expected
        ? `record ${expected} is missing`
        : record.previousHash !== previousHash
          ? 'does not follow the record before'
          : auditHash(record) !== record.hash
            ? 'has been changed'
            : pinned.some(({ records, headHash }) => records === record._id && headHash !== record.hash)
              ? 'is not the one whose hash was pinned'
              : null;
    if (reason !== null) {
      return { records: expected - 1, headHash: previousHash, fault: { number: expected, reason } };
    }
    previousHash = record.hash;
    expected++;
  }
  const given = await lastNumber(database, cluster);
  const last = Math.max(given, ...pinned.map(({ records }) => records));
  const head = { records: expected - 1, headHash: previousHash };
  return last === expected - 1
    ? { ...head, fault: null }
    : { ...head, fault: { number: expected, reason: `record ${expected} is missing` } };
}

async function lastNumber(database: Database, cluster: string): Promise<number> {
  const counter = await database
    .model(sequenceModel, cluster)
    .findOne({ _id: SEQUENCE })
    .lean<{ value: number } | null>();
  return counter?.value ?? 0;
}
