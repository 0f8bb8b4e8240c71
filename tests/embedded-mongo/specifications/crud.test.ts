import type { Collection, Document } from 'mongodb';
import { describe, expect, it } from 'vitest';
import { sharedServer } from '../connected-server.js';

/** Behaviour that the CRUD specification of MongoDB's drivers asserts of a server, in cases of our own. */

const server = sharedServer();

async function collectionOf(documents: Document[] = []): Promise<Collection> {
  const collection = server.database().collection('c');
  if (documents.length > 0) await collection.insertMany(documents);
  return collection;
}

const three = () => [1, 2, 3].map((number) => ({ _id: number, x: number * 11 }) as unknown as Document);
const byId = (_id: unknown) => ({ _id }) as Document;

describe('field names with dots and dollars', () => {
  const names: Document[] = [
    { _id: 1, $a: 1 },
    { _id: 1, 'a.b': 1 },
    { _id: 1, a: { $b: 1 } },
    { _id: 1, a: { 'b.c': 1 } },
    { _id: { 'a.b': 1 } },
    { _id: 1, a: { $db: 'foo' } },
  ];

  it.each(names)('are stored as they are: %j', async (document) => {
    const collection = await collectionOf();
    await collection.insertOne({ ...document } as Document);
    expect(await collection.find().toArray()).toEqual([document]);
  });

  it('may not begin with a dollar inside of _id', async () => {
    const collection = await collectionOf();
    await expect(collection.insertOne({ _id: { $a: 1 } } as unknown as Document)).rejects.toMatchObject({ code: 52 });
    await expect(
      collection.updateOne({ _id: { $eq: { $a: 1 } } } as Document, { $set: { x: 1 } }, { upsert: true }),
    ).rejects.toMatchObject({ code: 52 });
    expect(await collection.countDocuments()).toBe(0);
  });

  it.each([{ 'a.b': 1 }, { a: { $b: 1 } }, { a: { 'b.c': 1 } }])(
    'come by a replacement too: %j',
    async (replacement) => {
      const collection = await collectionOf([byId(1)]);
      expect(await collection.replaceOne(byId(1), replacement)).toMatchObject({ matchedCount: 1, modifiedCount: 1 });
      expect(await collection.find().toArray()).toEqual([{ _id: 1, ...replacement }]);
    },
  );

  it('are set by $setField in a pipeline', async () => {
    const collection = await collectionOf([{ _id: 1, foo: {} } as unknown as Document]);
    const setField = (field: object | string, input: string) => ({ $setField: { field, value: 1, input } });
    await collection.updateOne(byId(1), [{ $replaceWith: setField({ $literal: '$a' }, '$$ROOT') }]);
    await collection.updateOne(byId(1), [{ $set: { foo: setField('a.b', '$foo') } }]);
    expect(await collection.find().toArray()).toEqual([{ _id: 1, foo: { 'a.b': 1 }, $a: 1 }]);
  });
});

describe('null as _id', () => {
  it('is a value like any other', async () => {
    const database = server.database();
    await database.command({ insert: 'a', documents: [{ _id: null }] });
    await database.collection('b').updateOne(byId(null), { $unset: { a: '' } }, { upsert: true });
    for (const name of ['a', 'b']) expect(await database.collection(name).find().toArray()).toEqual([{ _id: null }]);
    expect(await database.command({ insert: 'a', documents: [{ _id: null }] })).toMatchObject({
      writeErrors: [{ code: 11000 }],
    });
  });
});

describe('hints', () => {
  it.each(['_id_', { _id: 1 }])('name an index of the collection: %j', async (hint) => {
    const collection = await collectionOf(three());
    expect(await collection.find({ x: 22 }, { hint }).toArray()).toHaveLength(1);
    expect(await collection.aggregate([{ $match: { x: 22 } }], { hint }).toArray()).toHaveLength(1);
    expect(await collection.countDocuments({ x: { $gt: 11 } }, { hint })).toBe(2);
    expect((await collection.updateMany({ x: { $gt: 11 } }, { $inc: { x: 1 } }, { hint })).modifiedCount).toBe(2);
    expect((await collection.replaceOne(byId(1), { x: 0 }, { hint })).modifiedCount).toBe(1);
    expect(await collection.findOneAndUpdate(byId(2), { $set: { x: 1 } }, { hint } as object)).toMatchObject({ x: 23 });
    expect((await collection.deleteOne(byId(3), { hint })).deletedCount).toBe(1);
  });

  it('are refused when there is no such index', async () => {
    const collection = await collectionOf(three());
    const hint = 'nowhere';
    await expect(collection.find({}, { hint }).toArray()).rejects.toMatchObject({ code: 2 });
    await expect(collection.aggregate([], { hint }).toArray()).rejects.toMatchObject({ code: 2 });
    await expect(collection.updateOne({}, { $set: { x: 1 } }, { hint })).rejects.toMatchObject({ code: 2 });
    await expect(collection.deleteOne({}, { hint })).rejects.toMatchObject({ code: 2 });
    await expect(collection.findOneAndDelete({}, { hint } as object)).rejects.toMatchObject({ code: 2 });
  });
});

describe('let', () => {
  const options = { let: { id: 1, x: 'foo' } };
  const filter = { $expr: { $eq: ['$_id', '$$id'] } };

  it('gives variables to every command that has it', async () => {
    const collection = await collectionOf(three());
    expect(await collection.find(filter, options).toArray()).toHaveLength(1);
    expect(
      await collection.aggregate([{ $match: filter }, { $addFields: { y: '$$x' } }], options).toArray(),
    ).toMatchObject([{ y: 'foo' }]);
    expect((await collection.updateOne(filter, [{ $set: { x: '$$x' } }], options)).modifiedCount).toBe(1);
    expect(
      await collection.findOneAndUpdate(filter, [{ $set: { x: '$$id' } }], { ...options, returnDocument: 'after' }),
    ).toMatchObject({ x: 1 });
    expect((await collection.deleteOne(filter, options)).deletedCount).toBe(1);
  });

  it('is refused where a variable is not defined', async () => {
    const collection = await collectionOf(three());
    await expect(collection.find(filter).toArray()).rejects.toMatchObject({ code: 17276 });
  });
});

describe('comments', () => {
  it.each(['text', { key: 'value' }, 42])('are taken with every command: %j', async (comment) => {
    const collection = await collectionOf(three());
    await collection.insertOne(byId(9), { comment });
    await collection.updateOne({}, { $set: { y: 1 } }, { comment });
    await collection.deleteOne(byId(9), { comment });
    await collection.findOneAndUpdate({}, { $set: { y: 2 } }, { comment });
    expect(
      await collection
        .find({}, { comment } as object)
        .batchSize(1)
        .toArray(),
    ).toHaveLength(3);
    expect(await collection.aggregate([], { comment }).toArray()).toHaveLength(3);
    expect(await collection.distinct('y', {}, { comment } as object)).toEqual([2]);
    expect(await collection.estimatedDocumentCount({ comment } as object)).toBe(3);
    expect(await collection.countDocuments({}, { comment } as object)).toBe(3);
  });
});

describe('updates by pipeline', () => {
  const documents = () =>
    [
      { _id: 1, x: 1, y: 1, t: { u: { v: 1 } } },
      { _id: 2, x: 2, y: 1 },
    ] as unknown as Document[];

  it('replace the root and keep the _id', async () => {
    const collection = await collectionOf(documents());
    const pipeline = [{ $replaceRoot: { newRoot: '$t' } }, { $addFields: { foo: 1 } }];
    expect(await collection.updateOne(byId(1), pipeline)).toMatchObject({ matchedCount: 1, modifiedCount: 1 });
    expect(await collection.findOne(byId(1))).toEqual({ _id: 1, u: { v: 1 }, foo: 1 });
  });

  it('project many documents', async () => {
    const collection = await collectionOf(documents());
    await collection.updateMany({}, [{ $project: { x: 1 } }, { $addFields: { foo: 1 } }]);
    expect(await collection.find().toArray()).toEqual([
      { _id: 1, x: 1, foo: 1 },
      { _id: 2, x: 2, foo: 1 },
    ]);
  });
});

describe('array filters and positions', () => {
  const documents = () =>
    [
      { _id: 1, y: [{ b: 3 }, { b: 1 }] },
      { _id: 2, y: [{ b: 0 }, { b: 1 }] },
    ] as unknown as Document[];

  it.each([
    ['the matching elements', { 'y.$[i].b': 2 }, [{ 'i.b': 1 }], [{ b: 3 }, { b: 2 }]],
    ['no element', { 'y.$[i].b': 2 }, [{ 'i.b': 7 }], [{ b: 3 }, { b: 1 }]],
    ['all elements', { 'y.$[].b': 2 }, undefined, [{ b: 2 }, { b: 2 }]],
  ])('change %s', async (_, $set, arrayFilters, expected) => {
    const collection = await collectionOf(documents());
    await collection.updateOne(byId(1), { $set }, arrayFilters ? { arrayFilters } : {});
    expect(await collection.findOne(byId(1))).toEqual({ _id: 1, y: expected });
  });

  it('change what the filter has found', async () => {
    const collection = await collectionOf(documents());
    await collection.updateMany({ 'y.b': 1 }, { $set: { 'y.$.b': 9 } });
    expect(await collection.find().toArray()).toEqual([
      { _id: 1, y: [{ b: 3 }, { b: 9 }] },
      { _id: 2, y: [{ b: 0 }, { b: 9 }] },
    ]);
  });
});

describe('bulk writes', () => {
  it('count inserts, updates, upserts and deletions', async () => {
    const collection = await collectionOf(three());
    const result = await collection.bulkWrite([
      { insertOne: { document: { _id: 4, x: 44 } as unknown as Document } },
      { updateOne: { filter: byId(2), update: { $inc: { x: 1 } } } },
      { updateMany: { filter: { x: { $gt: 11 } }, update: { $inc: { x: 1 } } } },
      { replaceOne: { filter: byId(5), replacement: { x: 55 }, upsert: true } },
      { deleteOne: { filter: byId(1) } },
      { deleteMany: { filter: { x: { $gt: 40 } } } },
    ]);
    expect(result).toMatchObject({
      insertedCount: 1,
      matchedCount: 4,
      modifiedCount: 4,
      upsertedCount: 1,
      upsertedIds: { 3: 5 },
      deletedCount: 3,
    });
    expect(await collection.find().toArray()).toEqual([
      { _id: 2, x: 24 },
      { _id: 3, x: 34 },
    ]);
  });

  it('leave unacknowledged writes without an answer', async () => {
    const collection = await collectionOf(three());
    const unacknowledged = { writeConcern: { w: 0 } };
    await collection.updateOne(byId(1), { $set: { x: 0 } }, unacknowledged);
    await collection.deleteOne(byId(2), { ...unacknowledged, hint: '_id_' });
    await expect.poll(() => collection.countDocuments()).toBe(2);
  });
});

describe('write errors', () => {
  it('tell the details of a failed validation', async () => {
    const database = server.database();
    await database.createCollection('v', { validator: { x: { $type: 'string' } } });
    const error = await database
      .collection('v')
      .insertOne({ x: 1 })
      .catch((reason) => reason);
    expect(error).toMatchObject({ code: 121, errInfo: { failingDocumentId: expect.anything() } });
  });

  it('stop an ordered bulk write, and tell what was done', async () => {
    const collection = await collectionOf(three());
    const error = await collection
      .insertMany([{ _id: 4 }, { _id: 1 }, { _id: 5 }] as unknown as Document[])
      .catch((reason) => reason);
    expect(error).toMatchObject({ code: 11000, insertedCount: 1, writeErrors: [{ index: 1 }] });
    const unordered = await collection
      .insertMany([{ _id: 6 }, { _id: 1 }, { _id: 7 }] as unknown as Document[], { ordered: false })
      .catch((reason) => reason);
    expect(unordered).toMatchObject({ insertedCount: 2 });
  });
});

describe('collation', () => {
  const options = { collation: { locale: 'en', strength: 2 } };

  it('is obeyed by every command', async () => {
    const collection = await collectionOf([
      { _id: 1, x: 'ping' },
      { _id: 2, x: 'pINg' },
      { _id: 3, x: 'pong' },
    ] as unknown as Document[]);
    expect(await collection.find({ x: 'PING' }, options).toArray()).toHaveLength(2);
    expect(await collection.countDocuments({ x: 'PING' }, options)).toBe(2);
    expect(await collection.distinct('x', {}, options)).toEqual(['ping', 'pong']);
    expect(await collection.aggregate([{ $match: { x: 'PING' } }], options).toArray()).toHaveLength(2);
    expect((await collection.updateMany({ x: 'PING' }, { $set: { y: 1 } }, options)).matchedCount).toBe(2);
    expect(await collection.findOneAndDelete({ x: 'PONG' }, options)).toMatchObject({ _id: 3 });
    expect((await collection.deleteMany({ x: 'PING' }, options)).deletedCount).toBe(2);
  });
});
