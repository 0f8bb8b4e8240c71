import { appendAudit } from '../../../database/audit/audit-trail.js';
import { DEFAULT_CLUSTER } from '../../../database/cluster-map.js';
import type { DataContext } from '../../../database/data-context.js';
import { once } from '../../../database/idempotency.js';
import { nextSequence } from '../../../database/sequence.js';
import { orUnavailable } from '../../../database/unavailable.js';
import { badUserInput } from '../../../kernel/errors/tripod-error.js';
import { FIRST_PREV_HASH, lifecycleHash } from './lifecycle-chain.js';
import type { AppendLifecycleRecordInput } from './lifecycle-record.inputs.js';
import { type LifecycleRecordRecord, lifecycleRecordModel, sequenceOf, subjectKey } from './lifecycle-record.model.js';
import type { LifecycleRecord } from './lifecycle-record.type.js';
import { lifecycleRecordView } from './lifecycle-record.view.js';
import { checkedSubject } from './lifecycle-subject.js';
import { requireRecordKeeper } from './record-keeper.js';

/** How far the clock of an issuer may be ahead of ours. */
const CLOCK_SKEW_MINUTES = 5;

/**
 * Adds a record to the chain of its subject, in one transaction with its audit record. Needs the scope `internal` or `authority`.
 * BAD_USER_INPUT for a subject that cannot be and an `issuedAt` in the future; CONFLICT for a key used otherwise.
 */
export async function appendLifecycleRecord(
  context: DataContext,
  { idempotencyKey: key, ...input }: AppendLifecycleRecordInput,
): Promise<LifecycleRecord> {
  const { database, caller } = context;
  requireRecordKeeper(caller);
  if (input.issuedAt.getTime() > Date.now() + CLOCK_SKEW_MINUTES * 60_000) {
    throw badUserInput('input.issuedAt', `must not be more than ${CLOCK_SKEW_MINUTES} minutes in the future`);
  }
  const { kind, id } = checkedSubject(input.subject, 'input.subject');
  const fields = {
    subject: subjectKey(kind, id),
    subjectKind: kind,
    subjectId: id,
    stage: input.stage,
    event: input.event,
    issuer: input.issuer,
    issuedAt: input.issuedAt,
    documentRef: input.documentRef ? { ...input.documentRef } : null,
    signature: input.signature ?? null,
  };
  const body = { ...fields, issuedAt: fields.issuedAt.toISOString() };
  const operation = 'appendLifecycleRecord';
  const model = database.model(lifecycleRecordModel);
  const recordId = await orUnavailable(null, () =>
    once(database, DEFAULT_CLUSTER, { caller, key, operation, body }, async (session) => {
      // Whoever holds the number is alone with the chain: the record before is the last one.
      const number = await nextSequence(database, DEFAULT_CLUSTER, session, sequenceOf(fields.subject));
      const before = await model
        .findOne({ subject: fields.subject, number: number - 1 }, { hash: 1 }, { session })
        .lean<{ hash: string } | null>();
      const record: LifecycleRecordRecord = {
        _id: `${fields.subject}#${number}`,
        ...fields,
        number,
        recordedAt: new Date(),
        prevHash: before?.hash ?? FIRST_PREV_HASH,
        hash: '',
      };
      await model.create([{ ...record, hash: lifecycleHash(record) }], { session });
      await appendAudit(database, DEFAULT_CLUSTER, session, context, {
        action: operation,
        subject: `LifecycleRecord:${record._id}`,
        body,
      });
      return record._id;
    }),
  );
  const stored = await model.findById(recordId).lean<LifecycleRecordRecord>().orFail();
  return lifecycleRecordView(stored);
}
