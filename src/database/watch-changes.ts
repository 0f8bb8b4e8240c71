import { TripodError } from '../kernel/errors/tripod-error.js';
import { BoundedQueue } from '../kernel/events/bounded-queue.js';
import { type Change, ChangeFeed, ChangesLostError } from './change-feed.js';
import { DEFAULT_CLUSTER } from './cluster-map.js';
import type { Database } from './database.js';
import type { ModelDefinition } from './model-definition.js';
import { unavailable, unreachableCause } from './unavailable.js';

/** Items that wait for one subscriber: a burst, such as an import, that is taken up within moments. */
const QUEUE_LENGTH = 1_000;

export interface WatchOptions<RecordType, Item> {
  /**
   * The country that the subscriber asks about; null for all. Where its cluster (for all, the default one) is out of reach,
   * there is no subscription.
   */
  readonly country: string | null;
  /** What a change is to the subscriber: nothing, or some items. Called for every change; must not fail. */
  readonly itemsOf: (change: Change<RecordType>) => readonly Item[];
}

/** Feeds that are in use, by cluster and collection. */
const feedsOf = new WeakMap<Database, Map<string, ChangeFeed<unknown>>>();

/**
 * Watches a collection on every cluster that may hold rows of the model. All subscribers of a collection share one change
 * stream a cluster, which is closed when the last of them leaves. A cluster that is away comes in when it is back.
 *
 * @returns items from now on; the stream fails with SLOW_CONSUMER where its consumer lags behind, with EVENTS_LOST where
 *   changes have been missed, and ends where the database is closed
 * Rejects with COUNTRY_UNAVAILABLE where the country's cluster cannot be reached.
 */
export async function watchChanges<RecordType, Item>(
  database: Database,
  definition: ModelDefinition<RecordType>,
  { country, itemsOf }: WatchOptions<RecordType, Item>,
): Promise<AsyncIterableIterator<Item>> {
  const leaves: (() => void)[] = [];
  const queue = new BoundedQueue<Item>(QUEUE_LENGTH, () => {
    for (const leave of leaves) leave();
  });
  const listener = {
    onChange(change: Change<RecordType>) {
      for (const item of itemsOf(change)) {
        if (!queue.push(item)) queue.fail(slowConsumer());
      }
    },
    onEnd(error?: Error) {
      if (error === undefined) queue.end();
      else queue.fail(error instanceof ChangesLostError ? changesLost(error) : error);
    },
  };
  const home = definition.national && country !== null ? database.clusters.clusterOf(country) : DEFAULT_CLUSTER;
  const openings = database.clustersOf(definition).map(async (cluster) => {
    const feed = feedOf(database, definition, cluster);
    leaves.push(feed.listen(listener));
    await feed.whenOpen().catch((error: unknown) => {
      if (cluster === home) throw error;
    });
  });
  try {
    await Promise.all(openings);
    return queue;
  } catch (error) {
    await queue.return();
    const cause = unreachableCause(error);
    throw cause === null ? error : unavailable(country, cause);
  }
}

function feedOf<RecordType>(
  database: Database,
  definition: ModelDefinition<RecordType>,
  cluster: string,
): ChangeFeed<RecordType> {
  let feeds = feedsOf.get(database);
  if (feeds === undefined) {
    feeds = new Map();
    feedsOf.set(database, feeds);
  }
  const inUse = feeds;
  const key = `${cluster} ${definition.collection}`;
  const known = inUse.get(key);
  if (known !== undefined) return known as ChangeFeed<RecordType>;
  const feed = new ChangeFeed<RecordType>(database.connection(cluster), definition.collection, () => {
    if (inUse.get(key) === feed) inUse.delete(key);
  });
  inUse.set(key, feed as ChangeFeed<unknown>);
  return feed;
}

function slowConsumer(): TripodError {
  return new TripodError('SLOW_CONSUMER', `More than ${QUEUE_LENGTH} events were waiting: the subscription was ended.`);
}

function changesLost(cause: Error): TripodError {
  return new TripodError('EVENTS_LOST', 'Events have been missed: read the present state and subscribe again.', {
    cause: cause.message,
  });
}
