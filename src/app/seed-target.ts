import { DEFAULT_CLUSTER } from '../database/cluster-map.js';
import type { Database } from '../database/database.js';
import type { SeedCollection, SeedDocument, SeedTarget } from '../importers/seed/seed-target.js';
import { MODELS } from './subgraph-list.js';

/**
 * Lets seeds be written where the models of the subgraphs keep their rows. The loader gathers the documents of one
 * collection object into batches, so there is one object for each collection and cluster.
 */
export function seedTarget(database: Database): SeedTarget {
  const definitions = new Map(MODELS.map((definition) => [definition.collection, definition]));
  const collections = new Map<string, SeedCollection>();
  return {
    collectionFor: (collection, country) => {
      const isNational = definitions.get(collection)?.national === true && country !== null;
      const cluster = isNational ? database.clusters.clusterOf(country) : DEFAULT_CLUSTER;
      const place = `${cluster} ${collection}`;
      let target = collections.get(place);
      if (target === undefined) {
        const connection = database.connection(cluster);
        target = connection.getClient().db(connection.name).collection<SeedDocument>(collection);
        collections.set(place, target);
      }
      return target;
    },
  };
}
