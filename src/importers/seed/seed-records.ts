import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createGunzip } from 'node:zlib';
import { mongo } from 'mongoose';
import { SeedError } from './seed-error.js';
import type { SeedFile } from './seed-manifest.js';
import type { SeedDocument } from './seed-target.js';

/** The driver's own reader: its values are instances of the classes that the driver and mongoose know. */
const { EJSON } = mongo.BSON;

/** The lines of a text stream, ended by line feeds only: U+2028 and its like may stand inside a JSON string. */
async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let rest = '';
  for await (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  rest += decoder.decode();
  if (rest !== '') yield rest;
}

function parseRecord(text: string, { file, national }: SeedFile, line: number): SeedDocument {
  let value: unknown;
  try {
    value = EJSON.parse(text);
  } catch (cause) {
    throw new SeedError(file, line, 'is not MongoDB Extended JSON', { cause });
  }
  if (typeof value !== 'object' || value === null || !('_id' in value) || typeof value._id !== 'string') {
    throw new SeedError(file, line, 'has no "_id" that is a text');
  }
  if (national && !('country' in value && typeof value.country === 'string')) {
    throw new SeedError(file, line, 'has no "country", and the collection is kept by country');
  }
  return Object.assign(value, { _id: value._id });
}

/**
 * Streams the records of a seed file, in batches.
 * @throws SeedError with file and line at the first line that is not a record, or when the file is cut short
 */
export async function* readSeedBatches(
  directory: string,
  seedFile: SeedFile,
  batchSize: number,
): AsyncGenerator<SeedDocument[]> {
  const source = createReadStream(join(directory, seedFile.file));
  const gunzip = createGunzip();
  source.on('error', (error) => gunzip.destroy(error));
  source.pipe(gunzip);
  let line = 0;
  let batch: SeedDocument[] = [];
  try {
    for await (const text of linesOf(gunzip)) {
      line += 1;
      batch.push(parseRecord(text, seedFile, line));
      if (batch.length === batchSize) {
        yield batch;
        batch = [];
      }
    }
  } catch (error) {
    if (error instanceof SeedError) throw error;
    throw new SeedError(seedFile.file, line + 1, 'cannot be unpacked', { cause: error });
  } finally {
    source.destroy();
    gunzip.destroy();
  }
  if (batch.length > 0) yield batch;
  if (line !== seedFile.records) {
    throw new SeedError(seedFile.file, null, `has ${line} records, the manifest says ${seedFile.records}`);
  }
}
