import type { Database } from '../../../database/database.js';
import { nextSequence, reachedNumber } from '../../../database/sequence.js';
import { inTransaction, type Session } from '../../../database/transaction.js';
import { insertRows } from '../../../database/whole-rows.js';
import { changedFields } from './changed-fields.js';
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

/** Number of the last change on a cluster that is visible; 0 before the first. */
export function lastChangeNumber(database: Database, cluster: string): Promise<number> {
  return reachedNumber(database, cluster, CHANGES);
}

/** Makes the row to store of a new one and the one that is stored by then. */
type Merge = (row: ChargingLocationRecord, stored: ChargingLocationRecord | null, at: number) => ChargingLocationRecord;

/**
 * Stores locations, new ones and changed ones, in the cluster of their countries: all of a cluster or none. Each that
 * differs from what is stored gets its change number. Of rows with the same `_id` each is merged over the one before it.
 *
 * @param merge is asked inside the transaction, so that nothing that others have written meanwhile is lost; may be asked
 *   again where the transaction runs again. The new row counts unless given.
 */
export async function storeLocations(
  database: Database,
  rows: readonly ChargingLocationRecord[],
  merge: Merge = (row) => row,
): Promise<void> {
  for (const [cluster, places] of placesByCluster(database, rows)) {
    const ids = [...new Set(places.map((at) => rows[at]?._id ?? ''))];
    await changeLocations(database, cluster, ids.length, async (marks, session) => {
      const stored = await storedLocations(database, cluster, ids, session);
      const merged = new Map(stored);
      for (const at of places) {
        const row = rows[at];
        if (row !== undefined) merged.set(row._id, merge(row, merged.get(row._id) ?? null, at));
      }
      const created: ChargingLocationRecord[] = [];
      const changes: object[] = [];
      ids.forEach((id, index) => {
        const [before, after, mark] = [stored.get(id) ?? null, merged.get(id), marks[index]];
        if (after === undefined || after === before || mark === undefined) return;
        if (before === null) created.push(markedRow(null, after, mark));
        else changes.push(writeOf(before, after, mark));
      });
      const model = database.model(chargingLocationModel, cluster);
      await insertRows(model, created, session);
      if (changes.length > 0) await model.bulkWrite(changes as never, { session, skipValidation: true });
    });
  }
}

/**
 * Writes one location, inside the transaction that has taken its mark: whole where it is new, else the fields that differ.
 * Who watches is told of fields, such as the status of an EVSE; a row that is written whole tells nobody what has changed.
 */
export async function writeLocation(
  database: Database,
  cluster: string,
  session: Session,
  { before, after, mark }: { before: ChargingLocationRecord | null; after: ChargingLocationRecord; mark: ChangeMark },
): Promise<void> {
  await database
    .model(chargingLocationModel, cluster)
    .bulkWrite([writeOf(before, after, mark)] as never, { session, skipValidation: true });
}

function markedRow(
  before: ChargingLocationRecord | null,
  row: ChargingLocationRecord,
  mark: ChangeMark,
): ChargingLocationRecord {
  // What happens to a site that is not shown, and was not before, is no news for those who mirror.
  const isNews = before === null || before.publish || row.publish;
  return {
    ...row,
    changedAt: mark.changedAt,
    changeNumber: isNews ? mark.changeNumber : (before.changeNumber ?? 0),
    maxElectricPower: highestEvsePower(row.evses),
    // Who mirrors a site that is not shown any more must be told that it is gone.
    everPublished: row.publish || before?.publish === true || before?.everPublished === true,
  };
}

function writeOf(before: ChargingLocationRecord | null, row: ChargingLocationRecord, mark: ChangeMark): object {
  const after = markedRow(before, row, mark);
  return before === null
    ? { replaceOne: { filter: { _id: row._id }, replacement: after, upsert: true } }
    : { updateOne: { filter: { _id: row._id }, update: changedFields(before, after) } };
}

async function storedLocations(
  database: Database,
  cluster: string,
  ids: readonly string[],
  session: Session,
): Promise<Map<string, ChargingLocationRecord>> {
  const rows = await database
    .model(chargingLocationModel, cluster)
    .find({ _id: { $in: ids } }, null, { session })
    .lean<ChargingLocationRecord[]>();
  return new Map(rows.map((row) => [row._id, row]));
}

/**
 * Turns locations into tombstones: they leave every answer but that of `updatedSince`, which tells that they are gone.
 * @param country where the sites stand
 * @param ids stored `_id`s; unknown ones, and those that are tombstones already, are passed over
 * @param changedBefore passes over those that have been written at this instant or later, by our clock; null for none
 * @returns how many have become tombstones
 */
export async function removeLocations(
  database: Database,
  country: string,
  ids: readonly string[],
  deletedAt: Date,
  changedBefore: Date | null = null,
): Promise<number> {
  if (ids.length === 0) return 0;
  const cluster = database.clusters.clusterOf(country);
  return changeLocations(database, cluster, ids.length, async (marks, session) => {
    const writes = ids.map((_id, index) => ({
      updateOne: {
        filter: {
          _id,
          country,
          deletedAt: null,
          ...(changedBefore === null ? {} : { $or: [{ changedAt: null }, { changedAt: { $lt: changedBefore } }] }),
        },
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

/** Positions of rows, by the cluster of their country. */
function placesByCluster(database: Database, rows: readonly ChargingLocationRecord[]): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  rows.forEach(({ country }, at) => {
    const cluster = database.clusters.clusterOf(country);
    const group = groups.get(cluster);
    if (group === undefined) groups.set(cluster, [at]);
    else group.push(at);
  });
  return groups;
}
