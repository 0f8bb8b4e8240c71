import type { Document } from '../bson/document.js';
import { keyOf } from '../bson/key.js';
import { selectDocuments } from '../query/select.js';
import type { Collection } from './collection.js';
import type { Store } from './store.js';

/**
 * Deletes the documents that a TTL index, or a time series collection with a life time, has let expire. Documents that
 * a transaction holds are left for the next time.
 */
export async function expireDocuments(store: Store, now: Date): Promise<void> {
  for (const collection of store.collections.values()) {
    for (const { path, seconds } of lifeTimes(collection)) {
      const filter = { [path]: { $lt: new Date(now.getTime() - seconds * 1000) } };
      const expired = selectDocuments(collection.view, { filter }, { now, source: () => undefined });
      for (const document of expired) {
        if (!collection.holders.has(keyOf(document._id))) store.delete(collection, document);
      }
    }
  }
  await store.seal();
}

function lifeTimes(collection: Collection): { path: string; seconds: number }[] {
  const lifeTimes: { path: string; seconds: number }[] = [];
  for (const { key, expireAfterSeconds } of collection.indexes.list()) {
    const [path] = Object.keys(key);
    if (path !== undefined && expireAfterSeconds !== undefined)
      lifeTimes.push({ path, seconds: Number(expireAfterSeconds) });
  }
  const { timeseries, expireAfterSeconds } = collection.options;
  if (timeseries !== undefined && expireAfterSeconds !== undefined) {
    lifeTimes.push({ path: String((timeseries as Document).timeField), seconds: Number(expireAfterSeconds) });
  }
  return lifeTimes;
}
