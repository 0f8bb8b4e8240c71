import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../src/embedded-mongo/commands/table.js';
import { sharedServer } from '../connected-server.js';

const server = sharedServer();

describe('what the server does not know', () => {
  it('refuses an unknown command with 59', async () => {
    await expect(server.database().command({ fly: 1 })).rejects.toMatchObject({
      code: 59,
      codeName: 'CommandNotFound',
      message: "no such command: 'fly'",
    });
  });

  it.each(['constructor', '__proto__', 'toString'])(
    'does not take the inherited property %s for a command',
    async (name) => {
      await expect(server.database().command(JSON.parse(`{ "${name}": 1 }`))).rejects.toMatchObject({ code: 59 });
    },
  );

  it('refuses an unknown option of any command, by name, with 40415', async () => {
    const skipped = new Set(['getMore', 'commitTransaction', 'abortTransaction']);
    for (const name of COMMANDS.keys()) {
      if (skipped.has(name)) continue;
      const reply = server.current.client.db('admin').command({ [name]: 'x', wings: 2 });
      await expect(reply, name).rejects.toMatchObject({
        code: 40415,
        message: `BSON field '${name}.wings' is an unknown field.`,
      });
    }
  });

  it.each([
    [{ find: 'c', returnKey: true }, 'returnKey'],
    [{ find: 'c', min: { a: 1 } }, 'min'],
    [{ create: 'v', viewOn: 'c', pipeline: [] }, 'viewOn'],
    [{ find: 'c', readConcern: { level: 'snapshot' } }, 'readConcern level snapshot'],
    [{ aggregate: 'c', pipeline: [{ $changeStream: { showExpandedEvents: true } }], cursor: {} }, 'showExpandedEvents'],
  ])('refuses what MongoDB has and this server has not, with 115: %j', async (command, named) => {
    await expect(server.database().command(command)).rejects.toMatchObject({
      code: 115,
      codeName: 'CommandNotSupported',
      message: expect.stringContaining(named),
    });
  });

  it.each([
    [{ find: 'c', filter: { $where: 'true' } }, '$where'],
    [{ find: 'c', filter: { $text: { $search: 'x' } } }, '$text'],
    [{ find: 'c', filter: { a: { $wings: 1 } } }, '$wings'],
    [{ aggregate: 'c', pipeline: [{ $fly: {} }], cursor: {} }, '$fly'],
    [{ aggregate: 'c', pipeline: [{ $project: { a: { $fly: 1 } } }], cursor: {} }, '$fly'],
    [{ update: 'c', updates: [{ q: {}, u: { $fly: { a: 1 } }, upsert: true }] }, '$fly'],
  ])('names the operator that it refuses: %j', async (command, named) => {
    const database = server.database();
    await database.collection('c').insertOne({ a: 1 });
    const reply = await database.command(command).catch((error: Error) => error);
    const message = reply instanceof Error ? reply.message : reply.writeErrors[0].errmsg;
    expect(message).toContain(named);
  });
});

describe('wrong values', () => {
  it.each([
    [{ find: 'c', filter: 'x' }, 14],
    [{ find: 'c', skip: -1 }, 51024],
    [{ find: 'c', limit: 'x' }, 14],
    [{ find: 5 }, 73],
    [{ find: '' }, 73],
    [{ find: '.x' }, 73],
    [{ find: 'a$b' }, 73],
    [{ insert: 'c' }, 40414],
    [{ insert: 'c', documents: [5] }, 14],
    [{ insert: 'system.users', documents: [{}] }, 73],
    [{ update: 'c', updates: [{ u: {} }] }, 40414],
    [{ delete: 'c', deletes: [{ q: {} }] }, 40414],
    [{ delete: 'c', deletes: [{ q: {}, limit: 2 }] }, 9],
    [{ aggregate: 'c', pipeline: [] }, 9],
    [{ aggregate: 'c', pipeline: 'x', cursor: {} }, 14],
    [{ aggregate: 'c', pipeline: [{}], cursor: {} }, 40323],
    [{ findAndModify: 'c' }, 9],
    [{ findAndModify: 'c', remove: true, update: {} }, 9],
    [{ createIndexes: 'c', indexes: [] }, 2],
    [{ createIndexes: 'c', indexes: [{ key: { a: 'text' }, name: 'a' }] }, 67],
    [{ listIndexes: 'none' }, 26],
    [{ getMore: 5, collection: 'c' }, 43],
    [{ ping: 1, apiVersion: '2' }, 322],
    [{ find: 'c', readConcern: { level: 'perfect' } }, 9],
    [{ insert: 'c', documents: [{}], writeConcern: { w: -1 } }, 9],
  ])('are refused with the code of MongoDB: %j', async (command, code) => {
    const reply = await server
      .database()
      .command(command)
      .catch((error: Error) => error);
    const shown = reply instanceof Error ? reply : { code: reply.writeErrors?.[0].code };
    expect(shown).toMatchObject({ code });
  });

  it('refuses a document that is too large, and keeps the connection', async () => {
    const database = server.database();
    await database
      .collection<{ _id: number }>('c')
      .insertOne({ _id: 1, text: 'x'.repeat(9_000_000) } as { _id: number });
    const growing = database.collection('c').updateOne({}, [{ $set: { copy: '$text' } }]);
    await expect(growing).rejects.toMatchObject({ code: 10334 });
    expect(await database.collection('c').countDocuments({ copy: { $exists: true } })).toBe(0);
  });

  it('reports a write concern that one member cannot fulfil, after the write', async () => {
    const database = server.database();
    const reply = database.collection('c').insertOne({ a: 1 }, { writeConcern: { w: 3 } });
    await expect(reply).rejects.toMatchObject({ code: 100 });
    expect(await database.collection('c').countDocuments()).toBe(1);
    await expect(
      database.collection('c').insertOne({}, { writeConcern: { w: 'majority', j: true } }),
    ).resolves.toBeDefined();
  });
});

describe('the table of commands', () => {
  it('gives a reason for every option that it ignores', () => {
    for (const [name, { ignored = {} }] of COMMANDS) {
      for (const [option, reason] of Object.entries(ignored))
        expect(reason.length, `${name}.${option}`).toBeGreaterThan(10);
    }
  });
});
