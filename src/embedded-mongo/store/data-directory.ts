import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DamagedDataError } from './damaged-data-error.js';
import type { FileSystem } from './file-system.js';
import { FILE_HEADER_BYTES, FrameFile } from './frame.js';
import { Journal, openJournalFile } from './journal.js';
import { decodeRecords, type RetryRecord } from './record.js';
import { finishRecovery, replayRecord, restoreRecord } from './replay.js';
import { writeSnapshot } from './snapshot.js';
import type { RecordSink, Store } from './store.js';

/** A journal below this size is never compacted. */
const LEAST_COMPACTION_BYTES = 64 * 1024 * 1024;
const FILE_NAME = /^(journal|snapshot)\.(\d{8})$/;
const TEMPORARY_SUFFIX = '.tmp';

/** What a directory's owner tells and is told. */
export interface DataDirectoryOptions {
  readonly path: string;
  readonly fileSystem: FileSystem;
  /** Called for every answer to a retryable write that recovery finds. */
  onRetry(retry: RetryRecord): void;
  /** The answers to keep in a snapshot. */
  retries(): Iterable<RetryRecord>;
  /** A write or fsync of the journal has failed: nothing can be made durable any more. */
  onFailure(error: Error): void;
  log(message: string): void;
  /** Size from which a journal is compacted, in bytes; 64 MB unless told. */
  readonly compactionBytes?: number;
}

/**
 * The files of one server: `snapshot.N` holds everything up to the beginning of `journal.N`; journals with a higher
 * number follow. Compaction begins journal N+1, writes snapshot N+1 under a temporary name, renames it, and only then
 * removes what came before: whatever a crash leaves, the highest snapshot and the journals from its number on are whole.
 */
export class DataDirectory implements RecordSink {
  private compacting: Promise<void> | undefined;
  /** Bytes in journals that an unfinished compaction has left beside the current one. */
  private olderJournalBytes = 0;
  /** After a failed compaction: the size of the journals from which on it is tried again. */
  private retryAboveBytes = 0;

  private constructor(
    private readonly options: DataDirectoryOptions,
    private readonly store: Store,
    private readonly journal: Journal,
    private generation: number,
  ) {}

  /**
   * Reads a directory into an empty store, and opens its journal for appending.
   * @throws DamagedDataError when a file isn't as it was written
   */
  static async open(store: Store, options: DataDirectoryOptions): Promise<DataDirectory> {
    const { path, fileSystem } = options;
    mkdirSync(path, { recursive: true, mode: 0o700 });
    const files = await listFiles(options);
    const snapshot = files.snapshots.at(-1);
    const first = snapshot ?? 0;
    const journals = files.journals.filter((generation) => generation >= first);
    for (const [index, generation] of journals.entries()) {
      if (generation !== first + index)
        throw new DamagedDataError(fileName(path, 'journal', first + index), 0, 'the file is missing');
    }
    if (journals.length === 0 && (snapshot !== undefined || files.journals.length > 0)) {
      throw new DamagedDataError(fileName(path, 'journal', first), 0, 'the file is missing');
    }
    if (snapshot !== undefined) readSnapshot(store, options, fileName(path, 'snapshot', snapshot));
    const current = journals.at(-1) ?? 0;
    const wholeBytes = await replayJournals(store, options, journals);
    finishRecovery(store);
    const opened = await openJournalFile(fileSystem, fileName(path, 'journal', current), wholeBytes.at(-1) ?? 0);
    await fileSystem.syncDirectory(path);
    const directory = new DataDirectory(options, store, new Journal(opened, options.onFailure), current);
    directory.olderJournalBytes = wholeBytes.slice(0, -1).reduce((sum, bytes) => sum + bytes, 0);
    await removeBefore(options, files, first);
    store.sink = directory;
    return directory;
  }

  append(parts: readonly Uint8Array[]): Promise<void> {
    const appended = this.journal.append(parts);
    if (!this.compacting && this.journalBytes > Math.max(this.compactionThreshold(), this.retryAboveBytes)) {
      this.compacting = this.compact()
        .catch((error: Error) => {
          // A full disk, say. The journals that are there remain valid, so the server goes on.
          this.retryAboveBytes = 2 * this.journalBytes;
          this.options.log(`compaction failed, it will be tried again later: ${error.message}`);
        })
        .finally(() => {
          this.compacting = undefined;
        });
    }
    return appended;
  }

  /** Resolves when a compaction that is running has ended. */
  async idle(): Promise<void> {
    await this.compacting;
  }

  async close(): Promise<void> {
    await this.compacting;
    await this.journal.close();
  }

  private get journalBytes(): number {
    return this.journal.bytes + this.olderJournalBytes;
  }

  private compactionThreshold(): number {
    let liveBytes = 0;
    for (const collection of this.store.collections.values()) liveBytes += collection.bytes;
    return Math.max(this.options.compactionBytes ?? LEAST_COMPACTION_BYTES, 2 * liveBytes);
  }

  private async compact(): Promise<void> {
    const { path, fileSystem } = this.options;
    const previous = this.generation;
    const next = previous + 1;
    const nextFile = await openJournalFile(fileSystem, fileName(path, 'journal', next), 0);
    await fileSystem.syncDirectory(path);
    // From here to the snapshot's opening nothing may come between: what is sealed before lands in the old journal and
    // in the snapshot, what is sealed after it in the new journal only.
    void this.store.seal().catch(() => {});
    this.olderJournalBytes = this.journalBytes;
    const switched = this.journal.switchTo(nextFile);
    this.generation = next;
    const written = writeSnapshot(this.store, this.options, fileName(path, 'snapshot', next) + TEMPORARY_SUFFIX);
    await Promise.all([switched, written]);
    const files = await listFiles(this.options);
    await fileSystem.rename(fileName(path, 'snapshot', next) + TEMPORARY_SUFFIX, fileName(path, 'snapshot', next));
    await fileSystem.syncDirectory(path);
    await removeBefore(this.options, files, next);
    this.olderJournalBytes = 0;
  }
}

interface DirectoryFiles {
  /** Generations, ascending. */
  readonly journals: number[];
  readonly snapshots: number[];
  readonly temporary: string[];
}

function fileName(directory: string, kind: 'journal' | 'snapshot', generation: number): string {
  return join(directory, `${kind}.${String(generation).padStart(8, '0')}`);
}

async function listFiles({ path, fileSystem }: DataDirectoryOptions): Promise<DirectoryFiles> {
  const files: DirectoryFiles = { journals: [], snapshots: [], temporary: [] };
  for (const name of (await fileSystem.list(path)).sort()) {
    const match = FILE_NAME.exec(name);
    if (match) files[match[1] === 'journal' ? 'journals' : 'snapshots'].push(Number(match[2]));
    else if (name.startsWith('snapshot.') && name.endsWith(TEMPORARY_SUFFIX)) files.temporary.push(name);
  }
  return files;
}

/** Removes unfinished snapshots, and what a complete snapshot has made superfluous. */
async function removeBefore(
  { path, fileSystem }: DataDirectoryOptions,
  files: DirectoryFiles,
  generation: number,
): Promise<void> {
  const superfluous = [
    ...files.journals.filter((old) => old < generation).map((old) => fileName(path, 'journal', old)),
    ...files.snapshots.filter((old) => old < generation).map((old) => fileName(path, 'snapshot', old)),
  ];
  for (const file of superfluous) await fileSystem.remove(file);
  const finished = `snapshot.${String(generation).padStart(8, '0')}${TEMPORARY_SUFFIX}`;
  for (const name of files.temporary) if (name !== finished) await fileSystem.remove(join(path, name));
  await fileSystem.syncDirectory(path);
}

function readSnapshot(store: Store, options: DataDirectoryOptions, path: string): void {
  FrameFile.read(path, 'snapshot', false, (payload) => {
    for (const record of decodeRecords(payload)) {
      restoreRecord(store, record);
      if (record.retry) options.onRetry(record.retry);
    }
  });
}

/** Replays journals in order; returns how many bytes of each are whole. */
async function replayJournals(
  store: Store,
  options: DataDirectoryOptions,
  generations: readonly number[],
): Promise<number[]> {
  const paths = generations.map((generation) => fileName(options.path, 'journal', generation));
  const wholeBytes: number[] = [];
  for (const [index, path] of paths.entries()) {
    // A crash while the next journal was being begun can leave a torn tail here, but then nothing is in the next one.
    const tornTailAllowed = paths.slice(index + 1).every((later) => statSync(later).size <= FILE_HEADER_BYTES);
    const whole = FrameFile.read(path, 'journal', tornTailAllowed, (payload) => {
      for (const record of decodeRecords(payload)) {
        replayRecord(store, record);
        if (record.retry) options.onRetry(record.retry);
      }
    });
    if (whole < statSync(path).size) {
      options.log(`${path}: cut an unfinished write of ${statSync(path).size - whole} bytes that nobody was told of`);
      const torn = await options.fileSystem.openForAppending(path, whole);
      await torn.sync();
      await torn.close();
    }
    wholeBytes.push(whole);
  }
  return wholeBytes;
}
