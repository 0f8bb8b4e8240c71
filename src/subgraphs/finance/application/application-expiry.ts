import { acrossClusters } from '../../../database/across-clusters.js';
import type { Database } from '../../../database/database.js';
import { inTransaction } from '../../../database/transaction.js';
import type { Caller } from '../../../kernel/caller.js';
import { type ApplicationRecord, type ApplicationStepRecord, applicationModel } from './application.model.js';
import { OPEN_STATUSES, statusAt } from './status-at.js';
import { tellOfChange } from './tell-of-change.js';

/** Who lets applications expire, in history and audit trail. */
const CALLER: Caller = { authenticated: true, scopes: new Set(), partnerId: null, subject: 'tripod' };
const ACTION = 'expireApplication';
const AT_ONCE = 200;

/**
 * Writes down that applications have expired, with history, event and audit record, so that change feed and webhooks tell of
 * it. They have been seen as expired since their time was up (`statusAt`): this may be late, and several processes
 * may do it at the same time; each is written once.
 *
 * @returns how many this call has written down
 */
export async function expireApplications(database: Database, now = new Date()): Promise<number> {
  const counts = await acrossClusters(database, applicationModel, null, async (cluster) => {
    const due = await database
      .model(applicationModel, cluster)
      .find({ status: { $in: OPEN_STATUSES }, expiresAt: { $lte: now } }, { _id: 1 })
      .limit(AT_ONCE)
      .lean<{ _id: string }[]>();
    let count = 0;
    for (const { _id } of due) {
      if (await expire(database, cluster, _id, now)) count++;
    }
    return count;
  });
  return counts.reduce((sum, count) => sum + count, 0);
}

function expire(database: Database, cluster: string, _id: string, now: Date): Promise<boolean> {
  return inTransaction(database, cluster, async (session) => {
    const model = database.model(applicationModel, cluster);
    const before = await model.findOne({ _id }, null, { session }).lean<ApplicationRecord | null>();
    if (before === null || before.status === 'EXPIRED' || statusAt(before, now) !== 'EXPIRED') return false;
    const { version } = before;
    const step: ApplicationStepRecord = {
      status: 'EXPIRED',
      at: now,
      actor: CALLER.subject,
      reasonCodes: [],
      comment: null,
    };
    const after: ApplicationRecord = {
      ...before,
      status: 'EXPIRED',
      version: version + 1,
      updatedAt: now,
      history: [...before.history, step],
    };
    const { status, version: next, updatedAt, history } = after;
    await model.updateOne({ _id, version }, { $set: { status, version: next, updatedAt, history } }, { session });
    await tellOfChange({ database, caller: CALLER, requestId: ACTION }, cluster, session, ACTION, after, null);
    return true;
  });
}
