import { loadSeeds } from '../importers/seed/load-seeds.js';
import type { SeedProgress, SeedReport } from '../importers/seed/seed-progress.js';
import type { OpenDatabase } from './open-database.js';
import { SEED_DIRECTORY } from './seed-directory.js';
import { seedTarget } from './seed-target.js';

export interface SeedOptions {
  /** Aborted when the load shall not go on: then it rejects, and what is loaded stays. */
  readonly stop?: AbortSignal;
  readonly onProgress: (progress: SeedProgress) => void;
  /** Load files again that have not changed since the last load. */
  readonly force?: boolean;
}

/** Loads the seeds of this repository; what is loaded already is skipped, an interrupted load goes on. */
export function seed(
  { database }: OpenDatabase,
  { stop, onProgress, force = false }: SeedOptions,
): Promise<SeedReport> {
  return loadSeeds({
    directory: SEED_DIRECTORY,
    database: seedTarget(database),
    force,
    onProgress: (progress) => {
      // Ends the load between two batches.
      stop?.throwIfAborted();
      onProgress(progress);
    },
  });
}
