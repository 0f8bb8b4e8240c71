import { setTimeout as delay } from 'node:timers/promises';
import type { ClientSession, Collection } from 'mongodb';
import { Long, UUID } from 'mongodb';
import { describe, expect, it, onTestFinished } from 'vitest';
import { sharedServer } from '../connected-server.js';

const server = sharedServer();

interface Account {
  _id: string;
  balance: number;
  owner?: string;
}

async function accounts(): Promise<Collection<Account>> {
  const collection = server.database().collection<Account>('accounts');
  await collection.insertMany([
    { _id: 'a', balance: 100 },
    { _id: 'b', balance: 0 },
  ]);
  return collection;
}

function startedTransaction(): ClientSession {
  const session = server.current.client.startSession();
  onTestFinished(async () => session.endSession());
  session.startTransaction();
  return session;
}

const balances = async (collection: Collection<Account>, session?: ClientSession) =>
  (
    await collection
      .find({}, session ? { session } : {})
      .sort({ _id: 1 })
      .toArray()
  ).map(({ balance }) => balance);

describe('a transaction', () => {
  it('shows its writes to itself at once and to others when it commits', async () => {
    const collection = await accounts();
    const session = startedTransaction();
    await collection.updateOne({ _id: 'a' }, { $inc: { balance: -30 } }, { session });
    await collection.updateOne({ _id: 'b' }, { $inc: { balance: 30 } }, { session });
    await collection.insertOne({ _id: 'c', balance: 7 }, { session });
    expect(await balances(collection, session)).toEqual([70, 30, 7]);
    expect(await balances(collection)).toEqual([100, 0]);
    await session.commitTransaction();
    expect(await balances(collection)).toEqual([70, 30, 7]);
  });

  it('leaves nothing behind when it aborts', async () => {
    const collection = await accounts();
    const session = startedTransaction();
    await collection.deleteOne({ _id: 'a' }, { session });
    await collection.insertOne({ _id: 'c', balance: 7 }, { session });
    const fresh = server.current.client.db(collection.dbName).collection('fresh');
    await fresh.insertOne({}, { session });
    expect(await balances(collection, session)).toEqual([0, 7]);
    await session.abortTransaction();
    expect(await balances(collection)).toEqual([100, 0]);
    const names = (await server.current.client.db(collection.dbName).listCollections().toArray()).map(
      ({ name }) => name,
    );
    expect(names).toEqual(['accounts']);
  });

  it('reads the snapshot of its start, by scan, by _id, by index and in aggregates', async () => {
    const collection = await accounts();
    await collection.createIndex({ balance: 1 });
    const session = startedTransaction();
    expect(await balances(collection, session)).toEqual([100, 0]);
    await collection.updateOne({ _id: 'a' }, { $set: { balance: 1 } });
    await collection.deleteOne({ _id: 'b' });
    await collection.insertOne({ _id: 'c', balance: 100 });
    expect(await balances(collection, session)).toEqual([100, 0]);
    expect(await collection.findOne({ _id: 'b' }, { session })).toEqual({ _id: 'b', balance: 0 });
    expect(await collection.find({ balance: 100 }, { session }).toArray()).toEqual([{ _id: 'a', balance: 100 }]);
    const [sum] = await collection
      .aggregate([{ $group: { _id: null, sum: { $sum: '$balance' } } }], { session })
      .toArray();
    expect(sum).toEqual({ _id: null, sum: 100 });
    expect(await collection.countDocuments({}, { session })).toBe(2);
    await session.commitTransaction();
    expect(await balances(collection)).toEqual([1, 100]);
  });

  it('conflicts with a second one that writes the same document (112, TransientTransactionError)', async () => {
    const collection = await accounts();
    const first = startedTransaction();
    const second = startedTransaction();
    await collection.updateOne({ _id: 'a' }, { $inc: { balance: 1 } }, { session: first });
    const conflict = await collection
      .updateOne({ _id: 'a' }, { $inc: { balance: 1 } }, { session: second })
      .catch((error) => error);
    expect(conflict).toMatchObject({ code: 112, codeName: 'WriteConflict' });
    expect(conflict.hasErrorLabel('TransientTransactionError')).toBe(true);
    await first.commitTransaction();
    expect(await balances(collection)).toEqual([101, 0]);
  });

  it('conflicts with a write that was made after its snapshot', async () => {
    const collection = await accounts();
    const session = startedTransaction();
    await collection.findOne({ _id: 'a' }, { session });
    await collection.updateOne({ _id: 'a' }, { $inc: { balance: 5 } });
    await expect(collection.updateOne({ _id: 'a' }, { $inc: { balance: 1 } }, { session })).rejects.toMatchObject({
      code: 112,
    });
    expect(await balances(collection)).toEqual([105, 0]);
  });

  it('makes a write outside wait for its end, which then works on the new state', async () => {
    const collection = await accounts();
    const session = startedTransaction();
    await collection.updateOne({ _id: 'a' }, { $set: { balance: 50 } }, { session });
    let done = false;
    const outside = collection.updateMany({}, { $inc: { balance: 1 } }).then(() => {
      done = true;
    });
    await delay(50);
    expect(done).toBe(false);
    await session.commitTransaction();
    await outside;
    expect(await balances(collection)).toEqual([51, 1]);
  });

  it('makes a write outside wait no longer than maxTimeMS', async () => {
    const collection = await accounts();
    const session = startedTransaction();
    await collection.updateOne({ _id: 'a' }, { $set: { balance: 50 } }, { session });
    const outside = collection.updateOne({ _id: 'a' }, { $inc: { balance: 1 } }, { maxTimeMS: 30 });
    await expect(outside).rejects.toMatchObject({ code: 50 });
    await session.abortTransaction();
    expect(await balances(collection)).toEqual([100, 0]);
  });

  it('makes a write outside look again for what it selects', async () => {
    const collection = await accounts();
    const session = startedTransaction();
    await collection.updateOne({ _id: 'a' }, { $set: { balance: 0 } }, { session });
    const outside = collection.deleteMany({ balance: 100 });
    await delay(30);
    await session.commitTransaction();
    expect((await outside).deletedCount).toBe(0);
    expect(await balances(collection)).toEqual([0, 0]);
  });

  it('makes an insert outside wait that has the same _id', async () => {
    const collection = await accounts();
    for (const ending of ['commitTransaction', 'abortTransaction'] as const) {
      const session = startedTransaction();
      await collection.insertOne({ _id: ending, balance: 1 }, { session });
      const outside = collection.insertOne({ _id: ending, balance: 2 }).then(
        () => 'inserted',
        (error) => error.code,
      );
      await delay(20);
      await session[ending]();
      expect(await outside).toBe(ending === 'commitTransaction' ? 11000 : 'inserted');
    }
  });

  it('keeps values unique among its own writes and against others at commit', async () => {
    const collection = await accounts();
    await collection.createIndex({ owner: 1 }, { unique: true, sparse: true });
    const own = startedTransaction();
    await collection.insertOne({ _id: 'x', balance: 0, owner: 'o' }, { session: own });
    await expect(collection.insertOne({ _id: 'y', balance: 0, owner: 'o' }, { session: own })).rejects.toMatchObject({
      code: 11000,
    });

    const late = startedTransaction();
    await collection.insertOne({ _id: 'x', balance: 0, owner: 'p' }, { session: late });
    await collection.insertOne({ _id: 'y', balance: 0, owner: 'p' });
    await expect(late.commitTransaction()).rejects.toMatchObject({ code: 112 });
    expect(await collection.countDocuments({ owner: 'p' })).toBe(1);
  });

  it('may exchange unique values between documents', async () => {
    const collection = await accounts();
    await collection.updateOne({ _id: 'a' }, { $set: { owner: 'o1' } });
    await collection.updateOne({ _id: 'b' }, { $set: { owner: 'o2' } });
    await collection.createIndex({ owner: 1 }, { unique: true, sparse: true });
    const session = startedTransaction();
    await collection.updateOne({ _id: 'a' }, { $unset: { owner: '' } }, { session });
    await collection.updateOne({ _id: 'b' }, { $set: { owner: 'o1' } }, { session });
    await collection.updateOne({ _id: 'a' }, { $set: { owner: 'o2' } }, { session });
    await session.commitTransaction();
    expect(await collection.findOne({ owner: 'o2' })).toMatchObject({ _id: 'a' });
    expect(await collection.findOne({ owner: 'o1' })).toMatchObject({ _id: 'b' });
  });

  it('shows collections and indexes that it creates to nobody else before it commits', async () => {
    const database = server.database();
    const names = async () => (await database.listCollections().toArray()).map(({ name }) => name);
    const session = startedTransaction();
    await database.createCollection('explicit', { session });
    await database.collection('implicit').insertOne({ a: 1 }, { session });
    await database.collection('implicit').createIndex({ a: 1 }, { unique: true, session });
    expect(await database.collection('implicit').countDocuments({}, { session })).toBe(1);
    await expect(
      database.collection('implicit').insertOne({ a: 1 }, { session: startedTransaction() }),
    ).resolves.toBeDefined();
    expect(await names()).toEqual([]);
    await session.commitTransaction();
    expect((await names()).sort()).toEqual(['explicit', 'implicit']);
    expect(await database.collection('implicit').indexes()).toHaveLength(2);
  });

  it('is over after an error: what follows is refused with 251', async () => {
    const collection = await accounts();
    const session = startedTransaction();
    await expect(collection.insertOne({ _id: 'a', balance: 1 }, { session })).rejects.toMatchObject({ code: 11000 });
    const later = await collection.findOne({}, { session }).catch((error) => error);
    expect(later).toMatchObject({ code: 251, codeName: 'NoSuchTransaction' });
    expect(later.hasErrorLabel('TransientTransactionError')).toBe(true);
  });

  it('refuses commands that MongoDB refuses there', async () => {
    const collection = await accounts();
    const session = startedTransaction();
    await collection.findOne({}, { session });
    await expect(collection.drop({ session })).rejects.toMatchObject({ code: 263 });
    const count = server.current.client.db(collection.dbName).command({ count: 'accounts' }, { session });
    await expect(count).rejects.toMatchObject({ code: 263, codeName: 'OperationNotSupportedInTransaction' });
    const index = startedTransaction();
    await collection.findOne({}, { session: index });
    await expect(collection.createIndex({ balance: 1 }, { session: index })).rejects.toMatchObject({ code: 263 });
  });

  it('is repeated by withTransaction until it succeeds', async () => {
    const collection = await accounts();
    await Promise.all(
      Array.from({ length: 8 }, () =>
        server.current.client.withSession((session) =>
          session.withTransaction(async () => {
            const account = await collection.findOne({ _id: 'a' }, { session });
            await collection.updateOne({ _id: 'a' }, { $set: { balance: (account?.balance ?? 0) + 1 } }, { session });
          }),
        ),
      ),
    );
    expect(await balances(collection)).toEqual([108, 0]);
  });
});

describe('ending a transaction again', () => {
  const command = (name: string, lsid: object, number = 1) => ({
    [name]: 1,
    lsid,
    txnNumber: Long.fromNumber(number),
    autocommit: false,
  });

  /** Runs on the admin database with a session of our own, past the driver's bookkeeping of sessions. */
  async function send(body: object): Promise<Record<string, unknown>> {
    const { RawClient, opMsg } = await import('../wire/wire-bytes.js');
    const { deserialize } = await import('bson');
    const raw = await RawClient.connect(server.current.port);
    raw.socket.write(opMsg({ body: { ...body, $db: 'admin' } }));
    const reply = await raw.next();
    raw.end();
    return deserialize(reply?.subarray(21) ?? Buffer.alloc(0));
  }

  it('gives a repeated commit the same answer, and refuses an abort after it', async () => {
    const lsid = { id: new UUID() };
    const insert = {
      insert: 'c',
      documents: [{ a: 1 }],
      lsid,
      txnNumber: Long.fromNumber(1),
      autocommit: false,
      startTransaction: true,
    };
    expect(await send(insert)).toMatchObject({ n: 1, ok: 1 });
    expect(await send(command('commitTransaction', lsid))).toMatchObject({ ok: 1 });
    expect(await send(command('commitTransaction', lsid))).toMatchObject({ ok: 1 });
    expect(await send(command('abortTransaction', lsid))).toMatchObject({ ok: 0, code: 256 });
  });

  it('refuses the end of a transaction that nobody began', async () => {
    const lsid = { id: new UUID() };
    expect(await send(command('commitTransaction', lsid))).toMatchObject({ ok: 0, code: 251 });
    expect(await send(command('abortTransaction', lsid))).toMatchObject({ ok: 0, code: 251 });
  });

  it('refuses a number older than the latest of the session', async () => {
    const lsid = { id: new UUID() };
    const insert = (number: number) => ({ insert: 'c', documents: [{}], lsid, txnNumber: Long.fromNumber(number) });
    expect(await send(insert(5))).toMatchObject({ ok: 1 });
    expect(await send(insert(4))).toMatchObject({ ok: 0, code: 225 });
  });

  it('carries a retryable write out once, even when the repetition comes while the first one runs', async () => {
    const lsid = { id: new UUID() };
    const increment = {
      findAndModify: 'counter',
      query: { _id: 'x' },
      update: { $inc: { n: 1 } },
      upsert: true,
      new: true,
      lsid,
      txnNumber: Long.fromNumber(1),
    };
    const replies = await Promise.all([send(increment), send(increment), send(increment)]);
    for (const reply of replies) expect(reply).toMatchObject({ value: { _id: 'x', n: 1 }, ok: 1 });
  });
});
