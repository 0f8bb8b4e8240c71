import type { Database } from '../../../database/database.js';
import { nextSequence } from '../../../database/sequence.js';
import { inTransaction, type Session } from '../../../database/transaction.js';
import { type ChargingLocationRecord, chargingLocationModel } from './charging-location.model.js';

/** The sequence whose numbers tell the order in which changes of locations became visible on a cluster. */
const CHANGES = 'charging-location-changes';

/** What every change leaves in the row. */
export interface ChangeMark {
  readonly changeNumber: number;
  readonly changedAt: Date;
}

/**
 * The next marks of changes. Must be taken in the transaction that writes the rows, before the first of them: writers
 * wait for each other here, so that a reader who has seen a number has seen all below it.
 */
export async function changeMarks(
  database: Database,
  cluster: string,
  session: Session,
  count: number,
): Promise<ChangeMark[]> {
  const first = await nextSequence(database, cluster, session, CHANGES, count);
  const changedAt = new Date();
  return Array.from({ length: count }, (_, index) => ({ changeNumber: first + index, changedAt }));
}

/**
 * Stores locations whole, new ones and changed ones, in the cluster of their countries: all of a cluster or none. Each
 * gets its change number. For importers, who leave out those that are unchanged.
 */
export async function storeLocations(database: Database, rows: readonly ChargingLocationRecord[]): Promise<void> {
  for (const [cluster, own] of byCluster(database, rows)) {
    await inTransaction(database, cluster, async (session) => {
      const marks = await changeMarks(database, cluster, session, own.length);
      const writes = own.map((row, index) => ({
        replaceOne: { filter: { _id: row._id }, replacement: { ...row, ...marks[index] }, upsert: true },
      }));
      // The rows are complete and typed: making documents of them first would take most of an import's time.
      await database.model(chargingLocationModel, cluster).collection.bulkWrite(writes as never, { session });
    });
  }
}

/**
 * Turns locations into tombstones: they leave every answer but that of `updatedSince`, which tells that they are gone.
 * @param country where the sites stand
 * @param ids stored `_id`s; unknown ones, and those that are tombstones already, are passed over
 * @returns how many have become tombstones
 */
export async function removeLocations(
  database: Database,
  country: string,
  ids: readonly string[],
  deletedAt: Date,
): Promise<number> {
  if (ids.length === 0) return 0;
  const cluster = database.clusters.clusterOf(country);
  const model = database.model(chargingLocationModel, cluster);
  return inTransaction(database, cluster, async (session) => {
    const marks = await changeMarks(database, cluster, session, ids.length);
    const result = await model.bulkWrite(
      ids.map((_id, index) => ({
        updateOne: {
          filter: { _id, deletedAt: null },
          update: { $set: { ...marks[index], deletedAt, publish: false, lastUpdated: deletedAt, contentHash: null } },
        },
      })) as never,
      { session },
    );
    return result.modifiedCount;
  });
}

function byCluster(database: Database, rows: readonly ChargingLocationRecord[]): Map<string, ChargingLocationRecord[]> {
  const groups = new Map<string, ChargingLocationRecord[]>();
  for (const row of rows) {
    const cluster = database.clusters.clusterOf(row.country);
    const group = groups.get(cluster);
    if (group === undefined) groups.set(cluster, [row]);
    else group.push(row);
  }
  return groups;
}
