import 'reflect-metadata';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExecutionResult } from 'graphql';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LocalGraph } from '../../src/app/local-graph.js';
import { RemoteSubgraphs } from '../../src/app/remote-subgraphs.js';
import { composeSupergraph } from '../../src/gateway/compose.js';
import { PUBLIC_CALLER } from '../../src/kernel/caller.js';
import { type Subgraph, subgraph } from '../gateway/subgraph-fixture.js';
import { type HttpSubgraph, serveSchema } from '../support/http-subgraph.js';

const markets = subgraph('markets', 'type Query { country: Country } type Country @key(fields: "code") { code: ID! }', {
  fields: { Query: { country: () => ({ code: 'NO' }) } },
});
const vehicles = subgraph('vehicles', 'type Country @key(fields: "code") { code: ID! cars: Int }', {
  entities: { Country: ({ code }) => ({ code, cars: 7 }) },
});
const bank = subgraph('bank', 'type Country @key(fields: "code") { code: ID! loans: Int }', {
  entities: { Country: ({ code }) => ({ code, loans: 3 }) },
});
const insurer = subgraph('insurer', 'type Country @key(fields: "code") { code: ID! policies: Int }', {
  entities: { Country: ({ code }) => ({ code, policies: 5 }) },
});

const local: LocalGraph = { subgraphs: [markets, vehicles], supergraphSdl: composeSupergraph([markets, vehicles]) };

let directory: string;
let file: string;
let graph: RemoteSubgraphs | undefined;
let lines: string[];
const servers: HttpSubgraph[] = [];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tripod-subgraphs-'));
  file = join(directory, 'subgraphs.json');
  lines = [];
});

afterEach(async () => {
  await graph?.close();
  graph = undefined;
  await Promise.all(servers.splice(0).map((server) => server.close()));
  await rm(directory, { recursive: true, force: true });
});

async function serveIt({ schema }: Subgraph): Promise<string> {
  const server = await serveSchema(schema);
  servers.push(server);
  return server.url;
}

/** A port that nobody listens on. */
async function deadUrl(): Promise<string> {
  const server = await serveSchema(bank.schema);
  await server.close();
  return server.url;
}

async function start(entries: readonly object[]): Promise<RemoteSubgraphs> {
  await writeFile(file, JSON.stringify(entries));
  graph = await RemoteSubgraphs.start({
    file,
    local,
    tell: (line) => lines.push(line),
    onBreakerChange: () => undefined,
  });
  return graph;
}

async function ask(source: string): Promise<ExecutionResult> {
  const answer = await graph?.gateway.execute({ source, context: { caller: PUBLIC_CALLER } });
  return JSON.parse(JSON.stringify(answer)) as ExecutionResult;
}

const codeOf = ({ errors }: ExecutionResult) => errors?.[0]?.extensions?.code;

describe('subgraphs elsewhere beside ours', () => {
  it('are composed by the schema that the file gives', async () => {
    await start([{ name: 'bank', url: await serveIt(bank), sdl: bank.sdl }]);
    expect(await ask('{ country { code cars loans } }')).toEqual({
      data: { country: { code: 'NO', cars: 7, loans: 3 } },
    });
    expect(lines).toEqual(['graph composed of 3 subgraphs: markets, vehicles, bank']);
    expect(graph?.health()).toEqual({ remoteSubgraphs: [{ name: 'bank', composed: true, circuit: 'closed' }] });
  });

  it('tell their schemas themselves where the file does not', async () => {
    const telling = subgraph('bank', `${bank.sdl} type Query { _service: _Service! } type _Service { sdl: String! }`, {
      fields: { Query: { _service: () => ({ sdl: bank.sdl }) } },
      entities: { Country: ({ code }) => ({ code, loans: 4 }) },
    });
    await start([{ name: 'bank', url: await serveIt(telling) }]);
    expect(await ask('{ country { loans } }')).toEqual({ data: { country: { loans: 4 } } });
  });

  it('are left out at the start where they do not answer, and join as soon as they do', async () => {
    const url = await deadUrl();
    await start([{ name: 'bank', url, retries: 0 }]);
    expect(lines).toEqual([
      expect.stringMatching(/^Subgraph "bank" is unavailable: it cannot be reached.*asked again/),
      'graph composed of 2 subgraphs: markets, vehicles',
    ]);
    expect(graph?.health().remoteSubgraphs).toMatchObject([{ composed: false, problem: expect.any(String) }]);
    expect(codeOf(await ask('{ country { loans } }'))).toBe('GRAPHQL_VALIDATION_FAILED');
    expect(await ask('{ country { cars } }')).toEqual({ data: { country: { cars: 7 } } });

    const telling = subgraph('bank', `${bank.sdl} type Query { _service: _Service! } type _Service { sdl: String! }`, {
      fields: { Query: { _service: () => ({ sdl: bank.sdl }) } },
      entities: { Country: ({ code }) => ({ code, loans: 4 }) },
    });
    servers.push(await serveSchema(telling.schema, Number(new URL(url).port)));
    await vi.waitFor(() => expect(lines.at(-1)).toMatch(/composed of 3/), 15_000);
    expect(await ask('{ country { loans } }')).toEqual({ data: { country: { loans: 4 } } });
    expect(graph?.health()).toEqual({ remoteSubgraphs: [{ name: 'bank', composed: true, circuit: 'closed' }] });
  });

  it('come and go with the file, while requests in flight finish on what they began with', async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const slow = subgraph('bank', 'type Country @key(fields: "code") { code: ID! loans: Int }', {
      entities: {
        Country: async ({ code }) => {
          await held;
          return { code, loans: 9 };
        },
      },
    });
    await start([{ name: 'bank', url: await serveIt(slow), sdl: bank.sdl }]);
    const inFlight = ask('{ country { loans } }');
    await vi.waitFor(() => expect(servers[0]?.requests).toHaveLength(1));

    await writeFile(file, JSON.stringify([{ name: 'insurer', url: await serveIt(insurer), sdl: insurer.sdl }]));
    await vi.waitFor(
      () => expect(lines.at(-1)).toBe('graph composed of 3 subgraphs: markets, vehicles, insurer'),
      5_000,
    );
    expect(await ask('{ country { policies } }')).toEqual({ data: { country: { policies: 5 } } });
    expect(codeOf(await ask('{ country { loans } }'))).toBe('GRAPHQL_VALIDATION_FAILED');
    release();
    expect(await inFlight).toEqual({ data: { country: { loans: 9 } } });
  });

  it('keep the running supergraph where the file becomes wrong, and say why', async () => {
    await start([{ name: 'bank', url: await serveIt(bank), sdl: bank.sdl }]);
    await writeFile(file, '[{ "name": "bank" }]');
    await vi.waitFor(
      () => expect(lines.at(-1)).toMatch(/^the running supergraph stays: .*entry 1: "url" is missing/),
      5_000,
    );
    expect(graph?.health().problem).toMatch(/"url" is missing/);
    expect(await ask('{ country { loans } }')).toEqual({ data: { country: { loans: 3 } } });
  });

  it('keep their running form where the new one does not compose; others join all the same', async () => {
    const bankEntry = { name: 'bank', url: await serveIt(bank), sdl: bank.sdl };
    await start([bankEntry]);
    const clashing = bank.sdl.replace('loans: Int', 'loans: Int cars: String');
    await writeFile(
      file,
      JSON.stringify([
        { ...bankEntry, sdl: clashing },
        { name: 'insurer', url: await serveIt(insurer), sdl: insurer.sdl },
      ]),
    );
    await vi.waitFor(() => expect(lines.at(-1)).toMatch(/composed of 4/), 5_000);
    expect(lines).toContainEqual(expect.stringMatching(/^subgraph bank does not fit, its running form stays: /));
    expect(await ask('{ country { cars loans policies } }')).toEqual({
      data: { country: { cars: 7, loans: 3, policies: 5 } },
    });
    expect(graph?.health().remoteSubgraphs).toMatchObject([
      { name: 'bank', composed: true, problem: expect.stringContaining('cars') },
      { name: 'insurer', composed: true },
    ]);
  });

  it('that do not fit at the start are left out alone', async () => {
    const clashing = bank.sdl.replace('loans: Int', 'cars: String');
    await start([
      { name: 'bank', url: await serveIt(bank), sdl: clashing },
      { name: 'insurer', url: await serveIt(insurer), sdl: insurer.sdl },
    ]);
    expect(lines).toContainEqual(expect.stringMatching(/^subgraph bank does not fit, it is left out: /));
    expect(await ask('{ country { cars policies } }')).toEqual({ data: { country: { cars: 7, policies: 5 } } });
  });

  it('may be ours: then it runs elsewhere, and its schema is known', async () => {
    const url = await serveIt(vehicles);
    await start([{ name: 'vehicles', url }]);
    expect(graph?.here).toEqual(['markets']);
    expect(await ask('{ country { cars } }')).toEqual({ data: { country: { cars: 7 } } });
    expect(servers[0]?.requests).toHaveLength(1);
    await writeFile(file, '[]');
    await vi.waitFor(() => expect(lines.at(-1)).toMatch(/"vehicles" runs here or elsewhere .* restart/), 5_000);
    expect(await ask('{ country { cars } }')).toEqual({ data: { country: { cars: 7 } } });
  });

  it('cannot have the name of the subgraph of nodes', async () => {
    await expect(start([{ name: 'nodes', url: 'http://127.0.0.1:1/' }])).rejects.toThrow(/"nodes" is taken/);
  });
});
