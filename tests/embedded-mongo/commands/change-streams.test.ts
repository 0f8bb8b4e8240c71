import type { ChangeStream, ChangeStreamOptions, Collection, Document } from 'mongodb';
import { Timestamp } from 'mongodb';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type ConnectedServer, connectedServer, sharedServer } from '../connected-server.js';
import { temporaryDirectory } from '../temporary-directory.js';

const server = sharedServer();

interface Watchable {
  watch(pipeline?: Document[], options?: ChangeStreamOptions): ChangeStream;
}

/** Opens a stream that is closed with the test. Short waits, so that a test sees soon that nothing comes. */
function stream(target: Watchable, pipeline: Document[] = [], options: ChangeStreamOptions = {}): ChangeStream {
  const opened = target.watch(pipeline, { maxAwaitTimeMS: 20, ...options });
  onTestFinished(() => opened.close());
  return opened;
}

/** The same, and waits until the server has it, so that no change is missed. */
async function watching(
  target: Watchable,
  pipeline?: Document[],
  options?: ChangeStreamOptions,
): Promise<ChangeStream> {
  const opened = stream(target, pipeline, options);
  expect(await opened.tryNext()).toBeNull();
  return opened;
}

const cars = (name = 'cars') =>
  server.database().collection<{ _id: number; [field: string]: unknown }>(name) as unknown as Collection;

/** What a test compares of an event. */
async function nextOf(changes: ChangeStream): Promise<Document> {
  const { _id, clusterTime, wallTime, ...event }: Document = await changes.next();
  expect(_id).toEqual({ _data: expect.any(String) });
  expect(clusterTime).toBeInstanceOf(Timestamp);
  expect(wallTime).toBeInstanceOf(Date);
  return event;
}

describe('a change stream', () => {
  it('shows inserts, updates, replacements and deletions in order', async () => {
    const collection = cars();
    const changes = await watching(collection);
    const ns = { db: collection.dbName, coll: 'cars' };
    const documentKey = { _id: 1 };
    await collection.insertOne({ _id: 1, a: 1, list: [1], gone: true } as Document);
    await collection.updateOne({}, { $set: { a: 2 }, $unset: { gone: '' } });
    await collection.replaceOne({}, { b: 1 });
    await collection.deleteOne({});
    expect(await nextOf(changes)).toEqual({
      operationType: 'insert',
      ns,
      documentKey,
      fullDocument: { _id: 1, a: 1, list: [1], gone: true },
    });
    expect(await nextOf(changes)).toEqual({
      operationType: 'update',
      ns,
      documentKey,
      updateDescription: { updatedFields: { a: 2 }, removedFields: ['gone'], truncatedArrays: [] },
    });
    expect(await nextOf(changes)).toEqual({
      operationType: 'replace',
      ns,
      documentKey,
      fullDocument: { _id: 1, b: 1 },
    });
    expect(await nextOf(changes)).toEqual({ operationType: 'delete', ns, documentKey });
  });

  it('waits for a change that comes later', async () => {
    const collection = cars();
    const changes = await watching(collection);
    const next = nextOf(changes);
    await collection.insertOne({ a: 1 });
    expect(await next).toMatchObject({ operationType: 'insert', fullDocument: { a: 1 } });
  });

  it('runs its pipeline over the events', async () => {
    const collection = cars();
    const pipeline = [{ $match: { 'fullDocument.a': { $gt: 1 } } }, { $project: { a: '$fullDocument.a' } }];
    const changes = await watching(collection, pipeline);
    await collection.insertMany([{ a: 1 }, { a: 2 }, { a: 3 }]);
    const events = [await changes.next(), await changes.next()] as Document[];
    expect(events.map(({ a }) => a)).toEqual([2, 3]);
  });

  it('refuses stages that change streams do not have, and pipelines that take the token away', async () => {
    const collection = cars();
    await expect(collection.watch([{ $group: { _id: 1 } }]).tryNext()).rejects.toMatchObject({ code: 20 });
    const changes = await watching(collection, [{ $project: { _id: 0 } }]);
    await collection.insertOne({});
    await expect(changes.next()).rejects.toThrow();
  });

  it('looks the present document up', async () => {
    const collection = cars();
    const changes = await watching(collection, [], { fullDocument: 'updateLookup' });
    await collection.insertOne({ _id: 1, a: 1 } as Document);
    await collection.updateOne({}, { $set: { a: 2 } });
    await collection.updateOne({}, { $set: { b: 1 } });
    await changes.next();
    expect(await nextOf(changes)).toMatchObject({ operationType: 'update', fullDocument: { _id: 1, a: 2, b: 1 } });
  });

  it('shows pre- and post-images of a collection that keeps them', async () => {
    const database = server.database();
    const collection = await database.createCollection('c', { changeStreamPreAndPostImages: { enabled: true } });
    const options = { fullDocument: 'required', fullDocumentBeforeChange: 'required' };
    const changes = await watching(collection, [{ $match: { operationType: 'update' } }], options);
    await collection.insertOne({ a: 1 });
    await collection.updateOne({}, { $set: { a: 2 } });
    await collection.updateOne({}, { $set: { a: 3 } });
    expect(await nextOf(changes)).toMatchObject({ fullDocumentBeforeChange: { a: 1 }, fullDocument: { a: 2 } });
  });

  it('watches a database, and a whole server', async () => {
    const database = server.database();
    const ofDatabase = await watching(database);
    const ofServer = await watching(server.current.client, [{ $match: { 'ns.db': database.databaseName } }]);
    await database.collection('a').insertOne({ n: 1 });
    await server.database().collection('elsewhere').insertOne({});
    await database.collection('b').insertOne({ n: 2 });
    for (const changes of [ofDatabase, ofServer]) {
      expect(await nextOf(changes)).toMatchObject({ ns: { coll: 'a' } });
      expect(await nextOf(changes)).toMatchObject({ ns: { coll: 'b' } });
    }
  });

  it('ends with an invalidate event when its collection is dropped or renamed', async () => {
    const collection = cars();
    await collection.insertOne({});
    const changes = await watching(collection);
    await collection.drop();
    expect(await nextOf(changes)).toMatchObject({ operationType: 'drop' });
    expect(await nextOf(changes)).toEqual({ operationType: 'invalidate' });

    await collection.insertOne({});
    const renamed = await watching(collection);
    await collection.rename('other');
    expect(await nextOf(renamed)).toMatchObject({
      operationType: 'rename',
      to: { db: collection.dbName, coll: 'other' },
    });
    expect(await nextOf(renamed)).toEqual({ operationType: 'invalidate' });
  });

  it('shows the end of a database to those who watch it', async () => {
    const database = server.database();
    await database.collection('a').insertOne({});
    const changes = await watching(database);
    await database.dropDatabase();
    expect(await nextOf(changes)).toMatchObject({ operationType: 'drop', ns: { coll: 'a' } });
    expect(await nextOf(changes)).toEqual({ operationType: 'dropDatabase', ns: { db: database.databaseName } });
    expect(await nextOf(changes)).toEqual({ operationType: 'invalidate' });
  });

  it('shows of $out only that the collection has been replaced', async () => {
    const database = server.database();
    await database.collection('source').insertOne({ a: 1 });
    const changes = await watching(database);
    await database
      .collection('source')
      .aggregate([{ $out: 'target' }])
      .toArray();
    await database.collection('source').insertOne({ a: 2 });
    expect(await nextOf(changes)).toMatchObject({ operationType: 'rename', to: { coll: 'target' } });
    expect(await nextOf(changes)).toMatchObject({ operationType: 'insert', fullDocument: { a: 2 } });
  });

  it('shows a transaction when it commits, and one that aborts never', async () => {
    const collection = cars();
    await collection.insertOne({ n: 0 });
    const changes = await watching(collection);
    const run = async (n: number, ending: 'commitTransaction' | 'abortTransaction') => {
      const session = server.current.client.startSession();
      session.startTransaction();
      await collection.insertOne({ n }, { session });
      await session[ending]();
      await session.endSession();
    };
    await run(1, 'abortTransaction');
    await run(2, 'commitTransaction');
    expect(await nextOf(changes)).toMatchObject({ fullDocument: { n: 2 } });
  });
});

describe('resuming', () => {
  /** Three inserts, and the events that a stream shows of them. */
  async function threeEvents(collection: Collection): Promise<Document[]> {
    const changes = await watching(collection);
    for (let n = 1; n <= 3; n++) await collection.insertOne({ n });
    return [await changes.next(), await changes.next(), await changes.next()];
  }

  it.each(['resumeAfter', 'startAfter'])('goes on after a token: %s', async (option) => {
    const collection = cars();
    const [first] = await threeEvents(collection);
    const changes = stream(collection, [], { [option]: first?._id });
    expect(await nextOf(changes)).toMatchObject({ fullDocument: { n: 2 } });
  });

  it('begins at a cluster time', async () => {
    const collection = cars();
    const [, second] = await threeEvents(collection);
    const changes = stream(collection, [], { startAtOperationTime: second?.clusterTime });
    expect(await nextOf(changes)).toMatchObject({ fullDocument: { n: 2 } });
  });

  it('may not go on after an invalidate by resumeAfter, but by startAfter', async () => {
    const collection = cars();
    await collection.insertOne({});
    const changes = await watching(collection);
    await collection.drop();
    await changes.next();
    const { _id: token } = await changes.next();
    await expect(collection.watch([], { resumeAfter: token }).tryNext()).rejects.toMatchObject({ code: 260 });
    await collection.insertOne({ n: 1 });
    const next = stream(collection, [], { startAfter: token });
    expect(await nextOf(next)).toMatchObject({ fullDocument: { n: 1 } });
  });

  it.each([{ _data: 'nonsense' }, { _data: 'ffffffffffffff00' }, {}])(
    'refuses a token that is none: %j',
    async (token) => {
      await expect(cars().watch([], { resumeAfter: token }).tryNext()).rejects.toMatchObject({ code: 260 });
    },
  );

  it('survives a restart of the server, before and after a compaction', async () => {
    const dataDirectory = temporaryDirectory();
    const started = async (compactionBytes: number): Promise<ConnectedServer> =>
      connectedServer({ dataDirectory, compactionBytes });
    const first = await started(1e9);
    const watched = first.client.db('d').collection('c');
    const changes = await watching(watched);
    await watched.insertOne({ n: 1 });
    const { _id: token } = await changes.next();
    await changes.close();
    await watched.insertOne({ n: 2 });
    await watched.updateOne({ n: 2 }, { $set: { more: true } });
    await watched.deleteOne({ n: 1 });
    await first.close();
    const expected = [
      { operationType: 'insert', fullDocument: { n: 2 } },
      { operationType: 'update', updateDescription: { updatedFields: { more: true } } },
      { operationType: 'delete' },
    ];
    // The second start replays the journal and compacts it with the first write, the third reads the snapshot.
    for (const compactionBytes of [1, 1e9]) {
      const again = await started(compactionBytes);
      await again.client.db('d').collection('other').insertOne({});
      const resumed = again.client.db('d').collection('c').watch([], { resumeAfter: token });
      for (const event of expected) expect(await resumed.next()).toMatchObject(event);
      await resumed.close();
      await again.close();
    }
  });

  it('is refused with 286 when the changes after the token are no longer kept', async () => {
    const collection = cars();
    const [first] = await threeEvents(collection);
    // More than the 50,000 changes that are kept.
    for (let batch = 0; batch < 6; batch++) {
      await collection.insertMany(Array.from({ length: 10_000 }, () => ({})));
    }
    await expect(collection.watch([], { resumeAfter: first?._id }).tryNext()).rejects.toMatchObject({
      code: 286,
      codeName: 'ChangeStreamHistoryLost',
    });
  });
});

describe('a tailable cursor', () => {
  it('waits for what is inserted into a capped collection', async () => {
    const database = server.database();
    const collection = await database.createCollection<{ _id: number }>('log', { capped: true, size: 10_000 });
    await collection.insertOne({ _id: 1 });
    const cursor = collection.find({}, { tailable: true, awaitData: true, maxAwaitTimeMS: 2000 });
    expect(await cursor.next()).toEqual({ _id: 1 });
    const next = cursor.next();
    await collection.insertOne({ _id: 2 });
    expect(await next).toEqual({ _id: 2 });
    await cursor.close();
  });

  it('is refused on other collections', async () => {
    const collection = server.database().collection('c');
    await collection.insertOne({});
    await expect(collection.find({}, { tailable: true }).toArray()).rejects.toMatchObject({ code: 2 });
  });
});
