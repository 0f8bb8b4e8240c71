import type { CollectionView } from './collection-view.js';
import type { EvaluationOptions } from './evaluation-options.js';

/** What a command hands to every query function. */
export interface QueryOptions extends EvaluationOptions {
  /** Another collection of the same database, for $lookup, $unionWith and $graphLookup; undefined when it does not exist. */
  source(collection: string): CollectionView | undefined;
}
