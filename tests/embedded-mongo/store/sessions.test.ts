import { describe, expect, it } from 'vitest';
import { Sessions } from '../../../src/embedded-mongo/store/sessions.js';
import { Store } from '../../../src/embedded-mongo/store/store.js';
import { expireDocuments } from '../../../src/embedded-mongo/store/time-to-live.js';

const MINUTE = 60_000;

describe('sessions', () => {
  it('abort a transaction that is open for more than a minute, and free its documents', () => {
    const store = new Store();
    const sessions = new Sessions(store);
    const collection = store.ensure('d.c');
    store.insert(collection, { _id: 1 }, undefined);
    const transaction = sessions.transactionFor('s', 1n, true);
    store.delete(collection, { _id: 1 }, transaction);
    sessions.expire(Date.now() + MINUTE - 1000);
    expect(store.holderOf(collection, 'n1')).toBeDefined();
    sessions.expire(Date.now() + MINUTE + 1000);
    expect(store.holderOf(collection, 'n1')).toBeUndefined();
    expect(() => sessions.commit('s', 1n)).toThrowError(expect.objectContaining({ code: 251 }) as Error);
    expect(collection.count).toBe(1);
  });

  it('are forgotten after half an hour without use', async () => {
    const sessions = new Sessions(new Store());
    let runs = 0;
    const write = () => sessions.once('s', 1n, async () => ({ runs: ++runs }));
    expect(await write()).toEqual({ runs: 1 });
    sessions.expire(Date.now() + 29 * MINUTE);
    expect(await write()).toEqual({ runs: 1 });
    sessions.expire(Date.now() + 31 * MINUTE);
    expect(await write()).toEqual({ runs: 2 });
  });

  it('run a write again that failed the first time', async () => {
    const sessions = new Sessions(new Store());
    await expect(sessions.once('s', 1n, () => Promise.reject(new Error('once')))).rejects.toThrow('once');
    expect(await sessions.once('s', 1n, async () => ({ ok: 1 }))).toEqual({ ok: 1 });
  });
});

describe('former versions', () => {
  it('are kept while a snapshot is open, and forgotten after the last one', () => {
    const store = new Store();
    const collection = store.ensure('d.c');
    store.insert(collection, { _id: 1, v: 1 }, undefined);
    const early = store.openSnapshot();
    store.update('update', collection, { _id: 1, v: 1 }, { _id: 1, v: 2 });
    const late = store.openSnapshot();
    store.delete(collection, { _id: 1, v: 2 });
    expect([...collection.scanAt(early.snapshot)]).toEqual([{ _id: 1, v: 1 }]);
    expect([...collection.scanAt(late.snapshot)]).toEqual([{ _id: 1, v: 2 }]);
    expect([...collection.scan()]).toEqual([]);
    store.release(early);
    expect([...collection.scanAt(late.snapshot)]).toEqual([{ _id: 1, v: 2 }]);
    store.release(late);
    expect([...collection.scanAt(late.snapshot)]).toEqual([]);
    expect(collection.bytes).toBe(0);
  });
});

describe('documents with a life time', () => {
  it('are deleted when it is over, by the earliest date of an array, and only with a date', async () => {
    const store = new Store();
    const collection = store.ensure('d.c');
    store.createIndex(collection, { v: 2, key: { at: 1 }, name: 'at_1', expireAfterSeconds: 60 });
    const at = (seconds: number) => new Date(seconds * 1000);
    for (const document of [
      { _id: 'old', at: at(0) },
      { _id: 'just', at: at(40) },
      { _id: 'array', at: [at(100), at(0)] },
      { _id: 'text', at: 'x' },
      { _id: 'none' },
    ]) {
      store.insert(collection, document, undefined);
    }
    await expireDocuments(store, at(100));
    expect([...collection.scan()].map(({ _id }) => _id)).toEqual(['just', 'text', 'none']);
  });
});
