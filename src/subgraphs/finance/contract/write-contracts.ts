import type { Database } from '../../../database/database.js';
import { retryOnDuplicate, type Session } from '../../../database/transaction.js';
import { appendEvents } from '../event/append-event.js';
import { contractModel } from './contract.model.js';
import type { PlannedContract } from './contract-plan.js';

/** A contract that nothing is wrong with. */
export type WrittenContract = Exclude<PlannedContract, { outcome: 'rejected' }>;

/** Writes contracts of one bank in one country that are new or changed, and their events, in the caller's transaction. */
export async function writeContracts(
  database: Database,
  cluster: string,
  session: Session,
  partnerId: string,
  country: string,
  planned: readonly WrittenContract[],
): Promise<void> {
  const changed = planned.filter(({ outcome }) => outcome === 'created' || outcome === 'updated');
  if (changed.length === 0) return;
  await database
    .model(contractModel, cluster)
    .bulkWrite(
      changed.map(({ record }) => ({
        replaceOne: { filter: { _id: record._id } as never, replacement: record as never, upsert: true },
      })),
      { session },
    )
    .catch(retryOnDuplicate);
  const at = new Date();
  await appendEvents(
    database,
    cluster,
    session,
    partnerId,
    changed.map(({ outcome, record }) => ({
      partnerId,
      country,
      type: outcome === 'created' ? 'contract.created' : 'contract.changed',
      subjectType: 'Contract',
      subjectId: record._id,
      version: record.version,
      status: record.status,
      at,
    })),
  );
}
