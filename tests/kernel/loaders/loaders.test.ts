import { describe, expect, it } from 'vitest';
import { type LoaderDefinition, Loaders } from '../../../src/kernel/loaders/loaders.js';

interface Call {
  keys: readonly string[];
  fields: string[];
  limit: number;
}

function recordingLoader(calls: Call[]): LoaderDefinition<null, string, string, { limit: number }> {
  return {
    name: 'test.values',
    keyText: (key) => key,
    load: async (keys, { arguments: { limit }, fields }) => {
      calls.push({ keys, fields: [...fields].sort(), limit });
      return keys.map((key) => (key === 'bad' ? new Error('bad key') : `${key}/${limit}`));
    },
  };
}

describe('loaders', () => {
  it('collect the keys of one tick into one call, with the union of their fields', async () => {
    const calls: Call[] = [];
    const [loaders, loader] = [new Loaders(), recordingLoader(calls)];
    const ask = (key: string, field: string) =>
      loaders.load(loader, key, { arguments: { limit: 5 }, fields: new Set([field]) }, null);
    const values = await Promise.all([ask('a', 'name'), ask('b', 'city'), ask('a', 'city')]);
    expect(values).toEqual(['a/5', 'b/5', 'a/5']);
    expect(calls).toEqual([{ keys: ['a', 'b'], fields: ['city', 'name'], limit: 5 }]);
  });

  it('keep different arguments apart', async () => {
    const calls: Call[] = [];
    const [loaders, loader] = [new Loaders(), recordingLoader(calls)];
    const fields = new Set(['name']);
    await Promise.all([
      loaders.load(loader, 'a', { arguments: { limit: 1 }, fields }, null),
      loaders.load(loader, 'a', { arguments: { limit: 2 }, fields }, null),
    ]);
    expect(calls.map(({ limit }) => limit).sort()).toEqual([1, 2]);
  });

  it('remember values for the rest of the request, and errors for their own key only', async () => {
    const calls: Call[] = [];
    const [loaders, loader] = [new Loaders(), recordingLoader(calls)];
    const ask = (key: string) =>
      loaders.load(loader, key, { arguments: { limit: 1 }, fields: new Set(['name']) }, null);
    const [good, bad] = await Promise.allSettled([ask('a'), ask('bad')]);
    expect(good).toMatchObject({ status: 'fulfilled', value: 'a/1' });
    expect(bad).toMatchObject({ status: 'rejected' });
    await ask('a');
    expect(calls).toHaveLength(1);
  });

  it('refuse a batch function that loses a key', async () => {
    const broken: LoaderDefinition<null, string, string> = {
      name: 'test.broken',
      keyText: (key) => key,
      load: async () => [],
    };
    await expect(new Loaders().load(broken, 'a', { arguments: undefined, fields: new Set() }, null)).rejects.toThrow(
      'answered 0 values for 1 keys',
    );
  });
});
