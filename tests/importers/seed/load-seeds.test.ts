import { appendFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Collection, Types } from 'mongoose';
import { afterEach, describe, expect, expectTypeOf, it } from 'vitest';
import { loadSeeds } from '../../../src/importers/seed/load-seeds.js';
import { SeedError } from '../../../src/importers/seed/seed-error.js';
import type { SeedProgress } from '../../../src/importers/seed/seed-progress.js';
import type { SeedCollection, SeedDocument } from '../../../src/importers/seed/seed-target.js';
import { MemoryTarget } from './memory-target.js';
import { createSeedFolder, type SeedFolderFile, writeSeedFolder } from './seed-folder.js';

const folders: string[] = [];

function folderWith(...files: SeedFolderFile[]): string {
  const folder = createSeedFolder(files);
  folders.push(folder);
  return folder;
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function towns(count: number, country = 'NO', name = 'Town'): unknown[] {
  return Array.from({ length: count }, (_, at) => ({ _id: `${country}-${at}`, country, name: `${name} ${at}` }));
}

function load(directory: string, database: MemoryTarget, force = false) {
  return loadSeeds({ directory, database, force, onProgress: () => undefined });
}

async function failureOf(promise: Promise<unknown>): Promise<SeedError> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof SeedError)) throw new Error(`expected a SeedError, got ${String(error)}`);
  return error;
}

describe('loadSeeds', () => {
  it('writes every record into the collection of its country, with its BSON types', async () => {
    const directory = folderWith(
      { file: 'makers/all.ndjson.gz', lines: [{ _id: 'byd', country: 'CN' }] },
      {
        file: 'rate_tables/all.ndjson.gz',
        national: true,
        lines: [
          { _id: 'a', country: 'NO', rate: { $numberDecimal: '0.0499' }, from: { $date: '2026-11-24T00:00:00Z' } },
          { _id: 'b', country: 'SE', count: 3 },
        ],
      },
    );
    const database = new MemoryTarget();
    const report = await load(directory, database);

    expect(database.names()).toEqual(['NO/rate_tables', 'SE/rate_tables', 'world/makers', 'world/seed_state']);
    const record = database.collectionFor('rate_tables', 'NO').documents.get('a');
    expect(record?.rate).toBeInstanceOf(Types.Decimal128);
    expect(String(record?.rate)).toBe('0.0499');
    expect(record?.from).toEqual(new Date('2026-11-24T00:00:00Z'));
    expect(report).toMatchObject({ files: 2, loadedFiles: 2, records: 3 });
    expect(report.collections.map(({ collection, records }) => [collection, records])).toEqual([
      ['makers', 1],
      ['rate_tables', 2],
    ]);
  });

  it('inserts into empty collections in batches of a thousand', async () => {
    const database = new MemoryTarget();
    await load(folderWith({ file: 'towns/NO.ndjson.gz', national: true, lines: towns(2_500) }), database);
    const collection = database.collectionFor('towns', 'NO');
    expect(collection.documents.size).toBe(2_500);
    expect(collection.writes).toEqual(['insertMany', 'insertMany', 'insertMany']);
  });

  it('skips what has been loaded, unless it is forced', async () => {
    const directory = folderWith({ file: 'towns/NO.ndjson.gz', national: true, lines: towns(3) });
    const database = new MemoryTarget();
    await load(directory, database);
    const collection = database.collectionFor('towns', 'NO');

    expect(await load(directory, database)).toMatchObject({ files: 1, loadedFiles: 0, records: 0, collections: [] });
    expect(collection.writes).toEqual(['insertMany']);

    expect(await load(directory, database, true)).toMatchObject({ loadedFiles: 1, records: 3 });
    expect(collection.documents.size).toBe(3);
  });

  it('replaces the records of a file that has changed', async () => {
    const directory = folderWith({ file: 'towns/NO.ndjson.gz', national: true, lines: towns(3) });
    const database = new MemoryTarget();
    await load(directory, database);
    writeSeedFolder(directory, [{ file: 'towns/NO.ndjson.gz', national: true, lines: towns(4, 'NO', 'City') }]);

    expect(await load(directory, database)).toMatchObject({ loadedFiles: 1, records: 4 });
    const { documents } = database.collectionFor('towns', 'NO');
    expect(documents.size).toBe(4);
    expect(documents.get('NO-0')?.name).toBe('City 0');
  });

  it('goes on after an interruption without doubling', async () => {
    const directory = folderWith({ file: 'towns/NO.ndjson.gz', national: true, lines: towns(3_000) });
    const database = new MemoryTarget();
    const collection = database.collectionFor('towns', 'NO');
    collection.nextInsertFailure = new Error('connection lost');

    await expect(load(directory, database)).rejects.toThrow('connection lost');
    expect(database.collectionFor('seed_state', null).documents.size).toBe(0);

    expect(await load(directory, database)).toMatchObject({ loadedFiles: 1, records: 3_000 });
    expect(collection.documents.size).toBe(3_000);
    expect(database.collectionFor('seed_state', null).documents.get('towns/NO.ndjson.gz')).toMatchObject({
      records: 3_000,
    });
  });

  it('replaces what another process inserts meanwhile', async () => {
    const directory = folderWith({ file: 'towns/NO.ndjson.gz', national: true, lines: towns(5) });
    const database = new MemoryTarget();
    const collection = database.collectionFor('towns', 'NO');
    const count = collection.countDocuments.bind(collection);
    collection.countDocuments = async () => {
      const before = await count();
      collection.documents.set('NO-2', { _id: 'NO-2', name: 'from elsewhere' });
      return before;
    };
    await load(directory, database);
    expect(collection.writes).toEqual(['insertMany', 'bulkWrite']);
    expect(collection.documents.get('NO-2')?.name).toBe('Town 2');
    expect(collection.documents.size).toBe(5);
  });

  it('tells how far it is, up to the end', async () => {
    const directory = folderWith(
      { file: 'towns/NO.ndjson.gz', national: true, lines: towns(1_500) },
      { file: 'towns/SE.ndjson.gz', national: true, lines: towns(10, 'SE') },
    );
    const seen: SeedProgress[] = [];
    await loadSeeds({ directory, database: new MemoryTarget(), onProgress: (progress) => seen.push(progress) });
    expect(seen.every(({ recordsTotal }) => recordsTotal === 1_510)).toBe(true);
    expect(seen.map(({ recordsDone }) => recordsDone)).toEqual(
      seen.map(({ recordsDone }) => recordsDone).sort((left, right) => left - right),
    );
    expect(seen.at(-1)?.recordsDone).toBe(1_510);
  });

  it('keeps line separators of Unicode inside a text', async () => {
    const directory = folderWith({
      file: 'makers/all.ndjson.gz',
      lines: [{ _id: 'a', name: 'one\u2028two\u0085three' }],
    });
    const database = new MemoryTarget();
    await load(directory, database);
    expect(database.collectionFor('makers', null).documents.get('a')?.name).toBe('one\u2028two\u0085three');
  });

  it.each([
    ['a line that is not JSON', '{"_id": "c"', 'is not MongoDB Extended JSON'],
    ['a blank line', '', 'is not MongoDB Extended JSON'],
    ['a list', '[1]', 'has no "_id"'],
    ['a number as key', '{"_id": 7}', 'has no "_id"'],
    ['a record without country', '{"_id": "c"}', 'has no "country"'],
  ])('stops at %s and names file and line', async (_, line, reason) => {
    const directory = folderWith({
      file: 'towns/NO.ndjson.gz',
      national: true,
      lines: [...towns(2), line, ...towns(1)],
    });
    const database = new MemoryTarget();
    const error = await failureOf(load(directory, database));
    expect(error).toMatchObject({ file: 'towns/NO.ndjson.gz', line: 3 });
    expect(error.message).toContain(`towns/NO.ndjson.gz, line 3: ${reason}`);
    expect(database.collectionFor('seed_state', null).documents.size).toBe(0);
  });

  it('writes nothing of a file that has been changed by hand', async () => {
    const directory = folderWith({ file: 'towns/NO.ndjson.gz', national: true, lines: towns(2) });
    appendFileSync(join(directory, 'towns/NO.ndjson.gz'), 'x');
    const database = new MemoryTarget();
    expect((await failureOf(load(directory, database))).message).toContain('SHA-256');
    expect(database.collectionFor('towns', 'NO').documents.size).toBe(0);
  });

  it('refuses a file that is cut short, missing, or of another length than stated', async () => {
    const cut = { lines: towns(500), mangle: (bytes: Buffer) => bytes.subarray(0, bytes.length - 20) };
    const truncated = folderWith({ file: 'towns/NO.ndjson.gz', national: true, ...cut });
    expect((await failureOf(load(truncated, new MemoryTarget()))).message).toContain('cannot be unpacked');

    const missing = folderWith({ file: 'towns/NO.ndjson.gz', national: true, lines: towns(1) });
    rmSync(join(missing, 'towns'), { recursive: true });
    expect((await failureOf(load(missing, new MemoryTarget()))).message).toContain('cannot be read');

    const short = folderWith({ file: 'makers/all.ndjson.gz', lines: [{ _id: 'a' }], statedRecords: 2 });
    expect((await failureOf(load(short, new MemoryTarget()))).message).toContain('has 1 records, the manifest says 2');
  });

  it.each([
    ['no JSON', 'x'],
    ['no list', '{}'],
    [
      'a path that leads out',
      JSON.stringify({
        files: [{ file: '../a.ndjson.gz', collection: 'a', national: false, records: 1, sha256: '0'.repeat(64) }],
      }),
    ],
    ['no hash', JSON.stringify({ files: [{ file: 'a/b.ndjson.gz', collection: 'a', national: false, records: 1 }] })],
  ])('refuses a manifest with %s', async (_, text) => {
    const directory = folderWith();
    writeFileSync(join(directory, 'manifest.json'), text);
    expect(await failureOf(load(directory, new MemoryTarget()))).toMatchObject({ file: 'manifest.json' });
  });

  it('accepts the collections of the driver', () => {
    expectTypeOf<Collection<SeedDocument>>().toExtend<SeedCollection>();
  });
});
