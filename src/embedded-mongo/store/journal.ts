import type { AppendFile, FileSystem } from './file-system.js';
import { encodeFrame, FILE_HEADER_BYTES, fileHeader } from './frame.js';

/** A journal file that is open and has its header. */
export interface JournalFile {
  readonly file: AppendFile;
  readonly bytes: number;
}

/** A record to write, or the point in the order of records from which on another file is written. */
interface Waiting {
  readonly parts: readonly Uint8Array[];
  readonly switchTo?: JournalFile;
  resolve(): void;
  reject(error: Error): void;
}

/**
 * Opens a journal file for appending.
 * @param wholeBytes bytes that recovery found whole: a torn tail after them is cut; 0 for a new file
 */
export async function openJournalFile(fileSystem: FileSystem, path: string, wholeBytes: number): Promise<JournalFile> {
  const file = await fileSystem.openForAppending(path, wholeBytes);
  try {
    if (wholeBytes < FILE_HEADER_BYTES) await file.append(fileHeader('journal'));
    await file.sync();
  } catch (error) {
    await file.close();
    throw error;
  }
  return { file, bytes: Math.max(wholeBytes, FILE_HEADER_BYTES) };
}

/**
 * The journal: an append-only file. Records that come in while the disk is busy are written together, as one frame and
 * with one fdatasync (group commit). After a failed write the file's end is unknown, so nothing more is ever written.
 */
export class Journal {
  private waiting: Waiting[] = [];
  private writing: Promise<void> | undefined;
  private failed: Error | undefined;
  private file: AppendFile;
  private length: number;

  /** @param onFailure told once, when a write or fsync has failed */
  constructor(
    opened: JournalFile,
    private readonly onFailure: (error: Error) => void,
  ) {
    this.file = opened.file;
    this.length = opened.bytes;
  }

  /** Bytes in the current file. */
  get bytes(): number {
    return this.length;
  }

  /** Appends one record; resolves when it is on the disk. */
  append(parts: readonly Uint8Array[]): Promise<void> {
    return this.enqueue({ parts });
  }

  /**
   * Goes on in another file: records appended before this call land in the old one, those after it in the new one.
   * Resolves when the old one is complete on the disk and closed.
   */
  switchTo(next: JournalFile): Promise<void> {
    return this.enqueue({ parts: [], switchTo: next });
  }

  /** Writes what is waiting and closes the file. */
  async close(): Promise<void> {
    while (this.writing) await this.writing;
    await this.file.close();
  }

  private enqueue(entry: Pick<Waiting, 'parts' | 'switchTo'>): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.failed) {
        reject(this.failed);
        return;
      }
      this.waiting.push({ ...entry, resolve, reject });
      this.writing ??= this.writeAll();
    });
  }

  private async writeAll(): Promise<void> {
    while (this.waiting.length > 0 && !this.failed) {
      // Commands of other connections that are ready in the same turn of the event loop join the batch.
      await new Promise<void>((resolve) => setImmediate(resolve));
      const switching = this.waiting.findIndex((entry) => entry.switchTo !== undefined);
      const batch = this.waiting.splice(0, switching < 0 ? this.waiting.length : Math.max(switching, 1));
      try {
        await this.writeBatch(batch);
        for (const entry of batch) entry.resolve();
      } catch (error) {
        this.fail(error instanceof Error ? error : new Error(String(error)), batch);
      }
    }
    this.writing = undefined;
  }

  private async writeBatch(batch: readonly Waiting[]): Promise<void> {
    const next = batch[0]?.switchTo;
    if (next) {
      const previous = this.file;
      this.file = next.file;
      this.length = next.bytes;
      await previous.close();
      return;
    }
    const frame = encodeFrame(batch.flatMap((entry) => entry.parts));
    await this.file.append(frame);
    await this.file.sync();
    this.length += frame.length;
  }

  private fail(error: Error, batch: readonly Waiting[]): void {
    this.failed = error;
    for (const entry of [...batch, ...this.waiting]) entry.reject(error);
    this.waiting = [];
    this.onFailure(error);
  }
}
