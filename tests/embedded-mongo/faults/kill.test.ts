import { setTimeout as delay } from 'node:timers/promises';
import { MongoClient } from 'mongodb';
import { expect, it } from 'vitest';
import { temporaryDirectory } from '../temporary-directory.js';
import { childServer } from './child-server.js';

const ROUNDS = 4;

it('loses no acknowledged write when the process is killed in the middle of writing', { timeout: 60_000 }, async () => {
  const dataDirectory = temporaryDirectory();
  const acknowledged = new Set<string>();
  const counters = new Map<string, number>();
  for (let round = 0; round < ROUNDS; round++) {
    const server = await childServer(dataDirectory);
    const client = new MongoClient(server.uri, { serverSelectionTimeoutMS: 500, retryWrites: false });
    const collection = client.db('d').collection<{ _id: string; n?: number }>('c');
    const found = await collection.find().toArray();
    const ids = new Set(found.map(({ _id }) => _id));
    for (const id of acknowledged) expect(ids).toContain(id);
    for (const { _id, n = 0 } of found) expect(n).toBeGreaterThanOrEqual(counters.get(_id) ?? 0);

    let running = true;
    const writers = Array.from({ length: 4 }, async (_, writer) => {
      for (let number = 0; running; number++) {
        const _id = `${round}-${writer}-${number}`;
        try {
          await collection.insertOne({ _id });
          acknowledged.add(_id);
          await collection.updateOne({ _id: `counter${writer}` }, { $inc: { n: 1 } }, { upsert: true });
          counters.set(`counter${writer}`, (counters.get(`counter${writer}`) ?? 0) + 1);
        } catch {
          return;
        }
      }
    });
    const before = acknowledged.size;
    while (acknowledged.size < before + 60) await delay(5);
    await server.kill();
    running = false;
    await Promise.all(writers);
    await client.close();
  }
  expect(acknowledged.size).toBeGreaterThanOrEqual(60 * ROUNDS);
});

it('shows either all or nothing of a transaction that was being committed', { timeout: 60_000 }, async () => {
  const dataDirectory = temporaryDirectory();
  let acknowledged = 0;
  for (let round = 0; round < 2; round++) {
    const server = await childServer(dataDirectory);
    const client = new MongoClient(server.uri, { serverSelectionTimeoutMS: 500 });
    const database = client.db('d');
    const expectPairs = async () => {
      const left = await database.collection('left').find().sort({ _id: 1 }).toArray();
      const right = await database.collection('right').find().sort({ _id: 1 }).toArray();
      expect(left).toEqual(right);
      expect(left.length).toBeGreaterThanOrEqual(acknowledged);
    };
    await expectPairs();
    const writer = (async () => {
      for (let number = 0; ; number++) {
        const session = client.startSession();
        try {
          session.startTransaction();
          await database.collection<{ _id: string }>('left').insertOne({ _id: `${round}-${number}` }, { session });
          await database.collection<{ _id: string }>('right').insertOne({ _id: `${round}-${number}` }, { session });
          await session.commitTransaction();
          acknowledged += 1;
        } catch {
          return;
        } finally {
          await session.endSession();
        }
      }
    })();
    const before = acknowledged;
    while (acknowledged < before + 20) await delay(5);
    await server.kill();
    await writer;
    await client.close();
  }
});
