import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SeedError } from './seed-error.js';

const MANIFEST = 'manifest.json';

/** A file of the seed folder, as the manifest lists it. */
export interface SeedFile {
  /** Path below the seed folder: "charging_locations/DE.ndjson.gz". */
  readonly file: string;
  readonly collection: string;
  /** True when every record carries its `country` and belongs to that country's cluster. */
  readonly national: boolean;
  readonly records: number;
  /** SHA-256 of the compressed file, hexadecimal. */
  readonly sha256: string;
}

/** A collection and one file in it: nothing that leads out of the seed folder. */
const FILE_PATTERN = /^[a-z_]+\/[A-Za-z0-9_-]+\.ndjson\.gz$/;

function isSeedFile(value: unknown): value is SeedFile {
  if (typeof value !== 'object' || value === null) return false;
  const entry = new Map<string, unknown>(Object.entries(value));
  const [file, collection, sha256] = ['file', 'collection', 'sha256'].map((name) => entry.get(name));
  return (
    typeof file === 'string' &&
    FILE_PATTERN.test(file) &&
    typeof collection === 'string' &&
    /^[a-z_]+$/.test(collection) &&
    typeof sha256 === 'string' &&
    /^[0-9a-f]{64}$/.test(sha256) &&
    typeof entry.get('national') === 'boolean' &&
    Number.isSafeInteger(entry.get('records'))
  );
}

/**
 * Reads the list of seed files, in the order of loading.
 * @throws SeedError when the manifest is missing or is not one
 */
export async function readSeedManifest(directory: string): Promise<SeedFile[]> {
  let manifest: unknown;
  try {
    manifest = JSON.parse(await readFile(join(directory, MANIFEST), 'utf8'));
  } catch (cause) {
    throw new SeedError(MANIFEST, null, 'cannot be read', { cause });
  }
  const files = typeof manifest === 'object' && manifest !== null && 'files' in manifest ? manifest.files : null;
  if (!Array.isArray(files)) throw new SeedError(MANIFEST, null, 'has no list "files"');
  return files.map((entry: unknown, at) => {
    if (!isSeedFile(entry)) throw new SeedError(MANIFEST, null, `entry ${at + 1} is not a seed file`);
    return entry;
  });
}

/**
 * Makes sure that a file is the one that the manifest means, before anything of it is written.
 * @throws SeedError when it is missing or its SHA-256 is another
 */
export async function checkSeedFile(directory: string, { file, sha256 }: SeedFile): Promise<void> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(join(directory, file))) hash.update(chunk as Buffer);
  } catch (cause) {
    throw new SeedError(file, null, 'cannot be read', { cause });
  }
  if (hash.digest('hex') !== sha256) {
    throw new SeedError(file, null, 'is damaged or changed: its SHA-256 is not that of the manifest');
  }
}
