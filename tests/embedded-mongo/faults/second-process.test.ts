import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { describe, expect, it, onTestFinished } from 'vitest';
import { LockFile } from '../../../src/embedded-mongo/lock-file.js';
import { startEmbeddedMongo } from '../../../src/embedded-mongo/start.js';
import { temporaryDirectory } from '../temporary-directory.js';
import { childServer } from './child-server.js';

async function count(uri: string): Promise<number> {
  const client = new MongoClient(uri, { serverSelectionTimeoutMS: 2000 });
  try {
    return await client.db('d').collection('c').countDocuments();
  } finally {
    await client.close();
  }
}

describe('a data directory that is served already', () => {
  it('gives a second process the running server, which outlives that process', async () => {
    const dataDirectory = temporaryDirectory();
    const mongo = await startEmbeddedMongo({ dataDirectory });
    onTestFinished(() => mongo.close());
    const client = new MongoClient(mongo.uri);
    await client.db('d').collection('c').insertOne({});
    await client.close();
    const second = await childServer(dataDirectory);
    expect(second.started).toBe(false);
    expect(second.uri).toBe(mongo.uri);
    expect(await count(second.uri)).toBe(1);
    await second.stop();
    expect(await count(mongo.uri)).toBe(1);
  });

  it('gives a second call in one process the same server', async () => {
    const dataDirectory = temporaryDirectory();
    const first = await startEmbeddedMongo({ dataDirectory });
    const second = await startEmbeddedMongo({ dataDirectory });
    expect([first.started, second.started, second.uri]).toEqual([true, false, first.uri]);
    await second.close();
    expect(await count(first.uri)).toBe(0);
    await first.close();
  });

  it('is taken over from a process that was killed', async () => {
    const dataDirectory = temporaryDirectory();
    const first = await childServer(dataDirectory);
    const client = new MongoClient(first.uri);
    await client.db('d').collection('c').insertOne({});
    await client.close();
    await first.kill();
    expect(existsSync(join(dataDirectory, 'lock'))).toBe(true);
    const mongo = await startEmbeddedMongo({ dataDirectory });
    expect(mongo.started).toBe(true);
    expect(await count(mongo.uri)).toBe(1);
    await mongo.close();
    expect(existsSync(join(dataDirectory, 'lock'))).toBe(false);
  });
});

describe('the lock file', () => {
  it('is not taken twice, and can be taken again when released', () => {
    const directory = temporaryDirectory();
    const lock = LockFile.take(directory);
    expect(lock).toBeInstanceOf(LockFile);
    expect(LockFile.take(directory)).toMatchObject({ pid: process.pid, uri: undefined });
    if (!(lock instanceof LockFile)) return;
    lock.announce('mongodb://x/');
    expect(LockFile.take(directory)).toMatchObject({ pid: process.pid, uri: 'mongodb://x/' });
    lock.release();
    expect(LockFile.take(directory)).toBeInstanceOf(LockFile);
  });

  it.each([
    ['a process that no longer exists', JSON.stringify({ pid: 2 ** 22 + 1 })],
    ['a process number that is another process now', JSON.stringify({ pid: process.pid, processStart: '1' })],
    ['a half-written line', '{"pid": 1'],
    ['something else', 'null'],
  ])('is taken over from %s', (_, content) => {
    const directory = temporaryDirectory();
    writeFileSync(join(directory, 'lock'), content);
    expect(LockFile.take(directory)).toBeInstanceOf(LockFile);
  });
});

describe('the socket', () => {
  it.skipIf(process.platform === 'win32')('lies in a directory that only the user may enter', async () => {
    const dataDirectory = temporaryDirectory();
    const mongo = await startEmbeddedMongo({ dataDirectory });
    expect(statSync(join(dataDirectory, 'run')).mode & 0o777).toBe(0o700);
    await mongo.close();
  });

  it.skipIf(process.platform === 'win32')('has a short path even when the data directory has a long one', async () => {
    const dataDirectory = join(temporaryDirectory(), 'x'.repeat(60), 'y'.repeat(60));
    mkdirSync(dataDirectory, { recursive: true });
    const mongo = await startEmbeddedMongo({ dataDirectory });
    expect(await count(mongo.uri)).toBe(0);
    await mongo.close();
  });

  it('may be a port of the loopback interface instead', async () => {
    const mongo = await startEmbeddedMongo({ port: 0 });
    expect(mongo.uri).toMatch(/^mongodb:\/\/127\.0\.0\.1:\d+\//);
    expect(await count(mongo.uri)).toBe(0);
    await mongo.close();
  });

  it('refuses damaged data with one clear error', async () => {
    const dataDirectory = temporaryDirectory();
    writeFileSync(join(dataDirectory, 'journal.00000000'), 'this is not a journal at all');
    await expect(startEmbeddedMongo({ dataDirectory })).rejects.toMatchObject({
      name: 'DamagedDataError',
      file: join(dataDirectory, 'journal.00000000'),
      offset: 0,
    });
    expect(existsSync(join(dataDirectory, 'lock'))).toBe(false);
  });
});
