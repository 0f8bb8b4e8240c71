import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { EJSON } from 'bson';

/** What every stored record has. */
export interface KeyedRecord {
  _id: string;
}

/** One line of the manifest. */
interface ManifestEntry {
  /** Path below the seed folder. */
  file: string;
  collection: string;
  /** True when every record has a `country` and belongs to that country's cluster. */
  national: boolean;
  records: number;
  /** SHA-256 of the compressed file, hexadecimal. */
  sha256: string;
}

/** Position of the operating-system byte in a gzip header (RFC 1952, 2.3.1). */
const GZIP_OS_BYTE = 9;
const GZIP_OS_UNKNOWN = 255;

/** Compresses without time stamp and operating system: the same text and the same zlib give the same bytes. */
function compress(text: string): Buffer {
  const compressed = gzipSync(Buffer.from(text, 'utf8'), { level: 9 });
  compressed[GZIP_OS_BYTE] = GZIP_OS_UNKNOWN;
  return compressed;
}

function compareIds(left: KeyedRecord, right: KeyedRecord): number {
  if (left._id === right._id) return 0;
  return left._id < right._id ? -1 : 1;
}

/**
 * Writes the seed files: gzip-compressed lines of MongoDB Extended JSON (relaxed), sorted by `_id`, and the manifest.
 * The same records give the same bytes.
 */
export class SeedWriter {
  private readonly entries: ManifestEntry[] = [];
  private readonly ids = new Map<string, Set<string>>();

  constructor(private readonly directory: string) {}

  /** Removes the files of an earlier build, so that none outlives its source. */
  clear(): void {
    for (const entry of readdirSync(this.directory, { withFileTypes: true, recursive: true })) {
      if (entry.isFile() && entry.name.endsWith('.ndjson.gz')) rmSync(join(entry.parentPath, entry.name));
    }
  }

  /** Writes one file of a collection that is not bound to countries. */
  writeWorldwide(collection: string, records: readonly KeyedRecord[]): void {
    this.write(collection, 'all', false, records);
  }

  /** Writes one file of a national collection that holds all countries. */
  writeNational(collection: string, records: readonly (KeyedRecord & { country: string })[]): void {
    this.write(collection, 'all', true, records);
  }

  /** Writes one file for each country of a national collection. */
  writeByCountry(collection: string, records: readonly (KeyedRecord & { country: string })[]): void {
    const countries = new Set(records.map((record) => record.country));
    for (const country of [...countries].sort()) {
      this.write(
        collection,
        country,
        true,
        records.filter((record) => record.country === country),
      );
    }
  }

  /** Writes the manifest and answers its entries. */
  finish(): readonly ManifestEntry[] {
    const manifest = { format: 'ndjson.gz, MongoDB Extended JSON (relaxed)', files: this.entries };
    writeFileSync(join(this.directory, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
    return this.entries;
  }

  private write(collection: string, name: string, national: boolean, records: readonly KeyedRecord[]): void {
    const ids = this.ids.get(collection) ?? new Set<string>();
    this.ids.set(collection, ids);
    for (const { _id } of records) {
      if (ids.has(_id)) throw new Error(`${collection}: two records have the _id "${_id}"`);
      ids.add(_id);
    }
    const lines = [...records].sort(compareIds).map((record) => `${EJSON.stringify(record, { relaxed: true })}\n`);
    const bytes = compress(lines.join(''));
    const file = `${collection}/${name}.ndjson.gz`;
    mkdirSync(dirname(join(this.directory, file)), { recursive: true });
    writeFileSync(join(this.directory, file), bytes);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    this.entries.push({ file, collection, national, records: records.length, sha256 });
  }
}
