import type { Document } from '../bson/document.js';
import type { CollectionView } from './collection-view.js';

/** What a command hands to every query function. */
export interface QueryOptions {
  collation?: Document;
  /** The command's `let`: values, not expressions. */
  variables?: Document;
  /** `$$NOW`, the same for the whole command. */
  now: Date;
  /** Another collection of the same database, for $lookup, $unionWith and $graphLookup; undefined when it does not exist. */
  source(collection: string): CollectionView | undefined;
}
