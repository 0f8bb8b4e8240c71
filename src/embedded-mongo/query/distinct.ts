import type { Document } from '../bson/document.js';
import type { QueryOptions } from './options.js';
export function distinctValues(_documents: Iterable<Document>, _path: string, _options: QueryOptions): unknown[] {
  throw new Error('pending');
}
