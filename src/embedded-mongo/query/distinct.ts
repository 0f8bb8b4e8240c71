import type { Document } from '../bson/document.js';
import { splitPath, valuesAt } from '../bson/path.js';
import { valueOrder } from './collation.js';
import type { QueryOptions } from './options.js';

/** The different values of a path, in the order of their first appearance; an array counts by its elements. */
export function distinctValues(documents: Iterable<Document>, path: string, options: QueryOptions): unknown[] {
  const order = valueOrder(options.collation);
  const segments = splitPath(path);
  const known = new Map<string, unknown>();
  for (const document of documents) {
    for (const reached of valuesAt(document, segments, 'whole')) {
      for (const value of Array.isArray(reached) ? reached : [reached]) {
        const key = order.key(value);
        if (value !== undefined && !known.has(key)) known.set(key, value);
      }
    }
  }
  return [...known.values()];
}
