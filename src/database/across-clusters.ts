import type { Database } from './database.js';
import type { ModelDefinition } from './model-definition.js';
import { orUnavailable } from './unavailable.js';

/**
 * Asks, in parallel, every cluster that may hold rows of the model, or only the one that keeps the data of `country`.
 * One answer a cluster. Rejects with COUNTRY_UNAVAILABLE where one of them is down.
 */
export function acrossClusters<RecordType, Value>(
  database: Database,
  definition: ModelDefinition<RecordType>,
  country: string | null | undefined,
  ask: (cluster: string) => Promise<Value>,
): Promise<Value[]> {
  const clusters =
    country === null || country === undefined || !definition.national
      ? database.clustersOf(definition)
      : [database.clusters.clusterOf(country)];
  return Promise.all(clusters.map((cluster) => orUnavailable(country, () => ask(cluster))));
}
