import { describe, expect, it } from 'vitest';
import { sharedServer } from '../connected-server.js';

const server = sharedServer();

async function tenDocuments() {
  const database = server.database();
  await database.collection<{ _id: number }>('c').insertMany(Array.from({ length: 10 }, (_, _id) => ({ _id })));
  return database;
}

describe('a cursor', () => {
  it('stays open while documents are left, and is closed by its last batch', async () => {
    const database = await tenDocuments();
    const { cursor } = await database.command({ find: 'c', batchSize: 4 });
    expect(cursor.firstBatch).toHaveLength(4);
    expect(cursor.id).not.toBe(0);
    const getMore = { getMore: cursor.id, collection: 'c', batchSize: 6 };
    const next = await database.command(getMore, { promoteLongs: false });
    expect(next.cursor.nextBatch).toHaveLength(6);
    expect(next.cursor.id.isZero()).toBe(true);
    await expect(database.command(getMore)).rejects.toMatchObject({ code: 43, codeName: 'CursorNotFound' });
  });

  it('is closed at once by singleBatch or a negative limit', async () => {
    const database = await tenDocuments();
    const { cursor } = await database.command({ find: 'c', batchSize: 4, singleBatch: true });
    expect(cursor).toMatchObject({ id: 0, firstBatch: { length: 4 } });
  });

  it('can be killed, and belongs to its collection', async () => {
    const database = await tenDocuments();
    const { cursor } = await database.command({ find: 'c', batchSize: 1 });
    await expect(database.command({ getMore: cursor.id, collection: 'other' })).rejects.toMatchObject({ code: 13 });
    const killed = await database.command({ killCursors: 'c', cursors: [cursor.id] });
    expect(killed).toMatchObject({ cursorsKilled: [cursor.id], cursorsNotFound: [] });
    expect(await database.command({ killCursors: 'c', cursors: [cursor.id] })).toMatchObject({
      cursorsNotFound: [cursor.id],
    });
  });

  it('ends with its session', async () => {
    const database = await tenDocuments();
    const session = server.current.client.startSession();
    const { cursor } = await database.command({ find: 'c', batchSize: 1 }, { session });
    const { id: lsid } = session;
    await database.admin().command({ endSessions: [lsid] });
    await expect(database.command({ getMore: cursor.id, collection: 'c' }, { session })).rejects.toMatchObject({
      code: 43,
    });
    await session.endSession();
  });

  it('sends an empty first batch when asked for none', async () => {
    const database = await tenDocuments();
    const { cursor } = await database.command({ find: 'c', batchSize: 0 });
    expect(cursor.firstBatch).toEqual([]);
    expect(cursor.id).not.toBe(0);
  });
});
