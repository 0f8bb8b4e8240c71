import { isDeepStrictEqual } from 'node:util';
import { mongo } from 'mongoose';
import { DEFAULT_CLUSTER } from '../../database/cluster-map.js';
import type { Database } from '../../database/database.js';
import type { ModelDefinition } from '../../database/model-definition.js';
import { replaceRows } from '../../database/whole-rows.js';

/** What became of a row. */
export type WriteOutcome = 'created' | 'updated' | 'unchanged';

interface KeyedRow {
  readonly _id: string;
}

export interface UpsertOptions<R> {
  readonly dryRun: boolean;
  /** Makes the row to store of the new one and the stored one: what the source does not know may stay. */
  readonly merge?: (row: R, stored: R | null, at: number) => R;
  /**
   * Writes rows of one cluster, where that takes more than replacing them: merges each over what is stored by then, which
   * may have changed since it was read here.
   */
  readonly store?: (rows: readonly R[], merge: (row: R, stored: R | null, index: number) => R) => Promise<void>;
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
    const stored = await storedRows(database, definition, cluster, [
      ...new Set(places.map((at) => rows[at]?._id ?? '')),
    ]);
    const writes = new Map<string, R>();
    const judged = (row: R, before: R | null, at: number): R => {
      const after = merge(row, before, at);
      outcomes[at] = before === null ? 'created' : isSameRow(before, after) ? 'unchanged' : 'updated';
      // What is the same but for the day on which it was read is left as it is.
      return outcomes[at] === 'unchanged' ? (before as R) : after;
    };
    for (const at of places) {
      const row = rows[at];
      if (row === undefined) continue;
      const after = judged(row, stored.get(row._id) ?? null, at);
      stored.set(row._id, after);
      if (outcomes[at] !== 'unchanged') writes.set(row._id, after);
    }
    if (dryRun || writes.size === 0) continue;
    if (store !== undefined) {
      const changed = places.filter((at) => writes.has(rows[at]?._id ?? ''));
      await store(
        changed.map((at) => rows[at] as R),
        (row, before, index) => judged(row, before, changed[index] as number),
      );
      continue;
    }
    await replaceRows(database.model(definition, cluster), [...writes.values()]);
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
