import { describe, expect, it } from 'vitest';
import { BoundedQueue } from '../../../src/kernel/events/bounded-queue.js';

async function rest(queue: BoundedQueue<number>): Promise<number[]> {
  const items: number[] = [];
  for await (const item of queue) items.push(item);
  return items;
}

describe('BoundedQueue', () => {
  it('keeps the order of items that were waited for and items that waited', async () => {
    const queue = new BoundedQueue<number>(2);
    const waiting = [queue.next(), queue.next()];
    expect([1, 2, 3, 4].map((item) => queue.push(item))).toEqual([true, true, true, true]);
    expect((await Promise.all(waiting)).map(({ value }) => value)).toEqual([1, 2]);
    queue.end();
    expect(await rest(queue)).toEqual([3, 4]);
  });

  it('refuses what does not fit, and takes a last word all the same', async () => {
    const queue = new BoundedQueue<number>(1);
    expect([queue.push(1), queue.push(2)]).toEqual([true, false]);
    queue.end(9);
    expect(queue.push(3)).toBe(false);
    expect(await rest(queue)).toEqual([1, 9]);
  });

  it('drops what waits when it fails, and rejects once', async () => {
    const queue = new BoundedQueue<number>(5);
    queue.push(1);
    queue.fail(new Error('too late'));
    await expect(queue.next()).rejects.toThrow('too late');
    expect(await queue.next()).toEqual({ done: true, value: undefined });
  });

  it('rejects a call that waits when it fails', async () => {
    const queue = new BoundedQueue<number>(5);
    const waiting = queue.next();
    queue.fail(new Error('broken'));
    await expect(waiting).rejects.toThrow('broken');
  });

  it('lets a consumer go while it waits, and tells the producer once', async () => {
    let ends = 0;
    const queue = new BoundedQueue<number>(5, () => ends++);
    const waiting = queue.next();
    await queue.return();
    await queue.return();
    queue.end();
    expect(await waiting).toEqual({ done: true, value: undefined });
    expect(queue.push(1)).toBe(false);
    expect(ends).toBe(1);
  });
});
