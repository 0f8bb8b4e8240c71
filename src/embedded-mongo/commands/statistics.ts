import { type Document, isDocument } from '../bson/document.js';
import { notSupported } from '../errors.js';
import type { Collection } from '../store/collection.js';

/** Sizes of one collection in bytes; documents are kept in memory and aren't compressed, so all sizes are the BSON's. */
export function sizesOf(collection: Collection): Document {
  const { count, bytes } = collection;
  return {
    size: bytes,
    count,
    avgObjSize: count > 0 ? Math.round(bytes / count) : 0,
    storageSize: bytes,
    capped: collection.options.capped === true,
    nindexes: collection.indexes.list().length,
    totalIndexSize: 0,
    totalSize: bytes,
  };
}

/** What the `$collStats` stage shows. */
export function collectionStatistics(collection: Collection, specification: unknown): Document {
  const parts = isDocument(specification) ? specification : {};
  for (const part of Object.keys(parts)) {
    if (part !== 'count' && part !== 'storageStats') notSupported(`$collStats option '${part}'`);
  }
  return {
    ns: collection.namespace,
    localTime: new Date(),
    ...(parts.storageStats !== undefined && { storageStats: sizesOf(collection) }),
    ...(parts.count !== undefined && { count: collection.count }),
  };
}

/** What the `$indexStats` stage shows; uses aren't counted. */
export function indexStatistics(collection: Collection): Document[] {
  return collection.indexes.list().map((spec) => ({ name: spec.name, key: spec.key, spec }));
}
