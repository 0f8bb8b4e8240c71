import { isDeepStrictEqual } from 'node:util';
import { mongo } from 'mongoose';
import { DEFAULT_CLUSTER } from '../../database/cluster-map.js';
import type { Database } from '../../database/database.js';
import type { ModelDefinition } from '../../database/model-definition.js';

/** What became of a row. */
export type WriteOutcome = 'created' | 'updated' | 'unchanged';

interface KeyedRow {
  readonly _id: string;
}

export interface UpsertOptions<R> {
  readonly dryRun: boolean;
  /** Makes the row to store of the new one and the stored one: what the source does not know may stay. */
  readonly merge?: (row: R, stored: R | null, at: number) => R;
  /** Writes new and changed rows of one cluster, where that takes more than replacing them. */
  readonly store?: (rows: readonly R[]) => Promise<void>;
}

/**
 * Writes rows by their `_id`, each into the cluster of its country: one read and one write a cluster. A row that is
 * stored already just so is not written. Of rows with the same `_id` the last counts, and the ones before it are
 * reported as written.
 * @returns one outcome a row, in their order
 */
export async function upsertRows<R extends KeyedRow>(
  database: Database,
  definition: ModelDefinition<R>,
  rows: readonly R[],
  { dryRun, merge = (row) => row, store }: UpsertOptions<R>,
): Promise<WriteOutcome[]> {
  const outcomes: WriteOutcome[] = [];
  const clusters = new Map<string, number[]>();
  rows.forEach((row, at) => {
    const country = 'country' in row ? String(row.country) : null;
    const cluster = definition.national && country !== null ? database.clusters.clusterOf(country) : DEFAULT_CLUSTER;
    clusters.set(cluster, [...(clusters.get(cluster) ?? []), at]);
  });
  for (const [cluster, places] of clusters) {
    const model = database.model(definition, cluster);
    const stored = await storedRows(database, definition, cluster, [
      ...new Set(places.map((at) => rows[at]?._id ?? '')),
    ]);
    const writes = new Map<string, R>();
    for (const at of places) {
      const row = rows[at];
      if (row === undefined) continue;
      const before = stored.get(row._id) ?? null;
      const after = merge(row, before, at);
      outcomes[at] = before === null ? 'created' : isSameRow(before, after) ? 'unchanged' : 'updated';
      stored.set(row._id, after);
      if (outcomes[at] !== 'unchanged') writes.set(row._id, after);
    }
    if (dryRun || writes.size === 0) continue;
    if (store !== undefined) {
      await store([...writes.values()]);
      continue;
    }
    await model.bulkWrite(
      [...writes.values()].map((row) => ({
        replaceOne: { filter: { _id: row._id } as never, replacement: row as never, upsert: true },
      })),
      { ordered: false, skipValidation: true },
    );
  }
  return outcomes;
}

async function storedRows<R extends KeyedRow>(
  database: Database,
  definition: ModelDefinition<R>,
  cluster: string,
  ids: readonly string[],
): Promise<Map<string, R>> {
  const found = await database
    .model(definition, cluster)
    .find({ _id: { $in: ids } } as never)
    .lean<R[]>()
    .exec();
  return new Map(found.map((row) => [row._id, row]));
}

/** Equal but for the day on which the source was read, which is another every day; the order of members does not count. */
export function isSameRow(left: unknown, right: unknown): boolean {
  return isDeepStrictEqual(plain(left), plain(right));
}

function plain(value: unknown): unknown {
  const row = JSON.parse(mongo.BSON.EJSON.stringify(value, { relaxed: true })) as {
    provenance?: { source?: { fetchedAt?: string } };
  };
  if (row.provenance?.source !== undefined) delete row.provenance.source.fetchedAt;
  return row;
}
