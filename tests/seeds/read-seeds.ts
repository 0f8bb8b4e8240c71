import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { mongo } from 'mongoose';

/** The folder of the seed files. */
export const SEED_FOLDER = fileURLToPath(new URL('../../seeds', import.meta.url));

/**
 * The folder of the raw sources, which are not a part of the repository: `SEED_SOURCES`, or a checkout of them beside
 * this one; null where there is none.
 */
export function sourceFolder(): string | null {
  const folder = process.env.SEED_SOURCES ?? fileURLToPath(new URL('../../../shared/data', import.meta.url));
  return existsSync(join(folder, 'reference/country-codes.csv')) ? folder : null;
}

export interface SeedFileEntry {
  file: string;
  collection: string;
  national: boolean;
  records: number;
  sha256: string;
}

const manifest: { files: SeedFileEntry[] } = JSON.parse(readFileSync(join(SEED_FOLDER, 'manifest.json'), 'utf8'));

/** The files of the manifest. */
export const SEED_FILES: readonly SeedFileEntry[] = manifest.files;

/** Bytes and SHA-256 of a seed file as they are on the disk. */
export function fileFacts(file: string): { bytes: number; sha256: string } {
  const path = join(SEED_FOLDER, file);
  return { bytes: statSync(path).size, sha256: createHash('sha256').update(readFileSync(path)).digest('hex') };
}

/** The lines of a seed file. */
export function seedLines(file: string): string[] {
  const text = gunzipSync(readFileSync(join(SEED_FOLDER, file))).toString('utf8');
  return text.split('\n').slice(0, -1);
}

/** All records of a collection, or those of one of its files ("DE"), with their BSON types. */
export function seedRecords<RecordType>(collection: string, name?: string): RecordType[] {
  return SEED_FILES.filter((entry) => entry.collection === collection)
    .filter((entry) => name === undefined || entry.file === `${collection}/${name}.ndjson.gz`)
    .flatMap((entry) => seedLines(entry.file))
    .map((line) => mongo.BSON.EJSON.parse(line) as RecordType);
}
