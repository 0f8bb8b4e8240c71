import type { Document } from '../bson/document.js';
import type { QueryOptions } from './options.js';
export function compileProjection(
  _projection: Document,
  _filter: Document,
  _options: QueryOptions,
): (document: Document) => Document {
  throw new Error('pending');
}
