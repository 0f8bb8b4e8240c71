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

/** Appends to the trail in the transaction of what it tells of: neither is there without the other. */
export async function appendAudit(
  database: Database,
  cluster: string,
  session: Session,
  { requestId, caller }: Pick<RequestContext, 'requestId' | 'caller'>,
  { action, subject, body }: Audited,
): Promise<void> {
  const model = database.model(auditModel, cluster);
  // The number is taken first: whoever holds it is alone, so that the record before is the last one.
  const number = await nextSequence(database, cluster, session, SEQUENCE);
  const before = await model.findOne({ _id: number - 1 }, { hash: 1 }, { session }).lean<{ hash: string } | null>();
  const record: AuditRecord = {
    _id: number,
    at: new Date(),
    requestId,
    actor: actorOf(caller),
    action,
    subject,
    bodyHash: bodyHash(body),
    previousHash: before?.hash ?? FIRST_PREVIOUS_HASH,
    hash: '',
  };
  await model.create([{ ...record, hash: auditHash(record) }], { session });
}

/** Notes that something has been read; before it is shown. */
export function auditRead(
  database: Database,
  cluster: string,
  request: Pick<RequestContext, 'requestId' | 'caller'>,
  subjects: readonly string[],
): Promise<void> {
  return inTransaction(database, cluster, async (session) => {
    for (const subject of subjects) {
      await appendAudit(database, cluster, session, request, { action: 'read', subject, body: null });
    }
  });
}

/** The first thing that is wrong with a trail: the number of the record, and what. */
export interface AuditFault {
  readonly number: number;
  readonly reason: string;
}

/** Verifies the trail of a cluster from its beginning: no gap, no change, no record missing at the end. */
export async function verifyAudit(
  database: Database,
  cluster: string,
): Promise<{ readonly records: number; readonly fault: AuditFault | null }> {
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
            : null;
    if (reason !== null) return { records: expected - 1, fault: { number: expected, reason } };
    previousHash = record.hash;
    expected++;
  }
  const given = await lastNumber(database, cluster);
  return given === expected - 1
    ? { records: given, fault: null }
    : { records: expected - 1, fault: { number: expected, reason: `record ${expected} is missing` } };
}

async function lastNumber(database: Database, cluster: string): Promise<number> {
  const counter = await database
    .model(sequenceModel, cluster)
    .findOne({ _id: SEQUENCE })
    .lean<{ value: number } | null>();
  return counter?.value ?? 0;
}
