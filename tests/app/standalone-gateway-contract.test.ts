import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { serveSupergraph } from '../../src/app/standalone-gateway.js';
import { composeSupergraph } from '../../src/gateway/compose.js';

const SDL = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [{ name: "@tag", as: "@label" }])
  type Query { open: Int  inside: Int @label(name: "internal") }`;

let folder: string;
let supergraphFile: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tripod-contract-'));
  supergraphFile = join(folder, 'supergraph.graphql');
  await writeFile(supergraphFile, composeSupergraph([{ name: 'one', sdl: SDL, url: 'http://127.0.0.1:9/graphql' }]));
});
afterAll(() => rm(folder, { recursive: true }));

const options = (excluded: string) => ({
  supergraphFile,
  host: '127.0.0.1',
  port: 0,
  timeoutMilliseconds: 1_000,
  forwardHeaders: [],
  contract: { includedTags: new Set<string>(), excludedTags: new Set([excluded]), hideUnreachableTypes: false },
  logLevel: 'silent' as const,
  tell: () => undefined,
});

it('The gateway command serves the contract of a supergraph, whatever it calls the directive', async () => {
  const server = await serveSupergraph(options('internal'));
  try {
    const response = await fetch(server.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ __type(name: "Query") { fields { name } } }' }),
    });
    expect(await response.json()).toEqual({ data: { __type: { fields: [{ name: 'open' }] } } });
  } finally {
    await server.close();
  }
});
