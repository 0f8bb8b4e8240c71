/** How far a load is. Files that are skipped count in neither number. */
export interface SeedProgress {
  /** The collection that is being written. */
  readonly collection: string;
  readonly recordsDone: number;
  readonly recordsTotal: number;
}

/** What was written into one collection. */
export interface SeedCollectionReport {
  readonly collection: string;
  readonly records: number;
  readonly seconds: number;
}

/** What a load did. */
export interface SeedReport {
  /** Files of the manifest. */
  readonly files: number;
  /** Files that were written; the others had been loaded before and have not changed. */
  readonly loadedFiles: number;
  /** Records written. */
  readonly records: number;
  readonly seconds: number;
  /** One entry for each collection that was written, in the order of loading. */
  readonly collections: readonly SeedCollectionReport[];
}
