import { performance } from 'node:perf_hooks';
import { BoundedTasks } from './bounded-tasks.js';
import { checkSeedFile, readSeedManifest, type SeedFile } from './seed-manifest.js';
import type { SeedCollectionReport, SeedProgress, SeedReport } from './seed-progress.js';
import { readSeedBatches } from './seed-records.js';
import { SeedState } from './seed-state.js';
import type { SeedCollection, SeedDocument, SeedTarget } from './seed-target.js';
import { writeDocuments } from './seed-writes.js';

const BATCH_SIZE = 1_000;

/** Files of one collection that are read at once: most are small, and each waits for the database at its end. */
const PARALLEL_FILES = 4;

/** Batches of one file on their way at once: while the database writes one, the next is unpacked. */
const PARALLEL_BATCHES = 4;

export interface LoadSeedsOptions {
  /** The folder with `manifest.json`. */
  readonly directory: string;
  readonly database: SeedTarget;
  readonly onProgress: (progress: SeedProgress) => void;
  /** Load files again that have been loaded and have not changed. */
  readonly force?: boolean;
}

/** Where one load writes, and which of the collections were empty when it began. */
class SeedWriting {
  private readonly fresh = new Map<SeedCollection, Promise<boolean>>();

  constructor(private readonly target: SeedTarget) {}

  /** Writes one batch, each record into the collection of its country. */
  async write({ collection, national }: SeedFile, batch: readonly SeedDocument[]): Promise<void> {
    const groups = new Map<SeedCollection, SeedDocument[]>();
    for (const document of batch) {
      const place = this.target.collectionFor(collection, national ? String(document.country) : null);
      const group = groups.get(place);
      if (group === undefined) groups.set(place, [document]);
      else group.push(document);
    }
    await Promise.all(
      [...groups].map(async ([place, documents]) => writeDocuments(place, documents, await this.isFresh(place))),
    );
  }

  private isFresh(place: SeedCollection): Promise<boolean> {
    const known = this.fresh.get(place);
    if (known !== undefined) return known;
    const empty = place.countDocuments({}, { limit: 1 }).then((count) => count === 0);
    this.fresh.set(place, empty);
    return empty;
  }
}

/**
 * Loads the seed files that the database does not have yet. May be interrupted at any time and called again: files
 * that were loaded whole are skipped, others start again, and no record doubles. Records that a newer file no longer
 * has stay in the database.
 * @throws SeedError naming file and line, when a file is missing, damaged or not in the seed format
 */
export async function loadSeeds(options: LoadSeedsOptions): Promise<SeedReport> {
  const { directory, database, onProgress, force = false } = options;
  const began = performance.now();
  const files = await readSeedManifest(directory);
  const state = await SeedState.read(database);
  const pending = files.filter((file) => force || !state.has(file));
  const recordsTotal = pending.reduce((sum, file) => sum + file.records, 0);
  const writing = new SeedWriting(database);
  let recordsDone = 0;

  const loadFile = async (file: SeedFile): Promise<void> => {
    await checkSeedFile(directory, file);
    const writes = new BoundedTasks(PARALLEL_BATCHES);
    try {
      for await (const batch of readSeedBatches(directory, file, BATCH_SIZE)) {
        await writes.start(async () => {
          await writing.write(file, batch);
          recordsDone += batch.length;
          onProgress({ collection: file.collection, recordsDone, recordsTotal });
        });
      }
    } finally {
      await writes.finish();
    }
    await state.add(file);
  };

  const loadCollection = async (collection: string): Promise<SeedCollectionReport> => {
    const collectionBegan = performance.now();
    onProgress({ collection, recordsDone, recordsTotal });
    const mine = pending.filter((file) => file.collection === collection);
    const loads = new BoundedTasks(PARALLEL_FILES);
    try {
      for (const file of mine) await loads.start(() => loadFile(file));
    } finally {
      await loads.finish();
    }
    const records = mine.reduce((sum, file) => sum + file.records, 0);
    return { collection, records, seconds: secondsSince(collectionBegan) };
  };

  const collections: SeedCollectionReport[] = [];
  for (const collection of new Set(pending.map((file) => file.collection))) {
    collections.push(await loadCollection(collection));
  }
  return {
    files: files.length,
    loadedFiles: pending.length,
    records: recordsDone,
    seconds: secondsSince(began),
    collections,
  };
}

function secondsSince(began: number): number {
  return (performance.now() - began) / 1000;
}
