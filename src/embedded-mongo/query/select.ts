import type { Document } from '../bson/document.js';
import type { CollectionView } from './collection-view.js';
import type { QueryOptions } from './options.js';
export interface Selection {
  filter?: Document;
  sort?: Document;
  skip?: number;
  limit?: number;
  hint?: unknown;
}
export function selectDocuments(_view: CollectionView, _selection: Selection, _options: QueryOptions): Document[] {
  throw new Error('pending');
}
export function explainSelection(_view: CollectionView, _selection: Selection, _options: QueryOptions): Document {
  throw new Error('pending');
}
