/** A document with the key that every seed record has. */
export interface SeedDocument {
  _id: string;
  [field: string]: unknown;
}

/** One operation of a bulk write. */
export interface SeedReplacement {
  replaceOne: { filter: { _id: string }; replacement: SeedDocument; upsert: true };
}

/** What the loader asks of a collection: a part of the native driver's `Collection`. */
export interface SeedCollection {
  countDocuments(filter: Record<string, never>, options: { limit: number }): Promise<number>;
  insertMany(documents: SeedDocument[], options: { ordered: false }): Promise<unknown>;
  bulkWrite(operations: SeedReplacement[], options: { ordered: false }): Promise<unknown>;
  find(filter: Record<string, never>): { toArray(): Promise<unknown[]> };
  replaceOne(filter: { _id: string }, replacement: SeedDocument, options: { upsert: true }): Promise<unknown>;
}

/** Where seeds are written. */
export interface SeedTarget {
  /**
   * The collection that keeps the rows of a country.
   * @param collection name of the collection
   * @param country ISO 3166-1 alpha-2; null for a collection that is not bound to countries
   */
  collectionFor(collection: string, country: string | null): SeedCollection;
}
