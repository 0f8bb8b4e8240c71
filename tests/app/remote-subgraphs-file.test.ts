import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readRemoteSubgraphs } from '../../src/app/remote-subgraphs-file.js';
import { ConfigurationError } from '../../src/config.js';

let directory: string;
let file: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tripod-subgraphs-file-'));
  file = join(directory, 'subgraphs.json');
  await writeFile(join(directory, 'bank.graphql'), 'type Query { a: Int }');
  await writeFile(join(directory, 'broken.graphql'), 'type {');
});

afterAll(() => rm(directory, { recursive: true, force: true }));

const bank = { name: 'bank', url: 'http://bank.example/graphql' };

async function read(content: unknown) {
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
  return readRemoteSubgraphs(file);
}

describe('the file that SUBGRAPHS names', () => {
  it('needs a name and a URL', async () => {
    expect(await read([bank])).toEqual({
      entries: [
        {
          ...bank,
          sdl: undefined,
          forwardHeaders: [],
          headers: {},
          timeoutMilliseconds: undefined,
          maximumAnswerBytes: undefined,
          connections: undefined,
          retries: undefined,
          deduplicate: undefined,
          circuitBreaker: undefined,
          refreshSeconds: undefined,
        },
      ],
      files: [file],
    });
  });

  it('may say everything else', async () => {
    const entry = {
      ...bank,
      forwardHeaders: ['Authorization', 'x-tenant'],
      headers: { 'x-api-key': 'secret' },
      timeoutMilliseconds: 1_500,
      maximumAnswerBytes: 1_000_000,
      connections: 8,
      retries: 0,
      deduplicate: false,
      circuitBreaker: { failureRatio: 0.2, minimumRequests: 3 },
      refreshSeconds: 60,
    };
    expect((await read([{ ...entry, sdl: 'type Query { b: Int }' }])).entries).toEqual([
      { ...entry, sdl: 'type Query { b: Int }' },
    ]);
  });

  it('may name a schema file, relative to its own folder', async () => {
    const { entries, files } = await read([{ ...bank, sdl: 'bank.graphql' }]);
    expect(entries[0]?.sdl).toBe('type Query { a: Int }');
    expect(files).toEqual([file, join(directory, 'bank.graphql')]);
  });

  it.each<[string, unknown, RegExp]>([
    ['no JSON', '[{', /is not JSON/],
    ['no list', {}, /must hold a list/],
    ['no object', [7], /entry 1 must be an object/],
    ['no name', [{ url: bank.url }], /entry 1: "name" is missing/],
    ['a wrong name', [bank, { ...bank, name: 'a b' }], /entry 2: "name" must be a letter/],
    ['a name twice', [bank, bank], /entry 2: another entry has the name "bank"/],
    ['no URL', [{ name: 'bank' }], /"url" is missing/],
    ['a URL of another kind', [{ ...bank, url: 'file:///etc/passwd' }], /"url" must be an http or https URL/],
    ['a time that is none', [{ ...bank, timeoutMilliseconds: '3s' }], /"timeoutMilliseconds" must be a whole number/],
    ['a header of the connection', [{ ...bank, forwardHeaders: ['host'] }], /"forwardHeaders" must be a list/],
    ['a header with a line break', [{ ...bank, headers: { a: 'b\r\nc: d' } }], /"headers" must be/],
    ['a wrong breaker', [{ ...bank, circuitBreaker: { failureRatio: 2 } }], /"circuitBreaker" must be false or/],
    ['an unknown field', [{ ...bank, timeout: 3 }], /entry 1: unknown field "timeout"/],
    ['a schema file that is not there', [{ ...bank, sdl: 'none.graphql' }], /entry 1: "sdl": cannot read .*ENOENT/],
    ['a schema that is none', [{ ...bank, sdl: 'broken.graphql' }], /entry 1: "sdl" is no GraphQL schema/],
  ])('is refused with %s, in one line with the place', async (_name, content, reason) => {
    const reading = read(content);
    await expect(reading).rejects.toThrow(reason);
    const error: unknown = await reading.catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ConfigurationError);
    expect((error as Error).message).toMatch(/^SUBGRAPHS: /);
    expect((error as Error).message.split('\n')).toHaveLength(1);
  });

  it('is refused where it is not there', async () => {
    await expect(readRemoteSubgraphs(join(directory, 'none.json'))).rejects.toThrow(/cannot read .*ENOENT/);
  });
});
