import type { Document } from '../bson/document.js';
import type { QueryOptions } from './options.js';
export function compileFilter(_filter: Document, _options: QueryOptions): (document: Document) => boolean {
  throw new Error('pending');
}
