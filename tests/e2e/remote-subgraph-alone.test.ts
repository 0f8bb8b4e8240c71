import 'reflect-metadata';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { signDevelopmentToken } from '../../src/app/development-key.js';
import { type RunningServer, serve } from '../../src/app/serve.js';
import { serveSubgraph } from '../../src/app/standalone-subgraph.js';
import { type Configuration, readConfiguration } from '../../src/config.js';
import { readGuardConfiguration } from '../../src/guard-configuration.js';
import { TOWN_HEADER, TOWN_MAPPING } from '../importers/import-harness.js';

let directory: string;
let configuration: Configuration;
let server: RunningServer;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tripod-alone-'));
  configuration = readConfiguration({ TRIPOD_DATA_DIR: directory, LOG_LEVEL: 'silent' });
  server = await start('infrastructure');
}, 60_000);

afterAll(async () => {
  await server.close();
  await rm(directory, { recursive: true, force: true });
});

function start(name: string, environment: Record<string, string> = {}): Promise<RunningServer> {
  return serveSubgraph({
    name,
    host: '127.0.0.1',
    port: 0,
    configuration: { ...configuration, guards: readGuardConfiguration(environment) },
    stop: new AbortController().signal,
    tell: () => undefined,
  });
}

async function ask(query: string, variables: object = {}, headers: Record<string, string> = {}) {
  const response = await fetch(server.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as {
    data?: Record<string, unknown>;
    errors?: { message: string; extensions: Record<string, unknown> }[];
  };
  return { status: response.status, data, errors };
}

describe('one of our subgraphs alone', () => {
  it('tells its schema', async () => {
    const { data } = await ask('{ _service { sdl } }');
    expect(data).toEqual({ _service: { sdl: expect.any(String) } });
    const sdl = String((data as { _service: { sdl: string } })._service.sdl);
    expect(() => parse(sdl)).not.toThrow();
    expect(sdl).toMatch(/type Country[^{]*@key\(fields: "code"\)/);
    expect(sdl).not.toContain('_entities');
  });

  it('resolves references', async () => {
    const { data, errors } = await ask(
      `query ($representations: [_Any!]!) { _entities(representations: $representations) {
        ... on Country { code chargingLocations(first: 1) { nodes { name } } }
        ... on ChargingLocation { name }
      } }`,
      {
        representations: [
          { __typename: 'Country', code: 'NO' },
          { __typename: 'ChargingLocation', countryCode: 'NO', partyId: 'ABC', locationId: 'none' },
        ],
      },
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({ _entities: [{ code: 'NO', chargingLocations: { nodes: [] } }, null] });
  });

  it('runs the operation that is named, of several', async () => {
    const query = 'query A { _service { sdl } } query B { __typename }';
    const response = await fetch(server.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, operationName: 'B' }),
    });
    expect(await response.json()).toEqual({ data: { __typename: 'Query' } });
  });

  it.each([
    ['a field that is not there', '{ weather }', {}, 'GRAPHQL_VALIDATION_FAILED'],
    ['text that is no document', '{ _service { sdl }', {}, 'GRAPHQL_PARSE_FAILED'],
    ['a missing variable', 'query ($id: ID!) { node: swapStation(id: $id) { name } }', {}, 'BAD_USER_INPUT'],
    ['a wrong variable', 'query ($n: Int!) { swapStations(first: $n) { totalCount } }', { n: 'x' }, 'BAD_USER_INPUT'],
    ['a wrong literal', '{ swapStations(first: "x") { totalCount } }', {}, 'GRAPHQL_VALIDATION_FAILED'],
    ['too deep a document', `{ ${'a { '.repeat(30)} b ${'}'.repeat(30)} }`, {}, 'DEPTH_LIMIT'],
    ['no operation of the name', 'query A { __typename } query B { __typename }', {}, 'BAD_USER_INPUT'],
  ])('refuses %s', async (_what, query, variables, code) => {
    for (let turn = 0; turn < 2; turn += 1) {
      const { status, data, errors } = await ask(query, variables);
      expect(errors?.[0]?.extensions.code).toBe(code);
      expect(data).toBeUndefined();
      expect(status).toBe(400);
    }
  });

  it('verifies the tokens that the gateway forwards', async () => {
    const mutation = `mutation { updateEvseStatus(input: { countryCode: "NO", partyId: "ABC", locationId: "none",
      evseUid: "1", status: BLOCKED, at: "2026-11-24T12:00:00Z" }) { name } }`;
    expect((await ask(mutation)).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    const wrong = await ask(mutation, {}, { authorization: 'Bearer a.b.c' });
    expect(wrong.errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    const token = await signDevelopmentToken(directory, {
      scopes: ['internal'],
      partnerId: null,
      subject: 'test',
      issuer: configuration.tokenIssuer,
      audience: configuration.tokenAudience,
      expiresIn: '5m',
    });
    const allowed = await ask(mutation, {}, { authorization: `Bearer ${token}` });
    // Let through: what is wrong now is that there is no such location.
    expect(allowed.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  });

  it('takes the files of imports where it is the one for imports', async () => {
    const alone = await start('imports');
    try {
      const authorization = `Bearer ${await signDevelopmentToken(directory, {
        scopes: ['internal'],
        partnerId: null,
        subject: 'test',
        issuer: configuration.tokenIssuer,
        audience: configuration.tokenAudience,
        expiresIn: '5m',
      })}`;
      const graph = async (query: string, variables: object) => {
        const response = await fetch(alone.url, {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization },
          body: JSON.stringify({ query, variables }),
        });
        const answer = (await response.json()) as { data: Record<string, Record<string, unknown>>; errors?: unknown };
        expect(answer.errors).toBeUndefined();
        return answer.data;
      };
      const { createImport } = await graph(
        'mutation ($input: CreateImportInput!) { createImport(input: $input) { importId uploadPath } }',
        {
          input: {
            format: 'table',
            fileName: 'towns.csv',
            mapping: JSON.stringify(TOWN_MAPPING),
            idempotencyKey: 'imports-of-a-subgraph-alone',
          },
        },
      );
      const { importId, uploadPath } = createImport ?? {};
      const upload = await fetch(new URL(String(uploadPath), alone.url), {
        method: 'PUT',
        headers: { authorization },
        body: `${TOWN_HEADER}\n1,NO,Oslo,10.74609,59.91273,580000\n`,
      });
      expect(upload.status).toBe(202);
      await vi.waitFor(
        async () => {
          const { importJob } = await graph('query ($id: ID!) { importJob(importId: $id) { state } }', {
            id: importId,
          });
          expect(importJob).toEqual({ state: 'SUCCEEDED' });
        },
        { timeout: 20_000, interval: 50 },
      );
    } finally {
      await alone.close();
    }
  });

  it('shares its data folder with a gateway in front of it', async () => {
    const gateway = await serve({
      configuration: { ...configuration, port: 0 },
      seed: false,
      tell: () => undefined,
      onSeedProgress: () => undefined,
    });
    expect((await fetch(new URL('/readyz', gateway.url))).status).toBe(200);
    await gateway.close();
    expect((await ask('{ __typename }')).status).toBe(200);
  });

  it('has guards of its own', async () => {
    const guarded = await start('markets', { RATE_LIMIT_REQUESTS: '3', MAX_TOKENS: '20' });
    const codeOf = async (query: string) => {
      const response = await fetch(guarded.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query }),
      });
      return ((await response.json()) as { errors?: { extensions: { code: string } }[] }).errors?.[0]?.extensions.code;
    };
    expect(await codeOf(`{ ${'a: __typename '.repeat(20)} }`)).toBe('TOKEN_LIMIT');
    expect(await codeOf('{ __typename }')).toBeUndefined();
    expect(await codeOf('{ __typename }')).toBeUndefined();
    expect(await codeOf('{ __typename }')).toBe('RATE_LIMITED');
    await guarded.close();
  });

  it('is refused where there is none of that name', async () => {
    await expect(start('weather')).rejects.toThrow(/no subgraph "weather"; choose of markets, vehicles/);
  });
});
