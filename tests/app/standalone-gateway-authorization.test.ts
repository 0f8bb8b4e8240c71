import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningServer } from '../../src/app/serve.js';
import { serveSupergraph } from '../../src/app/standalone-gateway.js';
import { composeSupergraph } from '../../src/gateway/compose.js';
import { PUBLIC_CALLER } from '../../src/kernel/caller.js';

const SDL = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@requiresScopes", "@policy"])
  type Query { open: Int secret: Int @requiresScopes(scopes: [["read"]]) ruled: Int @policy(policies: [["over-18"]]) }`;

/** Operations that the subgraph got. */
const operations: string[] = [];
let subgraph: Server;
let folder: string;
let supergraphFile: string;
const running: RunningServer[] = [];

beforeAll(async () => {
  subgraph = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      const { query } = JSON.parse(body) as { query: string };
      operations.push(query);
      const data = Object.fromEntries((query.match(/open|secret|ruled/g) ?? []).map((name) => [name, 1]));
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ data }));
    });
  });
  await new Promise<void>((resolve) => subgraph.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(subgraph.address() as AddressInfo).port}/graphql`;
  folder = await mkdtemp(join(tmpdir(), 'tripod-authorization-'));
  supergraphFile = join(folder, 'supergraph.graphql');
  await writeFile(supergraphFile, composeSupergraph([{ name: 'numbers', sdl: SDL, url }]));
});

afterAll(async () => {
  await Promise.all(running.map((server) => server.close()));
  await new Promise((resolve) => subgraph.close(resolve));
  await rm(folder, { recursive: true });
});

async function ask(
  options: Partial<Parameters<typeof serveSupergraph>[0]>,
  authorization?: string,
  query = '{ open secret }',
): Promise<unknown> {
  const server = await serveSupergraph({
    supergraphFile,
    host: '127.0.0.1',
    port: 0,
    timeoutMilliseconds: 5_000,
    forwardHeaders: [],
    logLevel: 'silent',
    tell: () => undefined,
    ...options,
  });
  running.push(server);
  operations.length = 0;
  const response = await fetch(server.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(authorization === undefined ? {} : { authorization }) },
    body: JSON.stringify({ query }),
  });
  return response.json();
}

/** Takes the token for the name of a scope. */
const authenticate = (authorization: string | undefined) =>
  authorization === undefined
    ? PUBLIC_CALLER
    : { ...PUBLIC_CALLER, authenticated: true, scopes: new Set([authorization.replace('Bearer ', '')]) };

const refused = [expect.objectContaining({ path: ['secret'] })];

describe('the gateway command over a supergraph with authorization directives', () => {
  it('takes every caller for nobody where it is not told how to verify tokens', async () => {
    expect(await ask({}, 'Bearer read')).toEqual({ data: { open: 1, secret: null }, errors: refused });
    expect(operations.join()).not.toContain('secret');
  });

  it('shows what the scopes of a verified token open', async () => {
    expect(await ask({ authenticate }, 'Bearer read')).toEqual({ data: { open: 1, secret: 1 } });
    expect(await ask({ authenticate }, 'Bearer write')).toEqual({ data: { open: 1, secret: null }, errors: refused });
  });

  it('refuses the whole operation in reject mode', async () => {
    expect(await ask({ authenticate, authorizationMode: 'reject' })).toEqual({ errors: refused });
    expect(operations).toEqual([]);
  });

  it('takes the policies that the verified token names to hold', async () => {
    const bearer = (policies: string[]) => () => ({
      ...PUBLIC_CALLER,
      authenticated: true,
      policies: new Set(policies),
    });
    const ruled = '{ open ruled }';
    expect(await ask({ authenticate: bearer(['over-18']) }, 'Bearer x', ruled)).toEqual({
      data: { open: 1, ruled: 1 },
    });
    const without = { data: { open: 1, ruled: null }, errors: [expect.objectContaining({ path: ['ruled'] })] };
    expect(await ask({ authenticate: bearer(['over-21']) }, 'Bearer x', ruled)).toEqual(without);
    expect(await ask({}, undefined, ruled)).toEqual(without);
  });
});
