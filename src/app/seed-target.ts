import type { Database } from '../database/database.js';
import type { SeedTarget } from '../importers/seed/seed-target.js';
import { MODELS } from './subgraph-list.js';

/** Lets seeds be written where the models of the subgraphs keep their rows. */
export function seedTarget(database: Database): SeedTarget {
  const definitions = new Map(MODELS.map((definition) => [definition.collection, definition]));
  return {
    collectionFor: (collection, country) => {
      const definition = definitions.get(collection);
      const cluster =
        definition?.national && country !== null ? database.clusters.clusterOf(country) : database.clusters.names[0];
      return database.connection(cluster ?? 'default').collection(collection);
    },
  };
}
