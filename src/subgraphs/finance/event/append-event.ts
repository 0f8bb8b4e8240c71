import type { Database } from '../../../database/database.js';
import { nextSequence } from '../../../database/sequence.js';
import type { Session } from '../../../database/transaction.js';
import { type FinanceEventRecord, financeEventModel } from './finance-event.model.js';

type NewEvent = Omit<FinanceEventRecord, '_id' | 'sequence'>;

/** Tells a partner of a change, in the transaction of the change. */
export function appendEvent(database: Database, cluster: string, session: Session, event: NewEvent): Promise<void> {
  return appendEvents(database, cluster, session, event.partnerId, [event]);
}

/** Tells a partner of many changes, in their order and in two commands, in the transaction of the changes. */
export async function appendEvents(
  database: Database,
  cluster: string,
  session: Session,
  partnerId: string,
  events: readonly NewEvent[],
): Promise<void> {
  if (events.length === 0) return;
  const first = await nextSequence(database, cluster, session, `finance_events:${partnerId}`, events.length);
  const records = events.map((event, at): FinanceEventRecord => {
    const sequence = first + at;
    return { ...event, _id: `${partnerId}:${cluster}:${sequence}`, sequence };
  });
  await database.model(financeEventModel, cluster).insertMany(records, { session });
}
