import type { Database } from '../../../database/database.js';
import { nextSequence } from '../../../database/sequence.js';
import { inTransaction, type Session } from '../../../database/transaction.js';
import { type ChargingLocationRecord, chargingLocationModel } from './charging-location.model.js';
import { inTurn } from './in-turn.js';
import { highestEvsePower } from './power.js';

/** The sequence whose numbers tell the order in which changes of locations became visible on a cluster. */
const CHANGES = 'charging-location-changes';

/** What every change leaves in the row. */
export interface ChangeMark {
  readonly changeNumber: number;
  readonly changedAt: Date;
}

/**
 * Changes locations of a cluster in one transaction. The marks, one for each row that is changed, are taken before the first
 * write: writers wait for each other there, so that a reader who has seen a number has seen all below it.
 *
 * @param count how many rows are changed at most
 */
export function changeLocations<Value>(
  database: Database,
  cluster: string,
  count: number,
  change: (marks: readonly ChangeMark[], session: Session) => Promise<Value>,
): Promise<Value> {
  return inTurn(database.connection(cluster), () =>
    inTransaction(database, cluster, async (session) => {
      const first = await nextSequence(database, cluster, session, CHANGES, count);
      const changedAt = new Date();
      const marks = Array.from({ length: count }, (_, index) => ({ changeNumber: first + index, changedAt }));
      return change(marks, session);
    }),
  );
}

/**
 * Stores locations whole, new ones and changed ones, in the cluster of their countries: all of a cluster or none. Each
 * gets its change number. For importers, who leave out those that are unchanged.
 */
export async function storeLocations(database: Database, rows: readonly ChargingLocationRecord[]): Promise<void> {
  for (const [cluster, own] of byCluster(database, rows)) {
    await changeLocations(database, cluster, own.length, async (marks, session) => {
      const known = await everPublished(database, cluster, own, session);
      const writes = own.map((row, index) => ({
        replaceOne: {
          filter: { _id: row._id },
          replacement: {
            ...row,
            ...marks[index],
            maxElectricPower: highestEvsePower(row.evses),
            everPublished: row.publish || known.has(row._id),
          },
          upsert: true,
        },
      }));
      await database
        .model(chargingLocationModel, cluster)
        .bulkWrite(writes as never, { session, skipValidation: true });
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
  return changeLocations(database, cluster, ids.length, async (marks, session) => {
    const writes = ids.map((_id, index) => ({
      updateOne: {
        filter: { _id, country, deletedAt: null },
        update: [
          {
            $set: {
              ...marks[index],
              everPublished: { $or: ['$publish', { $ifNull: ['$everPublished', false] }] },
              publish: false,
              deletedAt,
              lastUpdated: deletedAt,
              contentHash: null,
            },
          },
        ],
      },
    }));
    const result = await database.model(chargingLocationModel, cluster).bulkWrite(writes as never, { session });
    return result.modifiedCount;
  });
}

/** Of the rows that are not to be shown those that have been: who mirrors them must be told that they are gone. */
async function everPublished(
  database: Database,
  cluster: string,
  rows: readonly ChargingLocationRecord[],
  session: Session,
): Promise<ReadonlySet<string>> {
  const hidden = rows.flatMap(({ _id, publish }) => (publish ? [] : [_id]));
  if (hidden.length === 0) return new Set();
  const shown = await database
    .model(chargingLocationModel, cluster)
    .find({ _id: { $in: hidden }, $or: [{ publish: true }, { everPublished: true }] }, { _id: 1 }, { session })
    .lean<{ _id: string }[]>();
  return new Set(shown.map(({ _id }) => _id));
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
