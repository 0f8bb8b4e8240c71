import type { Document } from '../bson/document.js';
import type { CollectionIndexes } from '../index/collection-indexes.js';

/** What a query sees of one collection: its documents at the reader's snapshot, and its indexes. */
export interface CollectionView {
  readonly indexes: CollectionIndexes;
  /** False inside a transaction whose snapshot is older than the indexes, or that has written: then everything is scanned. */
  readonly indexesUsable: boolean;
  readonly size: number;
  /** The document whose `keyOf(_id)` is `key`. */
  get(key: string): Document | undefined;
  scan(): Iterable<Document>;
}
