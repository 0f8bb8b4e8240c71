import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { BoundedTasks } from '../../../src/importers/seed/bounded-tasks.js';

describe('BoundedTasks', () => {
  it('never runs more tasks at once than its limit', async () => {
    const tasks = new BoundedTasks(3);
    let running = 0;
    let most = 0;
    let ended = 0;
    for (let at = 0; at < 10; at += 1) {
      await tasks.start(async () => {
        running += 1;
        most = Math.max(most, running);
        await setImmediate();
        running -= 1;
        ended += 1;
      });
    }
    await tasks.finish();
    expect({ most, ended }).toEqual({ most: 3, ended: 10 });
  });

  it('throws the first failure at the next start and at the end', async () => {
    const tasks = new BoundedTasks(1);
    await tasks.start(() => Promise.reject(new Error('first')));
    await expect(tasks.start(async () => undefined)).rejects.toThrow('first');
    await expect(tasks.finish()).rejects.toThrow('first');
  });
});
