import { Decimal128, Long, ObjectId } from 'mongodb';
import { describe, expect, it } from 'vitest';
import { sharedServer } from '../connected-server.js';

const server = sharedServer();

interface Car {
  _id: number;
  maker: string;
  price?: number;
  tags?: string[];
  hit?: boolean;
  a?: number;
  b?: number;
}

/** A collection with three documents. */
async function threeCars() {
  const cars = server.database().collection<Car>('cars');
  await cars.insertMany([
    { _id: 1, maker: 'A', price: 30, tags: ['x'] },
    { _id: 2, maker: 'B', price: 20, tags: [] },
    { _id: 3, maker: 'A', price: 10, tags: ['y', 'z'] },
  ]);
  return cars;
}

describe('insert', () => {
  it('keeps the types of BSON values and puts _id first', async () => {
    const database = server.database();
    const document = {
      decimal: Decimal128.fromString('10.50'),
      long: Long.fromString('9007199254740993'),
      date: new Date(0),
      reference: new ObjectId('65f000000000000000000001'),
      nothing: null,
      _id: 'last',
    };
    await database.collection<{ _id: string }>('c').insertOne(document);
    const found = await database.collection('c').findOne({}, { promoteLongs: false });
    expect(found).toEqual(document);
    expect(Object.keys(found ?? {})[0]).toBe('_id');
  });

  it('makes an _id where there is none', async () => {
    const database = server.database();
    await database.command({ insert: 'c', documents: [{ a: 1 }] });
    expect((await database.collection('c').findOne())?._id).toBeInstanceOf(ObjectId);
  });

  it('stops at the first error when ordered, and goes on when not', async () => {
    const database = server.database();
    const documents = [{ _id: 1 }, { _id: 1 }, { _id: 2 }];
    const ordered = await database.command({ insert: 'a', documents });
    expect(ordered).toMatchObject({
      n: 1,
      ok: 1,
      writeErrors: [{ index: 1, code: 11000, keyPattern: { _id: 1 }, keyValue: { _id: 1 } }],
    });
    expect(ordered.writeErrors[0].errmsg).toMatch(
      /^E11000 duplicate key error collection: .*\.a index: _id_ dup key: \{ _id: 1 \}$/,
    );
    expect(await database.command({ insert: 'b', documents, ordered: false })).toMatchObject({
      n: 2,
      writeErrors: [{ index: 1 }],
    });
  });

  it.each([
    ['an array', [1]],
    ['a regular expression', /x/],
  ])('refuses %s as _id', async (_, _id) => {
    await expect(server.database().command({ insert: 'c', documents: [{ _id }] })).resolves.toMatchObject({
      n: 0,
      writeErrors: [{ code: 53 }],
    });
  });

  it('refuses an empty batch and one that is too long', async () => {
    const database = server.database();
    await expect(database.command({ insert: 'c', documents: [] })).rejects.toMatchObject({ code: 16 });
  });
});

describe('find', () => {
  it('filters, sorts, skips, limits and projects', async () => {
    const cars = await threeCars();
    const found = await cars.find({ maker: 'A' }).sort({ price: 1 }).project({ price: 1 }).toArray();
    expect(found).toEqual([
      { _id: 3, price: 10 },
      { _id: 1, price: 30 },
    ]);
    expect(await cars.find().sort({ _id: -1 }).skip(1).limit(1).toArray()).toMatchObject([{ _id: 2 }]);
  });

  it('takes let variables', async () => {
    const cars = await threeCars();
    const found = await cars
      .find({ $expr: { $eq: ['$price', '$$wanted'] } }, { let: { wanted: { $add: [10, 10] } } })
      .toArray();
    expect(found.map(({ _id }) => _id)).toEqual([2]);
  });

  it('gives nothing for a collection that does not exist', async () => {
    expect(await server.database().collection('none').find().toArray()).toEqual([]);
  });

  it('delivers in batches of the wanted size, every document once', async () => {
    const collection = server.database().collection<{ _id: number }>('many');
    await collection.insertMany(Array.from({ length: 1000 }, (_, _id) => ({ _id })));
    const found = await collection.find().batchSize(7).toArray();
    expect(found.map(({ _id }) => _id)).toEqual(Array.from({ length: 1000 }, (_, _id) => _id));
    expect(await collection.find().limit(0).toArray()).toHaveLength(1000);
  });

  it('delivers more than 16 MB in several batches', async () => {
    const collection = server.database().collection('large');
    const text = 'x'.repeat(5_000_000);
    await collection.insertMany(Array.from({ length: 5 }, () => ({ text })));
    expect(await collection.find().toArray()).toHaveLength(5);
  });

  it('does not show later writes in a cursor that is open', async () => {
    const collection = server.database().collection<{ _id: number }>('many');
    await collection.insertMany(Array.from({ length: 10 }, (_, _id) => ({ _id })));
    const cursor = collection.find().batchSize(2);
    await cursor.next();
    await collection.deleteMany({});
    let rest = 0;
    for await (const _ of cursor) rest += 1;
    expect(rest).toBe(9);
  });
});

describe('update', () => {
  it('counts what matched and what changed', async () => {
    const cars = await threeCars();
    expect(await cars.updateMany({ maker: 'A' }, { $set: { price: 10 } })).toMatchObject({
      matchedCount: 2,
      modifiedCount: 1,
    });
    expect(await cars.find({ price: 10 }).toArray()).toHaveLength(2);
  });

  it('inserts when nothing matches and upsert is set', async () => {
    const cars = await threeCars();
    const result = await cars.updateOne(
      { _id: 9, maker: 'C' },
      { $set: { price: 5 }, $setOnInsert: { hit: true } },
      { upsert: true },
    );
    expect(result).toMatchObject({ matchedCount: 0, upsertedCount: 1, upsertedId: 9 });
    expect(await cars.findOne({ _id: 9 })).toEqual({ _id: 9, maker: 'C', price: 5, hit: true });
  });

  it('replaces, and updates by a pipeline with constants', async () => {
    const cars = await threeCars();
    await cars.replaceOne({ _id: 1 }, { maker: 'Z' });
    expect(await cars.findOne({ _id: 1 })).toEqual({ _id: 1, maker: 'Z' });
    await cars.updateOne({ _id: 2 }, [{ $set: { price: { $multiply: ['$price', 3] } } }]);
    expect(await cars.findOne({ _id: 2 })).toMatchObject({ price: 60 });
  });

  it('never changes the _id, nor more than one document without multi', async () => {
    const cars = await threeCars();
    await expect(cars.updateOne({ _id: 1 }, { $set: { _id: 7 } as Partial<Car> })).rejects.toMatchObject({ code: 66 });
    await cars.updateOne({}, { $set: { hit: true } });
    expect(await cars.countDocuments({ hit: true })).toBe(1);
  });

  it('reports an error of one statement with its index and keeps what was done before', async () => {
    const cars = await threeCars();
    const bulk = cars.bulkWrite([
      { updateOne: { filter: { _id: 1 }, update: { $inc: { price: 1 } } } },
      { updateOne: { filter: { _id: 2 }, update: { $inc: { maker: 1 } as never } } },
      { updateOne: { filter: { _id: 3 }, update: { $inc: { price: 1 } } } },
    ]);
    await expect(bulk).rejects.toMatchObject({ code: 14, result: { matchedCount: 1 } });
    expect((await cars.find().sort({ _id: 1 }).toArray()).map(({ price }) => price)).toEqual([31, 20, 10]);
  });
});

describe('delete', () => {
  it('removes one or all that match', async () => {
    const cars = await threeCars();
    expect((await cars.deleteOne({ maker: 'A' })).deletedCount).toBe(1);
    expect((await cars.deleteMany({})).deletedCount).toBe(2);
    expect(await cars.countDocuments()).toBe(0);
  });
});

describe('findAndModify', () => {
  it('gives the state before or after, sorted and projected', async () => {
    const cars = await threeCars();
    const before = await cars.findOneAndUpdate(
      { maker: 'A' },
      { $inc: { price: 1 } },
      { sort: { price: 1 }, projection: { price: 1 } },
    );
    expect(before).toEqual({ _id: 3, price: 10 });
    const after = await cars.findOneAndUpdate({ _id: 3 }, { $inc: { price: 1 } }, { returnDocument: 'after' });
    expect(after).toMatchObject({ _id: 3, price: 12 });
  });

  it('deletes, and upserts', async () => {
    const cars = await threeCars();
    expect(await cars.findOneAndDelete({ _id: 2 })).toMatchObject({ _id: 2, maker: 'B' });
    expect(await cars.findOneAndUpdate({ _id: 5 }, { $set: { a: 1 } }, { upsert: true })).toBeNull();
    const reply = await cars.findOneAndReplace(
      { _id: 6 },
      { maker: 'M' },
      { upsert: true, returnDocument: 'after', includeResultMetadata: true },
    );
    expect(reply).toMatchObject({
      lastErrorObject: { n: 1, updatedExisting: false, upserted: 6 },
      value: { _id: 6, maker: 'M' },
    });
  });
});

describe('count and distinct', () => {
  it('count what a query gives', async () => {
    const cars = await threeCars();
    expect(await cars.estimatedDocumentCount()).toBe(3);
    expect(await cars.countDocuments({ price: { $gte: 20 } })).toBe(2);
    expect(await cars.countDocuments({}, { skip: 1, limit: 1 })).toBe(1);
    expect(await cars.distinct('maker')).toEqual(['A', 'B']);
    expect(await cars.distinct('tags', { maker: 'A' })).toEqual(['x', 'y', 'z']);
  });
});

describe('aggregate', () => {
  it('groups, and looks up in another collection', async () => {
    const cars = await threeCars();
    await cars.insertOne({ _id: 4, maker: 'C' });
    const groups = await cars
      .aggregate([{ $group: { _id: '$maker', total: { $sum: '$price' } } }, { $sort: { _id: 1 } }])
      .toArray();
    expect(groups).toEqual([
      { _id: 'A', total: 40 },
      { _id: 'B', total: 20 },
      { _id: 'C', total: 0 },
    ]);
  });

  it('writes its result by $out, with the indexes that the target has', async () => {
    const cars = await threeCars();
    const target = cars.aggregate([{ $match: { maker: 'A' } }, { $out: 'target' }]);
    expect(await target.toArray()).toEqual([]);
    const { namespace } = cars;
    const database = server.current.client.db(namespace.split('.')[0]);
    expect(await database.collection('target').countDocuments()).toBe(2);
    await database
      .collection('target')
      .createIndex({ maker: 1 }, { unique: true, name: 'unique', sparse: true })
      .catch(() => {});
    await database.collection('other').createIndex({ price: 1 }, { unique: true });
    await cars.aggregate([{ $out: 'other' }]).toArray();
    expect(await database.collection('other').indexes()).toHaveLength(2);
    await cars.updateOne({ _id: 1 }, { $set: { price: 20 } });
    await expect(cars.aggregate([{ $out: 'other' }]).toArray()).rejects.toMatchObject({ code: 11000 });
    expect(await database.collection('other').countDocuments({ price: 30 })).toBe(1);
    expect((await database.listCollections().toArray()).map(({ name }) => name).sort()).toEqual([
      'cars',
      'other',
      'target',
    ]);
  });

  it.each([
    [{ whenMatched: 'merge' }, { _id: 1, a: 1, b: 2 }],
    [{ whenMatched: 'replace' }, { _id: 1, b: 2 }],
    [{ whenMatched: 'keepExisting' }, { _id: 1, a: 1 }],
    [{ whenMatched: [{ $set: { c: { $add: ['$a', '$$new.b'] } } }] }, { _id: 1, a: 1, c: 3 }],
  ])('merges its result by $merge with %j', async (options, merged) => {
    const database = server.database();
    await database.command({ insert: 'target', documents: [{ _id: 1, a: 1 }] });
    await database.command({
      insert: 'source',
      documents: [
        { _id: 1, b: 2 },
        { _id: 2, b: 3 },
      ],
    });
    await database
      .collection('source')
      .aggregate([{ $merge: { into: 'target', ...options } }])
      .toArray();
    expect(await database.collection('target').find().sort({ _id: 1 }).toArray()).toEqual([merged, { _id: 2, b: 3 }]);
  });

  it('refuses $merge on fields without a unique index, and both outputs elsewhere than at the end', async () => {
    const cars = await threeCars();
    const merge = { $merge: { into: 'x', on: 'maker' } };
    await expect(cars.aggregate([merge]).toArray()).rejects.toMatchObject({ code: 51183 });
    await expect(cars.aggregate([{ $out: 'x' }, { $match: {} }]).toArray()).rejects.toMatchObject({ code: 40601 });
  });

  it('runs on a whole database from $documents', async () => {
    const found = await server
      .database()
      .aggregate([{ $documents: [{ a: 1 }, { a: 2 }] }, { $match: { a: 2 } }])
      .toArray();
    expect(found).toEqual([{ a: 2 }]);
  });

  it('shows statistics of a collection and of its indexes', async () => {
    const cars = await threeCars();
    expect(await cars.aggregate([{ $collStats: { count: {} } }]).toArray()).toMatchObject([{ count: 3 }]);
    expect(await cars.aggregate([{ $indexStats: {} }]).toArray()).toMatchObject([{ name: '_id_', key: { _id: 1 } }]);
  });
});

describe('explain', () => {
  it('tells an index from a scan', async () => {
    const cars = await threeCars();
    await cars.createIndex({ maker: 1 });
    const byIndex = await cars.find({ maker: 'A' }).explain('executionStats');
    expect(JSON.stringify(byIndex.queryPlanner.winningPlan)).toContain('IXSCAN');
    const byScan = await cars.find({ price: 10 }).explain('executionStats');
    expect(JSON.stringify(byScan.queryPlanner.winningPlan)).toContain('COLLSCAN');
    expect(byScan.executionStats.totalDocsExamined).toBe(3);
    await expect(cars.aggregate([{ $match: { maker: 'A' } }]).explain()).resolves.toMatchObject({ ok: 1 });
  });
});
