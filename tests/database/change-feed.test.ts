import { EventEmitter } from 'node:events';
import type { Connection } from 'mongoose';
import { mongo } from 'mongoose';
import { describe, expect, it } from 'vitest';
import { type Change, ChangeFeed, ChangesLostError } from '../../src/database/change-feed.js';
import { BoundedQueue } from '../../src/kernel/events/bounded-queue.js';

type Event = Record<string, unknown>;

/** A change stream whose events the test hands over. */
class ScriptedStream extends EventEmitter {
  readonly events = new BoundedQueue<Event>(100);
  closed = false;
  #opened = false;

  constructor(
    readonly options: Event,
    private readonly openingError: Error | undefined,
  ) {
    super();
  }

  async next(): Promise<Event> {
    if (this.openingError) throw this.openingError;
    if (!this.#opened) {
      this.#opened = true;
      this.emit('resumeTokenChanged', { _data: 'opened' });
    }
    const { done, value } = await this.events.next();
    if (done) throw new Error('ChangeStream is closed');
    return value;
  }

  async close(): Promise<void> {
    this.closed = true;
    this.events.end();
  }
}

/** A connection whose change streams are opened with the given errors, one after another, and then without. */
function scripted(...openingErrors: (Error | undefined)[]) {
  const streams = new BoundedQueue<ScriptedStream>(10);
  const watch = (_pipeline: unknown, options: Event) => {
    const stream = new ScriptedStream(options, openingErrors.shift());
    streams.push(stream);
    return stream;
  };
  const connection = {
    name: 'test',
    readyState: 1,
    once: () => undefined,
    removeListener: () => undefined,
    getClient: () => ({ db: () => ({ collection: () => ({ watch }) }) }),
  } as unknown as Connection;
  const changes: Change<Event>[] = [];
  const ends: (Error | undefined)[] = [];
  let over = 0;
  const feed = new ChangeFeed<Event>(connection, 'cars', () => over++);
  const leave = feed.listen({ onChange: (change) => changes.push(change), onEnd: (error) => ends.push(error) });
  const nextStream = async () => {
    const { value } = await streams.next();
    if (!value) throw new Error('no further stream');
    return value;
  };
  return { feed, leave, nextStream, changes, ends, over: () => over };
}

function insertion(token: string, id: number): Event {
  return { _id: { _data: token }, operationType: 'insert', documentKey: { _id: id }, fullDocument: { _id: id } };
}

const UNREACHABLE = new mongo.MongoNetworkError('connection closed');

describe('a change feed', () => {
  it('opens again where it stood after its stream has broken', async () => {
    const { nextStream, changes, ends, leave } = scripted();
    const first = await nextStream();
    expect(first.options).toEqual({ fullDocument: 'updateLookup' });
    first.events.push(insertion('a', 1));
    first.events.push(insertion('b', 2));
    await new Promise((resolve) => setImmediate(resolve));
    first.events.fail(UNREACHABLE);
    const second = await nextStream();
    expect(first.closed).toBe(true);
    expect(second.options).toMatchObject({ resumeAfter: { _data: 'b' } });
    second.events.push(insertion('c', 3));
    await new Promise((resolve) => setImmediate(resolve));
    expect(changes.map(({ id }) => id)).toEqual([1, 2, 3]);
    expect(ends).toEqual([]);
    leave();
  });

  it('goes on with the collection that takes the place of one that was dropped', async () => {
    const { nextStream, leave } = scripted();
    const first = await nextStream();
    await new Promise((resolve) => setImmediate(resolve));
    first.events.push({ _id: { _data: 'gone' }, operationType: 'invalidate' });
    first.events.end();
    expect((await nextStream()).options).toMatchObject({ startAfter: { _data: 'gone' } });
    leave();
  });

  it('keeps trying while the server is out of reach, and says so to whoever waits', async () => {
    const { feed, nextStream, ends, leave } = scripted(UNREACHABLE, UNREACHABLE);
    await expect(feed.whenOpen()).rejects.toBe(UNREACHABLE);
    await nextStream();
    await nextStream();
    await nextStream();
    await expect(feed.whenOpen()).resolves.toBeUndefined();
    expect(ends).toEqual([]);
    leave();
  });

  it('ends with an error where the place that it stood at is gone', async () => {
    const { nextStream, ends, over } = scripted();
    const stream = await nextStream();
    await new Promise((resolve) => setImmediate(resolve));
    stream.events.fail(new mongo.MongoServerError({ message: 'history lost', code: 286 }));
    await new Promise((resolve) => setImmediate(resolve));
    expect(ends).toEqual([expect.any(ChangesLostError)]);
    expect(over()).toBe(1);
  });

  it('ends with the error of a server that has no change streams', async () => {
    const refusal = new mongo.MongoServerError({ message: 'only supported on replica sets', code: 40573 });
    const { feed, ends, over } = scripted(refusal);
    await expect(feed.whenOpen()).rejects.toBe(refusal);
    expect(ends).toEqual([refusal]);
    expect(over()).toBe(1);
  });

  it('closes its stream when the last listener leaves', async () => {
    const { feed, nextStream, leave, over } = scripted();
    const stream = await nextStream();
    const leaveToo = feed.listen({ onChange: () => undefined, onEnd: () => undefined });
    leave();
    leave();
    expect(stream.closed).toBe(false);
    leaveToo();
    expect(stream.closed).toBe(true);
    expect(over()).toBe(1);
  });
});
