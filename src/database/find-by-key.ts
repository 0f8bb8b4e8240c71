import type { Projection } from '../kernel/loaders/projection.js';
import { DEFAULT_CLUSTER } from './cluster-map.js';
import type { Database } from './database.js';
import { allOf } from './filters.js';
import type { ModelDefinition } from './model-definition.js';
import { unavailable, unreachableCause } from './unavailable.js';

/** A row's `_id` and, for national data where the caller knows it, the country whose cluster keeps the row. */
export interface RowKey {
  readonly id: string;
  readonly country?: string;
}

/**
 * Rows by `_id`, in the order of the keys: one `$in` query a cluster. A row that does not exist comes back as null;
 * a row of a country whose cluster is down as COUNTRY_UNAVAILABLE. A key without country is looked for everywhere; while
 * a cluster is down, such a key that no other cluster knows is unavailable too, since nobody can tell. Rows that a
 * `filter` leaves out do not exist for the caller.
 */
export async function findByKey<RecordType extends { _id: string }>(
  database: Database,
  definition: ModelDefinition<RecordType>,
  keys: readonly RowKey[],
  projection: Projection,
  filter: Readonly<Record<string, unknown>> = {},
): Promise<(RecordType | null | Error)[]> {
  const found = new Map<string, RecordType>();
  const failed = new Map<string, Error>();
  await Promise.all(
    [...idsByCluster(database, definition, keys)].map(async ([cluster, ids]) => {
      try {
        const rows = await database
          .model(definition, cluster)
          .find(allOf([{ _id: { $in: ids } }, filter]) as never, projection)
          .lean<RecordType[]>();
        for (const row of rows) {
          found.set(row._id, row);
        }
      } catch (error) {
        const cause = unreachableCause(error);
        if (cause === null) {
          throw error;
        }
        for (const key of keys) {
          if (ids.includes(key.id)) {
            failed.set(key.id, unavailable(key.country, cause));
          }
        }
      }
    }),
  );
  return keys.map((key) => found.get(key.id) ?? failed.get(key.id) ?? null);
}

function idsByCluster(database: Database, definition: ModelDefinition, keys: readonly RowKey[]): Map<string, string[]> {
  const groups = new Map<string, Set<string>>();
  const add = (cluster: string, id: string): void => {
    const group = groups.get(cluster) ?? new Set<string>();
    group.add(id);
    groups.set(cluster, group);
  };
  for (const key of keys) {
    if (!definition.national) {
      add(DEFAULT_CLUSTER, key.id);
    } else if (key.country !== undefined) {
      add(database.clusters.clusterOf(key.country), key.id);
    } else {
      for (const cluster of database.clusters.names) {
        add(cluster, key.id);
      }
    }
  }
  return new Map([...groups].map(([cluster, ids]) => [cluster, [...ids]]));
}
