import type { Document } from '../bson/document.js';
import type { QueryOptions } from '../query/options.js';
export interface UpdateRequest {
  filter: Document;
  update: Document | Document[];
  arrayFilters?: Document[];
  options: QueryOptions;
}
export function applyUpdate(_before: Document, _request: UpdateRequest): Document {
  throw new Error('pending');
}
export function documentForUpsert(_request: UpdateRequest): Document {
  throw new Error('pending');
}
export function isReplacement(_update: Document | Document[]): boolean {
  throw new Error('pending');
}
export function describeUpdate(
  _before: Document,
  _after: Document,
): { updatedFields: Document; removedFields: string[]; truncatedArrays: Document[] } {
  throw new Error('pending');
}
