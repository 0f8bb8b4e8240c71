import type { Database } from '../../../database/database.js';
import { nextSequence } from '../../../database/sequence.js';
import type { Session } from '../../../database/transaction.js';
import { type FinanceEventRecord, financeEventModel } from './finance-event.model.js';

/** Tells a partner of a change, in the transaction of the change. */
export async function appendEvent(
  database: Database,
  cluster: string,
  session: Session,
  event: Omit<FinanceEventRecord, '_id' | 'sequence'>,
): Promise<void> {
  const sequence = await nextSequence(database, cluster, session, `finance_events:${event.partnerId}`);
  const _id = `${event.partnerId}:${cluster}:${sequence}`;
  await database.model(financeEventModel, cluster).create([{ ...event, _id, sequence }], { session });
}
