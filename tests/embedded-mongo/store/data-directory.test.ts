import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deserialize, Long, UUID } from 'bson';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type EmbeddedServerOptions } from '../../../src/embedded-mongo/server.js';
import { DataDirectory } from '../../../src/embedded-mongo/store/data-directory.js';
import { type FileSystem, nodeFileSystem } from '../../../src/embedded-mongo/store/file-system.js';
import { Store } from '../../../src/embedded-mongo/store/store.js';
import { type ConnectedServer, connectedServer } from '../connected-server.js';
import { temporaryDirectory } from '../temporary-directory.js';
import { opMsg, RawClient } from '../wire/wire-bytes.js';
import { FailingFileSystem } from './failing-file-system.js';

async function started(dataDirectory: string, options: Partial<EmbeddedServerOptions> = {}): Promise<ConnectedServer> {
  const connected = await connectedServer({ dataDirectory, ...options });
  let closed: Promise<void> | undefined;
  const close = () => {
    closed ??= connected.close();
    return closed;
  };
  onTestFinished(close);
  return { ...connected, close };
}

async function openStore(path: string, fileSystem: FileSystem, compactionBytes: number) {
  const store = new Store();
  const failures: Error[] = [];
  const directory = await DataDirectory.open(store, {
    path,
    fileSystem,
    compactionBytes,
    onRetry: () => {},
    retries: () => [],
    onFailure: (error) => failures.push(error),
    log: () => {},
  });
  return { store, directory, failures };
}

function contents(store: Store): Record<string, unknown[]> {
  return Object.fromEntries(
    [...store.collections].map(([namespace, collection]) => [namespace, [...collection.scan()]]),
  );
}

describe('a data directory', () => {
  it('gives everything back after a restart', async () => {
    const path = temporaryDirectory();
    const first = await started(path);
    const database = first.client.db('shop');
    await database.createCollection('logs', { capped: true, size: 4096, max: 2 });
    await database.collection('items').createIndex({ sku: 1 }, { unique: true });
    await database.collection<{ _id: number }>('items').insertMany([1, 2, 3].map((_id) => ({ _id, sku: `s${_id}` })));
    await database.collection('items').updateOne({ sku: 's2' }, { $set: { price: 5 } });
    await database.collection('items').deleteOne({ sku: 's3' });
    await database.collection<{ _id: number }>('logs').insertMany([1, 2, 3].map((_id) => ({ _id })));
    await database.collection('old').insertOne({ a: 1 });
    await database.collection('old').rename('new');
    await database.collection('gone').insertOne({ a: 1 });
    await database.collection('gone').drop();
    await first.close();

    const second = await started(path);
    const again = second.client.db('shop');
    expect(await again.collection('items').find().toArray()).toEqual([
      { _id: 1, sku: 's1' },
      { _id: 2, sku: 's2', price: 5 },
    ]);
    expect(await again.collection('logs').find().toArray()).toEqual([{ _id: 2 }, { _id: 3 }]);
    const names = (await again.listCollections().toArray()).map(({ name }) => name).sort();
    expect(names).toEqual(['items', 'logs', 'new']);
    await expect(again.collection('items').insertOne({ sku: 's1' })).rejects.toMatchObject({ code: 11000 });
  });

  it('is the same after a compaction, and holds one snapshot and one journal then', async () => {
    const path = temporaryDirectory();
    const { store, directory } = await openStore(path, nodeFileSystem, 20_000);
    const collection = store.ensure('d.c');
    store.createIndex(collection, { v: 2, key: { group: 1 }, name: 'group_1' });
    for (let _id = 0; _id < 400; _id++) {
      store.insert(collection, { _id, group: _id % 7, pad: 'x'.repeat(200) }, undefined);
      await store.seal();
      if (_id % 2 === 1) {
        store.delete(collection, collection.current(`n${_id}`) ?? {});
        await store.seal();
      }
    }
    await directory.idle();
    await directory.close();
    const files = readdirSync(path).sort();
    expect(files.filter((name) => name.startsWith('snapshot'))).toHaveLength(1);
    expect(files.filter((name) => name.startsWith('journal'))).toHaveLength(1);
    const reopened = await openStore(path, nodeFileSystem, 1e9);
    expect(contents(reopened.store)).toEqual(contents(store));
    expect(reopened.store.changes.lastSequence).toBe(store.changes.lastSequence);
    expect(reopened.store.collections.get('d.c')?.indexes.list()).toEqual(collection.indexes.list());
    await reopened.directory.close();
  });

  it('loses no acknowledged write, whatever step of a compaction is the last before a crash', async () => {
    const template = temporaryDirectory();
    const prepared = await openStore(template, nodeFileSystem, 1e9);
    const collection = prepared.store.ensure('d.c');
    for (let _id = 0; _id < 100; _id++) store1(prepared.store, _id);
    await prepared.store.seal();
    await prepared.directory.close();
    expect(collection.count).toBe(100);

    let crashes = 0;
    for (let crashAt = 1; ; crashAt++) {
      const path = join(temporaryDirectory(), 'data');
      cpSync(template, path, { recursive: true });
      const fileSystem = new FailingFileSystem();
      const { store, directory } = await openStore(path, fileSystem, 1);
      const stepsOfOpening = fileSystem.steps.length;
      fileSystem.failsAt = (_, __, count) => count === stepsOfOpening + crashAt;
      const acknowledged = new Set(Array.from({ length: 100 }, (_, _id) => _id));
      for (let _id = 100; _id < 110; _id++) {
        store1(store, _id);
        await store.seal().then(
          () => acknowledged.add(_id),
          () => {},
        );
      }
      await directory.idle();
      await directory.close();
      const crashed = fileSystem.steps.length >= stepsOfOpening + crashAt;
      const recovered = await openStore(path, nodeFileSystem, 1e9);
      const found = new Set([...(recovered.store.collections.get('d.c')?.scan() ?? [])].map(({ _id }) => _id));
      for (const _id of acknowledged) expect(found, `crash at step ${crashAt}`).toContain(_id);
      await recovered.directory.close();
      if (!crashed) break;
      crashes += 1;
    }
    expect(crashes).toBeGreaterThan(15);
  });

  it('goes on after a compaction that found no room, and tries it again later', async () => {
    const path = temporaryDirectory();
    const fileSystem = new FailingFileSystem();
    const { store, directory, failures } = await openStore(path, fileSystem, 1000);
    const broken = new Error('no room');
    const rename = fileSystem.rename.bind(fileSystem);
    fileSystem.rename = () => Promise.reject(broken);
    for (let _id = 0; _id < 40; _id++) {
      store1(store, _id);
      await store.seal();
    }
    await directory.idle();
    expect(failures).toEqual([]);
    fileSystem.rename = rename;
    for (let _id = 40; _id < 400; _id++) {
      store1(store, _id);
      await store.seal();
    }
    await directory.idle();
    await directory.close();
    expect(readdirSync(path).some((name) => /^snapshot\.\d+$/.test(name))).toBe(true);
    const reopened = await openStore(path, nodeFileSystem, 1e9);
    expect(reopened.store.collections.get('d.c')?.count).toBe(400);
    await reopened.directory.close();
  });

  it('cuts a torn tail and says so', async () => {
    const path = temporaryDirectory();
    const first = await openStore(path, nodeFileSystem, 1e9);
    for (let _id = 0; _id < 3; _id++) {
      store1(first.store, _id);
      await first.store.seal();
    }
    await first.directory.close();
    const journal = join(path, 'journal.00000000');
    writeFileSync(journal, readFileSync(journal).subarray(0, -5));
    const second = await openStore(path, nodeFileSystem, 1e9);
    expect(contents(second.store)['d.c']).toHaveLength(2);
    store1(second.store, 7);
    await second.store.seal();
    await second.directory.close();
    const third = await openStore(path, nodeFileSystem, 1e9);
    expect([...(third.store.collections.get('d.c')?.scan() ?? [])].map(({ _id }) => _id)).toEqual([0, 1, 7]);
    await third.directory.close();
  });

  it('refuses damage in the middle of the journal, and a missing file', async () => {
    const path = temporaryDirectory();
    const first = await openStore(path, nodeFileSystem, 1e9);
    for (let _id = 0; _id < 3; _id++) {
      store1(first.store, _id);
      await first.store.seal();
    }
    await first.directory.close();
    const journal = join(path, 'journal.00000000');
    const bytes = readFileSync(journal);
    bytes[60] = (bytes[60] ?? 0) ^ 0xff;
    writeFileSync(journal, bytes);
    await expect(openStore(path, nodeFileSystem, 1e9)).rejects.toMatchObject({
      name: 'DamagedDataError',
      file: journal,
      offset: 16,
    });
    expect(readFileSync(journal)).toEqual(bytes);
    rmSync(journal);
    writeFileSync(join(path, 'journal.00000003'), bytes);
    await expect(openStore(path, nodeFileSystem, 1e9)).rejects.toThrow('the file is missing');
  });

  it('remembers the answer to a retryable write over a restart', async () => {
    const path = temporaryDirectory();
    const body = {
      update: 'c',
      $db: 'd',
      updates: [{ q: { _id: 1 }, u: { $inc: { n: 1 } }, upsert: true }],
      lsid: { id: new UUID() },
      txnNumber: Long.fromNumber(1),
    };
    const send = async ({ port }: ConnectedServer) => {
      const raw = await RawClient.connect(port);
      raw.socket.write(opMsg({ body }));
      const reply = deserialize((await raw.next())?.subarray(21) ?? Buffer.alloc(0));
      raw.end();
      return { n: reply.n, nModified: reply.nModified, upserted: reply.upserted, ok: reply.ok };
    };
    const first = await started(path);
    const answer = { n: 1, nModified: 0, upserted: [{ index: 0, _id: 1 }], ok: 1 };
    expect(await send(first)).toEqual(answer);
    expect(await send(first)).toEqual(answer);
    await first.close();
    const second = await started(path);
    expect(await send(second)).toEqual(answer);
    expect(await second.client.db('d').collection('c').find().toArray()).toEqual([{ _id: 1, n: 1 }]);
  });
});

function store1(store: Store, _id: number): void {
  store.insert(store.ensure('d.c'), { _id, pad: 'x'.repeat(50) }, undefined);
}
