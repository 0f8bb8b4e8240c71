import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GraphQLError } from 'graphql';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { RunningServer } from '../../src/app/serve.js';
import { serveSupergraph } from '../../src/app/standalone-gateway.js';
import { ConfigurationError } from '../../src/config.js';
import { composeSupergraph } from '../../src/gateway/compose.js';
import { readGuardConfiguration } from '../../src/guard-configuration.js';
import { subgraph } from '../gateway/subgraph-fixture.js';
import { type HttpSubgraph, serveSchema } from '../support/http-subgraph.js';

const products = subgraph(
  'products',
  'type Query { products: [Product!]! broken: String } type Product @key(fields: "id") { id: ID! name: String! }',
  {
    fields: {
      Query: {
        products: () => [
          { id: '1', name: 'Table' },
          { id: '2', name: 'Chair' },
        ],
        broken: () => {
          throw new GraphQLError('The press is jammed', {
            extensions: { code: 'PRESS_JAMMED', stacktrace: ['at x.js'] },
          });
        },
      },
    },
  },
);
const stock = subgraph('stock', 'type Product @key(fields: "id") { id: ID! inStock: Int }', {
  entities: { Product: ({ id }) => ({ id, inStock: Number(id) * 10 }) },
});

let directory: string;
let file: string;
let supergraph: string;
let subgraphs: HttpSubgraph[];
let gateway: RunningServer | undefined;
let child: ChildProcess | undefined;
let lines: string[];

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tripod-supergraph-'));
  file = join(directory, 'supergraph.graphql');
  subgraphs = await Promise.all([serveSchema(products.schema), serveSchema(stock.schema)]);
  supergraph = composeSupergraph([
    { ...products, url: subgraphs[0]?.url ?? '' },
    { ...stock, url: subgraphs[1]?.url ?? '' },
  ]);
  await writeFile(file, supergraph);
});

afterEach(async () => {
  child?.kill('SIGKILL');
  await gateway?.close();
  gateway = undefined;
});

afterAll(async () => {
  await Promise.all(subgraphs.map((running) => running.close()));
  await rm(directory, { recursive: true, force: true });
});

async function start(forwardHeaders: string[] = [], environment?: Record<string, string>): Promise<string> {
  lines = [];
  gateway = await serveSupergraph({
    supergraphFile: file,
    host: '127.0.0.1',
    port: 0,
    timeoutMilliseconds: 5_000,
    forwardHeaders,
    ...(environment === undefined ? {} : { guards: readGuardConfiguration(environment) }),
    logLevel: 'silent',
    tell: (line) => lines.push(line),
  });
  return gateway.url;
}

async function post(url: string, body: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, type: response.headers.get('content-type'), text, json: () => JSON.parse(text) };
}

const joined = '{ products { name inStock } }';
const joinedAnswer = {
  data: {
    products: [
      { name: 'Table', inStock: 10 },
      { name: 'Chair', inStock: 20 },
    ],
  },
};

describe('a gateway over a supergraph file', () => {
  it('joins the subgraphs that the file names', async () => {
    const url = await start();
    const answer = await post(url, { query: joined });
    expect(answer.status).toBe(200);
    expect(answer.json()).toEqual(joinedAnswer);
    expect(lines).toContain('supergraph of 2 subgraphs: products, stock');
  });

  it('is guarded as its environment says', async () => {
    const url = await start([], {
      RATE_LIMIT_REQUESTS: '4',
      MAX_DEPTH: '1',
      INTROSPECTION: 'off',
      COST_BUDGETS: '*=1',
    });
    const codeOf = async (query: string) => (await post(url, { query })).json().errors[0].extensions.code;
    expect(await codeOf(joined)).toBe('DEPTH_LIMIT');
    expect(await codeOf('{ __schema { types { name } } }')).not.toBe('RATE_LIMITED');
    expect((await post(url, { query: '{ broken __typename }' })).json().errors[0].extensions.code).toBe('PRESS_JAMMED');
    await post(url, { query: '{ __typename }' });
    expect(await codeOf('{ __typename }')).toBe('RATE_LIMITED');
  });

  it('has no budgets unless they are set: ours fit our graph', async () => {
    const url = await start([], {});
    expect((await post(url, { query: joined })).json()).toEqual(joinedAnswer);
  });

  it('speaks GraphQL over HTTP: media types, statuses, GET, malformed requests', async () => {
    const url = await start();
    const modern = await post(url, { query: '{ nothing }' }, { accept: 'application/graphql-response+json' });
    expect([modern.status, modern.type]).toEqual([400, expect.stringContaining('application/graphql-response+json')]);
    const legacy = await post(url, { query: '{ products { id } }' }, { accept: 'application/json' });
    expect([legacy.status, legacy.type]).toEqual([200, expect.stringContaining('application/json')]);
    for (const body of [
      '{',
      '[]',
      '{}',
      '{"query": 1}',
      '{"query": "{"}',
      '{"query": "{ products { id } }", "variables": []}',
    ]) {
      const { status, json } = await post(url, body);
      expect([body, status]).toEqual([body, 400]);
      expect(json().errors[0].message).toEqual(expect.any(String));
    }
    const get = `${url}?query=${encodeURIComponent('{ products { id } }')}`;
    const read = await fetch(get, { headers: { accept: 'application/json', 'apollo-require-preflight': 'true' } });
    expect(read.status).toBe(200);
    // A simple cross-site request is refused.
    expect((await fetch(get, { headers: { accept: 'application/json' } })).status).toBe(400);
  });

  it('chooses the named operation, coerces variables, introspects', async () => {
    const url = await start();
    const query = 'query A { products { id } } query B($with: Boolean!) { products { name @include(if: $with) id } }';
    expect((await post(url, { query, operationName: 'B', variables: { with: false } })).json()).toEqual({
      data: { products: [{ id: '1' }, { id: '2' }] },
    });
    expect((await post(url, { query })).status).toBe(400);
    expect((await post(url, { query, operationName: 'B', variables: { with: 'yes' } })).json().errors).toHaveLength(1);
    const { data } = (await post(url, { query: '{ __schema { queryType { fields { name } } } }' })).json();
    expect(data.__schema.queryType.fields).toEqual([{ name: 'products' }, { name: 'broken' }]);
  });

  it("shows a subgraph's errors with their own codes, never a stack", async () => {
    const answer = await post(await start(), { query: '{ broken products { id } }' });
    expect(answer.json()).toMatchObject({
      data: { broken: null, products: [{ id: '1' }, { id: '2' }] },
      errors: [{ message: 'The press is jammed', path: ['broken'], extensions: { code: 'PRESS_JAMMED' } }],
    });
    expect(answer.text).not.toMatch(/stacktrace|\.js/);
  });

  it('costs the fields of a dead subgraph only', async () => {
    const url = await start();
    const [, running] = subgraphs;
    await running?.close();
    try {
      const { data, errors } = (await post(url, { query: joined })).json();
      expect(data.products).toEqual([
        { name: 'Table', inStock: null },
        { name: 'Chair', inStock: null },
      ]);
      expect(errors.map(({ path, extensions }: GraphQLError) => [path, extensions.code])).toEqual([
        [['products', 0, 'inStock'], 'SUBGRAPH_UNAVAILABLE'],
        [['products', 1, 'inStock'], 'SUBGRAPH_UNAVAILABLE'],
      ]);
    } finally {
      subgraphs[1] = await serveSchema(stock.schema, Number(new URL(running?.url ?? '').port));
    }
    expect((await post(url, { query: joined })).json()).toEqual(joinedAnswer);
  });

  it('forwards the headers that it is told to, and no others', async () => {
    const url = await start(['X-Tenant']);
    await post(url, { query: joined }, { 'x-tenant': 'no', authorization: 'Bearer secret' });
    for (const { requests } of subgraphs) {
      expect(requests.at(-1)?.headers['x-tenant']).toBe('no');
      expect(requests.at(-1)?.headers.authorization).toBeUndefined();
    }
  });

  it('tells how it is', async () => {
    const url = await start();
    expect(await (await fetch(new URL('/healthz', url))).json()).toEqual({ ok: true });
    expect(await (await fetch(new URL('/readyz', url))).json()).toEqual({
      ok: true,
      subgraphs: [
        { name: 'products', circuit: 'closed' },
        { name: 'stock', circuit: 'closed' },
      ],
    });
  });

  it('follows its file, and stays as it is where the change is wrong', async () => {
    const url = await start();
    await writeFile(file, 'type Query { a: Int }');
    await vi.waitFor(() => expect(lines.at(-1)).toMatch(/not taken.*no supergraph/), 5_000);
    expect((await post(url, { query: joined })).json()).toEqual(joinedAnswer);
    await writeFile(file, composeSupergraph([{ ...products, url: subgraphs[0]?.url ?? '' }]));
    await vi.waitFor(() => expect(lines.at(-1)).toBe('supergraph changed: 1 subgraphs: products'), 5_000);
    expect((await post(url, { query: joined })).status).toBe(400);
    await writeFile(file, supergraph);
    await vi.waitFor(() => expect(lines.at(-1)).toMatch(/changed: 2/), 5_000);
    expect((await post(url, { query: joined })).json()).toEqual(joinedAnswer);
  });

  it.each([
    ['no file', undefined, /cannot read/],
    ['no GraphQL', 'type {', /Syntax Error/],
    ['no supergraph', 'type Query { a: Int }', /no supergraph/],
    ['a subgraph without a URL', 'enum join__Graph { A @join__graph(name: "a", url: "") }', /"a" no http or https URL/],
  ])('refuses %s in one line', async (_name, content, reason) => {
    const wrong = join(directory, 'wrong.graphql');
    if (content !== undefined) await writeFile(wrong, content);
    const starting = serveSupergraph({
      supergraphFile: wrong,
      host: '127.0.0.1',
      port: 0,
      timeoutMilliseconds: 1_000,
      forwardHeaders: [],
      logLevel: 'silent',
      tell: () => undefined,
    });
    await expect(starting).rejects.toThrow(reason);
    await expect(starting).rejects.toBeInstanceOf(ConfigurationError);
    await rm(wrong, { force: true });
  });

  it('is a command that ends on SIGTERM', async () => {
    const cli = new URL('../../src/cli.ts', import.meta.url).pathname;
    const running = spawn(process.execPath, ['--import', 'tsx', cli, 'gateway', '--supergraph', file, '--port', '0'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child = running;
    let output = '';
    running.stdout.on('data', (chunk) => {
      output += chunk;
    });
    const url = await vi.waitFor(() => {
      const ready = /ready at (\S+)/.exec(output)?.[1];
      if (ready === undefined) throw new Error(`not ready: ${output}`);
      return ready;
    }, 30_000);
    expect((await post(url, { query: joined })).json()).toEqual(joinedAnswer);
    const code = new Promise((resolve) => running.on('exit', resolve));
    running.kill('SIGTERM');
    expect(await code).toBe(0);
  }, 60_000);
});
