import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** A file to put into a seed folder. */
export interface SeedFolderFile {
  file: string;
  national?: boolean;
  /** Lines of the file; strings are written as they are. */
  lines: unknown[];
  /** What the manifest says instead of the number of lines. */
  statedRecords?: number;
  /** Changes the bytes before the manifest's hash is taken. */
  mangle?: (bytes: Buffer) => Buffer;
}

/** A new temporary folder with seed files and their manifest. */
export function createSeedFolder(files: readonly SeedFolderFile[]): string {
  const directory = mkdtempSync(join(tmpdir(), 'tripod-seeds-'));
  writeSeedFolder(directory, files);
  return directory;
}

/** Writes seed files and a manifest that lists them. */
export function writeSeedFolder(directory: string, files: readonly SeedFolderFile[]): void {
  const entries = files.map(({ file, national = false, lines, statedRecords, mangle }) => {
    const text = lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join('');
    const packed = gzipSync(text);
    const bytes = mangle?.(packed) ?? packed;
    mkdirSync(dirname(join(directory, file)), { recursive: true });
    writeFileSync(join(directory, file), bytes);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    return { file, collection: dirname(file), national, records: statedRecords ?? lines.length, sha256 };
  });
  writeFileSync(join(directory, 'manifest.json'), JSON.stringify({ files: entries }));
}
