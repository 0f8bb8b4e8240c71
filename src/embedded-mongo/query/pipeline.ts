import type { Document } from '../bson/document.js';
import type { CollectionView } from './collection-view.js';
import type { QueryOptions } from './options.js';
export function runPipeline(
  _view: CollectionView | undefined,
  _pipeline: Document[],
  _options: QueryOptions,
): Document[] {
  throw new Error('pending');
}
export function transformDocuments(_documents: Document[], _pipeline: Document[], _options: QueryOptions): Document[] {
  throw new Error('pending');
}
