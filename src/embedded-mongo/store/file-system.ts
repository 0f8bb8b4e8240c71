import { constants } from 'node:fs';
import { type FileHandle, open, readdir, rename, unlink } from 'node:fs/promises';

/** A file that is only written at its end. */
export interface AppendFile {
  /** Writes all bytes; resolves when the operating system has them. */
  append(bytes: Uint8Array): Promise<void>;
  /** Resolves when everything appended so far is on the disk. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** What the store needs of a file system for writing: small, so that tests can make it fail at any step. */
export interface FileSystem {
  /** Opens for appending after the first `length` bytes, creating the file or cutting what follows them. */
  openForAppending(path: string, length: number): Promise<AppendFile>;
  list(directory: string): Promise<string[]>;
  rename(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
  /** Makes creations, renames and removals in a directory last through a power failure. */
  syncDirectory(directory: string): Promise<void>;
}

class NodeAppendFile implements AppendFile {
  constructor(private readonly handle: FileHandle) {}

  async append(bytes: Uint8Array): Promise<void> {
    let written = 0;
    while (written < bytes.length) {
      const result = await this.handle.write(bytes, written, bytes.length - written);
      written += result.bytesWritten;
    }
  }

  async sync(): Promise<void> {
    await this.handle.datasync();
  }

  async close(): Promise<void> {
    await this.handle.close();
  }
}

/** The real file system. */
export const nodeFileSystem: FileSystem = {
  async openForAppending(path, length) {
    const handle = await open(path, constants.O_CREAT | constants.O_WRONLY | constants.O_APPEND, 0o600);
    await handle.truncate(length);
    return new NodeAppendFile(handle);
  },
  list: (directory) => readdir(directory),
  rename: (from, to) => rename(from, to),
  remove: (path) => unlink(path),
  async syncDirectory(directory) {
    // Windows can neither open nor flush a directory; NTFS journals its own metadata.
    if (process.platform === 'win32') return;
    const handle = await open(directory, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  },
};
