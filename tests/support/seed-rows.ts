import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { EJSON } from 'bson';
import { SEED_DIRECTORY } from '../../src/app/seed-directory.js';

const files = new Map<string, readonly unknown[]>();

/** The rows of a seeded collection, read from the files themselves: what tests compute with apart from the graph. */
export function seedRows<Row>(collection: string): readonly Row[] {
  let rows = files.get(collection);
  if (rows === undefined) {
    const directory = join(SEED_DIRECTORY, collection);
    rows = readdirSync(directory).flatMap((file) => rowsOf(join(directory, file)));
    files.set(collection, rows);
  }
  return rows as readonly Row[];
}

function rowsOf(file: string): unknown[] {
  return gunzipSync(readFileSync(file))
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => EJSON.parse(line, { relaxed: true }));
}
