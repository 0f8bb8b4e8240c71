import { acrossClusters } from '../../../../database/across-clusters.js';
import type { Database } from '../../../../database/database.js';
import { allOf } from '../../../../database/filters.js';
import { badUserInput } from '../../../../kernel/errors/tripod-error.js';
import type { Projection } from '../../../../kernel/loaders/projection.js';
import { type CursorPosition, decodeCursor } from '../../../../kernel/paging/cursor.js';
import { type ChargingLocationRecord, chargingLocationModel } from '../charging-location.model.js';

type Filter = Record<string, unknown>;

export interface ChangesRequest {
  /** Changes at this instant or later; of no account behind a cursor that has passed a numbered change. */
  readonly updatedSince: Date;
  readonly first: number;
  readonly after: string | null;
  readonly projection: Projection;
}

/** A changed row, and where a reader stands who has read it and all before it. */
export type ChangedRow = ChargingLocationRecord & { readonly position: CursorPosition };

/** Where a reader stands on one cluster: behind this change number and, of equal ones, this `_id`. */
interface Place {
  readonly changeNumber: number;
  readonly _id: string;
}

/** Before all. Rows of seeds have the number 0. */
const START: Place = { changeNumber: -1, _id: '' };

/**
 * Changes of locations, gone ones among them, each location once: at its last change. In the order in which they became
 * visible on their cluster; those of several clusters take turns, and the cursor remembers each. One command a cluster.
 */
export async function listChanges(
  database: Database,
  country: string | null,
  request: ChangesRequest,
): Promise<ChangedRow[]> {
  const clusters = country === null ? database.clusters.names : [database.clusters.clusterOf(country)];
  const places = placesOf(clusters, request.after);
  const changes = new Map<string, ChargingLocationRecord[]>();
  await acrossClusters(database, chargingLocationModel, country, async (cluster) => {
    const rows = await changesOf(database, cluster, country, places.get(cluster) ?? START, request);
    changes.set(cluster, rows);
  });
  return takingTurns(clusters, changes, places).slice(0, request.first + 1);
}

function changesOf(
  database: Database,
  cluster: string,
  country: string | null,
  { changeNumber, _id }: Place,
  { updatedSince, first, projection }: ChangesRequest,
): Promise<ChargingLocationRecord[]> {
  const since = {
    $or: [{ changedAt: { $gte: updatedSince } }, { changedAt: null, lastUpdated: { $gte: updatedSince } }],
  };
  const condition = allOf([
    country === null ? {} : { country },
    // Rows of seeds may lack their number, which is 0 then.
    changeNumber < 0 ? {} : behind({ changeNumber, _id }),
    // Clocks may differ, numbers do not: behind a numbered change the number alone counts.
    changeNumber > 0 ? {} : since,
    // A site that has never been shown is no one's to mirror.
    { $or: [{ publish: true }, { everPublished: true }] },
  ]);
  return database
    .model(chargingLocationModel, cluster)
    .find(condition as never, { ...projection, changeNumber: 1, changedAt: 1, deletedAt: 1 })
    .sort({ changeNumber: 1, _id: 1 })
    .limit(first + 1)
    .lean<ChargingLocationRecord[]>()
    .exec();
}

function behind({ changeNumber, _id }: Place): Filter {
  const same = changeNumber === 0 ? { changeNumber: { $in: [0, null] } } : { changeNumber };
  return { $or: [{ changeNumber: { $gt: changeNumber } }, { ...same, _id: { $gt: _id } }] };
}

function takingTurns(
  clusters: readonly string[],
  changes: ReadonlyMap<string, ChargingLocationRecord[]>,
  start: ReadonlyMap<string, Place>,
): ChangedRow[] {
  const places = new Map(start);
  const rows: ChangedRow[] = [];
  const longest = Math.max(...[...changes.values()].map((own) => own.length), 0);
  for (let turn = 0; turn < longest; turn++) {
    for (const cluster of clusters) {
      const row = changes.get(cluster)?.[turn];
      if (row === undefined) continue;
      places.set(cluster, { changeNumber: row.changeNumber ?? 0, _id: row._id });
      rows.push({ ...row, position: positionOf(clusters, places) });
    }
  }
  return rows;
}

/** Cluster, number and `_id`, for each cluster. */
function positionOf(clusters: readonly string[], places: ReadonlyMap<string, Place>): CursorPosition {
  return clusters.flatMap((cluster) => {
    const { changeNumber, _id } = places.get(cluster) ?? START;
    return [cluster, changeNumber, _id];
  });
}

function placesOf(clusters: readonly string[], after: string | null): ReadonlyMap<string, Place> {
  if (after === null) return new Map();
  const position = decodeCursor(after, clusters.length * 3);
  return new Map(
    clusters.map((cluster, index) => {
      const [name, changeNumber, _id] = position.slice(index * 3, index * 3 + 3);
      if (name !== cluster || typeof changeNumber !== 'number' || typeof _id !== 'string') {
        throw badUserInput('after', 'is not a cursor of this list');
      }
      return [cluster, { changeNumber, _id }];
    }),
  );
}
