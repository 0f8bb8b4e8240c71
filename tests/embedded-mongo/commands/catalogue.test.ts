import { describe, expect, it } from 'vitest';
import { sharedServer } from '../connected-server.js';

const server = sharedServer();

describe('the handshake', () => {
  it('presents the only member of a replica set', async () => {
    const reply = await server.current.client.db('admin').command({ hello: 1 });
    expect(reply).toMatchObject({
      isWritablePrimary: true,
      setName: 'rs0',
      maxWireVersion: 21,
      maxBsonObjectSize: 16 * 1024 * 1024,
      maxMessageSizeBytes: 48_000_000,
      maxWriteBatchSize: 100_000,
      logicalSessionTimeoutMinutes: 30,
    });
    expect(reply.hosts).toEqual([reply.me]);
    expect(reply.me).toBe(reply.me.toLowerCase());
  });

  it('tells its version', async () => {
    expect((await server.current.client.db('admin').admin().buildInfo()).versionArray).toEqual([7, 0, 0, 0]);
  });
});

describe('collections', () => {
  it('are created, listed, renamed and dropped', async () => {
    const database = server.database();
    await database.createCollection('a');
    await database.createCollection('a');
    await expect(database.createCollection('a', { capped: true, size: 1000 })).rejects.toMatchObject({ code: 48 });
    await database.collection('b').insertOne({});
    await expect(database.collection('a').rename('b')).rejects.toMatchObject({ code: 48 });
    await database.collection('a').rename('b', { dropTarget: true });
    const listed = await database.listCollections({ name: 'b' }).toArray();
    expect(listed).toMatchObject([{ name: 'b', type: 'collection', options: {}, info: { readOnly: false } }]);
    expect(await database.collection('b').countDocuments()).toBe(0);
    await database.collection('b').drop();
    expect(await database.listCollections().toArray()).toEqual([]);
  });

  it('are gone with their database', async () => {
    const database = server.database();
    await database.collection('a').insertOne({});
    const names = async () =>
      (await server.current.client.db().admin().listDatabases()).databases.map(({ name }) => name);
    expect(await names()).toContain(database.databaseName);
    await database.dropDatabase();
    expect(await names()).not.toContain(database.databaseName);
  });

  it('keep only the latest documents when capped, by number and by size', async () => {
    const database = server.database();
    const byNumber = await database.createCollection<{ _id: number }>('n', { capped: true, size: 100_000, max: 3 });
    for (let _id = 0; _id < 5; _id++) await byNumber.insertOne({ _id });
    expect((await byNumber.find().toArray()).map(({ _id }) => _id)).toEqual([2, 3, 4]);
    const bySize = await database.createCollection<{ _id: number }>('s', { capped: true, size: 1000 });
    for (let _id = 0; _id < 5; _id++) await bySize.insertOne({ _id, text: 'x'.repeat(400) } as { _id: number });
    expect((await bySize.find().toArray()).map(({ _id }) => _id)).toEqual([3, 4]);
  });

  it('refuse documents that their validator does not accept', async () => {
    const database = server.database();
    const cars = await database.createCollection('cars', { validator: { price: { $gt: 0 } } });
    await expect(cars.insertOne({ price: -1 })).rejects.toMatchObject({ code: 121, errInfo: {} });
    await cars.insertOne({ price: 1 });
    await expect(cars.updateOne({}, { $set: { price: 0 } })).rejects.toMatchObject({ code: 121 });
    await cars.insertOne({ price: -1 }, { bypassDocumentValidation: true });
    await database.command({ collMod: 'cars', validationLevel: 'moderate' });
    await cars.updateOne({ price: -1 }, { $set: { price: -2 } });
    await database.command({ collMod: 'cars', validator: {} });
    await cars.insertOne({ price: -3 });
  });

  it('use their default collation', async () => {
    const database = server.database();
    const names = await database.createCollection('names', { collation: { locale: 'en', strength: 2 } });
    await names.insertMany([{ name: 'anna' }, { name: 'Bert' }]);
    expect(await names.countDocuments({ name: 'ANNA' })).toBe(1);
    expect(await names.countDocuments({ name: 'ANNA' }, { collation: { locale: 'simple' } })).toBe(0);
  });

  it('of time series take only documents with their time', async () => {
    const values = await server.database().createCollection('values', { timeseries: { timeField: 'at' } });
    await values.insertOne({ at: new Date(), value: 1 });
    await expect(values.insertOne({ value: 1 })).rejects.toMatchObject({ code: 2 });
  });

  it('tell their size', async () => {
    const database = server.database();
    await database.collection<{ _id: number }>('c').insertMany([{ _id: 1 }, { _id: 2 }]);
    // { _id: int32 } is 4 + 1 + 4 + 4 + 1 bytes: length, type, name, value, end.
    expect(await database.command({ collStats: 'c' })).toMatchObject({ count: 2, size: 28, avgObjSize: 14 });
    expect(await database.stats()).toMatchObject({ collections: 1, objects: 2, dataSize: 28, indexes: 1 });
  });
});

describe('indexes', () => {
  it('are created with a generated name, listed and dropped', async () => {
    const collection = server.database().collection('c');
    expect(await collection.createIndex({ a: 1, b: -1 })).toBe('a_1_b_-1');
    expect(await collection.indexes()).toEqual([
      { v: 2, key: { _id: 1 }, name: '_id_' },
      { v: 2, key: { a: 1, b: -1 }, name: 'a_1_b_-1' },
    ]);
    await collection.createIndex({ a: 1, b: -1 });
    expect(await collection.indexes()).toHaveLength(2);
    await collection.dropIndex('a_1_b_-1');
    expect(await collection.indexes()).toHaveLength(1);
    await expect(collection.dropIndex('a_1_b_-1')).rejects.toMatchObject({ code: 27 });
    await expect(collection.dropIndex('_id_')).rejects.toMatchObject({ code: 72 });
  });

  it('tell how many there were and are', async () => {
    const database = server.database();
    const indexes = [{ key: { a: 1 }, name: 'a_1' }];
    const command = { createIndexes: 'c', indexes };
    expect(await database.command(command)).toMatchObject({
      numIndexesBefore: 1,
      numIndexesAfter: 2,
      createdCollectionAutomatically: true,
    });
    expect(await database.command(command)).toMatchObject({
      numIndexesBefore: 2,
      numIndexesAfter: 2,
      note: 'all indexes already exist',
    });
  });

  it('are refused in conflict with others, and none of a command is kept then', async () => {
    const collection = server.database().collection('c');
    await collection.createIndex({ a: 1 }, { name: 'first' });
    await expect(collection.createIndex({ a: 1 }, { name: 'second' })).rejects.toMatchObject({ code: 85 });
    await expect(collection.createIndex({ b: 1 }, { name: 'first' })).rejects.toMatchObject({ code: 86 });
    await expect(collection.createIndexes([{ key: { c: 1 } }, { key: { d: 'text' } }])).rejects.toMatchObject({
      code: 67,
    });
    expect(await collection.indexes()).toHaveLength(2);
  });

  it('keep values unique', async () => {
    const collection = server.database().collection<{ _id: number; mail?: string }>('c');
    await collection.insertMany([
      { _id: 1, mail: 'a' },
      { _id: 2, mail: 'a' },
    ]);
    await expect(collection.createIndex({ mail: 1 }, { unique: true })).rejects.toMatchObject({ code: 11000 });
    await collection.deleteOne({ _id: 2 });
    await collection.createIndex({ mail: 1 }, { unique: true });
    await expect(collection.insertOne({ _id: 3, mail: 'a' })).rejects.toMatchObject({
      code: 11000,
      keyPattern: { mail: 1 },
      keyValue: { mail: 'a' },
    });
    await collection.insertOne({ _id: 3, mail: 'b' });
    await expect(collection.updateOne({ _id: 3 }, { $set: { mail: 'a' } })).rejects.toMatchObject({ code: 11000 });
    await collection.updateOne({ _id: 1 }, { $set: { mail: 'c' } });
    await collection.updateOne({ _id: 3 }, { $set: { mail: 'a' } });
  });

  it('can be given another life time', async () => {
    const database = server.database();
    await database.collection('c').createIndex({ at: 1 }, { expireAfterSeconds: 60 });
    const reply = await database.command({ collMod: 'c', index: { keyPattern: { at: 1 }, expireAfterSeconds: 120 } });
    expect(reply).toMatchObject({ expireAfterSeconds_old: 60, expireAfterSeconds_new: 120 });
    expect((await database.collection('c').indexes())[1]).toMatchObject({ expireAfterSeconds: 120 });
  });
});
