import { DEFAULT_CLUSTER } from '../database/cluster-map.js';
import type { Database } from '../database/database.js';
import type { SeedDocument, SeedTarget } from '../importers/seed/seed-target.js';
import { MODELS } from './subgraph-list.js';

/** Lets seeds be written where the models of the subgraphs keep their rows. */
export function seedTarget(database: Database): SeedTarget {
  const definitions = new Map(MODELS.map((definition) => [definition.collection, definition]));
  return {
    collectionFor: (collection, country) => {
      const definition = definitions.get(collection);
      const cluster = definition?.national && country !== null ? database.clusters.clusterOf(country) : DEFAULT_CLUSTER;
      const connection = database.connection(cluster);
      return connection.getClient().db(connection.name).collection<SeedDocument>(collection);
    },
  };
}
