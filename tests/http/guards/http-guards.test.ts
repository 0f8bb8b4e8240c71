import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { GatewayGuards } from '../../../src/gateway/gateway.js';
import type { HttpGuards } from '../../../src/http/guards/guard-options.js';
import { RateLimit } from '../../../src/http/guards/rate-limit.js';
import { TrustedDocuments } from '../../../src/http/guards/trusted-documents.js';
import { type GuardedServer, guardedServer } from './guarded-server.js';

let server: GuardedServer | undefined;
afterEach(async () => {
  const open = server;
  server = undefined;
  await open?.app.close();
  // Nothing that a guard refuses is an unexpected error.
  expect(open?.logged ?? []).toEqual([]);
});

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly data: unknown;
  readonly extensions: unknown;
  readonly codes: readonly unknown[];
  readonly errors: readonly { message: string; extensions: Record<string, unknown> }[];
}

function read(response: { statusCode: number; headers: object; json(): unknown }): Answer {
  const { data, errors = [], extensions } = response.json() as Answer & { errors?: Answer['errors'] };
  const headers = response.headers as Record<string, unknown>;
  return {
    status: response.statusCode,
    headers,
    data,
    errors,
    extensions,
    codes: errors.map((error) => error.extensions.code),
  };
}

async function start(guards: HttpGuards, options: Parameters<typeof guardedServer>[1] = {}) {
  const started = await guardedServer(guards, options);
  server = started;
  return {
    post: async (payload: object, headers: Record<string, string> = {}, remoteAddress = '192.0.2.1') =>
      read(await started.app.inject({ method: 'POST', url: '/graphql', payload, headers, remoteAddress })),
    get: async (parameters: Record<string, string>) =>
      read(
        await started.app.inject({
          url: `/graphql?${new URLSearchParams(parameters)}`,
          headers: { 'apollo-require-preflight': 'true' },
        }),
      ),
  };
}

describe('cost', () => {
  const budgets = { everybody: 20, roles: { bank: 30 }, clients: { alice: 100 } };
  // Fields: items 1. Types: Query and the items.
  const query = (first: number) => ({ query: `{ items(first: ${first}) { id } }` });

  it('beyond the budget of everybody is refused with cost and budget', async () => {
    const { post } = await start({ budgets });
    expect((await post(query(18))).status).toBe(200);
    const refused = await post(query(19));
    expect(refused.status).toBe(400);
    expect(refused.data).toBeUndefined();
    expect(refused.errors[0]?.extensions).toEqual({
      code: 'COST_LIMIT',
      cost: 21,
      fieldCost: 1,
      typeCost: 20,
      budget: 20,
      requestId: refused.headers['x-request-id'],
    });
  });

  it('is judged by the role, and first by the client', async () => {
    const { post } = await start({ budgets });
    expect((await post(query(28), { authorization: 'Bearer bank' })).status).toBe(200);
    expect((await post(query(29), { authorization: 'Bearer bank' })).codes).toEqual(['COST_LIMIT']);
    expect((await post(query(98), { authorization: 'Bearer bank/alice' })).status).toBe(200);
    expect((await post(query(19), { authorization: 'Bearer other/bob' })).codes).toEqual(['COST_LIMIT']);
  });

  it('is judged with the variables of every request', async () => {
    const { post } = await start({ budgets });
    const document = 'query ($n: Int!) { items(first: $n) { id } }';
    expect((await post({ query: document, variables: { n: 5 } })).status).toBe(200);
    expect((await post({ query: document, variables: { n: 2_000_000_000 } })).codes).toEqual(['COST_LIMIT']);
  });

  it('is told to those who ask', async () => {
    const { post } = await start({ budgets });
    expect((await post(query(3), { 'x-cost': 'true' })).extensions).toEqual({
      cost: { cost: 5, fieldCost: 1, typeCost: 4 },
    });
    expect((await post(query(3))).extensions).toBeUndefined();
  });
});

describe('rate limit', () => {
  const greeting = { query: '{ greeting }' };

  it('counts requests by address, and says when to come back', async () => {
    const { post } = await start({ rateLimit: new RateLimit({ requestsPerMinute: 2, costPerMinute: null }) });
    expect((await post(greeting)).status).toBe(200);
    expect((await post(greeting)).status).toBe(200);
    const refused = await post(greeting);
    expect(refused.status).toBe(429);
    expect(refused.codes).toEqual(['RATE_LIMITED']);
    const seconds = Number(refused.headers['retry-after']);
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(60);
    expect(refused.errors[0]?.extensions).toMatchObject({ limit: 2, retryAfterSeconds: seconds });
    expect((await post(greeting, {}, '192.0.2.2')).status).toBe(200);
  });

  it('counts requests of one subject together, wherever they come from', async () => {
    const { post } = await start({ rateLimit: new RateLimit({ requestsPerMinute: 1, costPerMinute: null }) });
    const authorization = 'Bearer bank/alice';
    expect((await post(greeting, { authorization }, '192.0.2.1')).status).toBe(200);
    expect((await post(greeting, { authorization }, '192.0.2.2')).status).toBe(429);
    expect((await post(greeting, {}, '192.0.2.2')).status).toBe(200);
  });

  it('counts requests with wrong tokens too', async () => {
    const { post } = await start({ rateLimit: new RateLimit({ requestsPerMinute: 1, costPerMinute: null }) });
    expect((await post(greeting, { authorization: 'Bearer bad' })).codes).toEqual(['UNAUTHENTICATED']);
    expect((await post(greeting, { authorization: 'Bearer bad' })).codes).toEqual(['RATE_LIMITED']);
  });

  it('counts cost; one operation beyond the whole window takes all of it', async () => {
    const { post } = await start({ rateLimit: new RateLimit({ requestsPerMinute: null, costPerMinute: 20 }) });
    const items = { query: '{ items(first: 8) { id } }' };
    expect((await post(items)).status).toBe(200);
    expect((await post(items)).status).toBe(200);
    const refused = await post(items);
    expect([refused.status, refused.codes]).toEqual([429, ['RATE_LIMITED']]);
    const dear = { query: '{ items(first: 500) { id } }' };
    expect((await post(dear, {}, '192.0.2.3')).status).toBe(200);
    expect((await post(greeting, {}, '192.0.2.3')).status).toBe(429);
  });

  it('believes only trusted proxies about where a request comes from', async () => {
    const rateLimit = () => new RateLimit({ requestsPerMinute: 1, costPerMinute: null });
    const { post } = await start({ rateLimit: rateLimit() }, { trustedProxies: ['192.0.2.0/28'] });
    expect((await post(greeting, { 'x-forwarded-for': '198.51.100.1' }, '192.0.2.1')).status).toBe(200);
    expect((await post(greeting, { 'x-forwarded-for': '198.51.100.2' }, '192.0.2.1')).status).toBe(200);
    expect((await post(greeting, { 'x-forwarded-for': '198.51.100.1' }, '192.0.2.1')).status).toBe(429);
    expect((await post(greeting, { 'x-forwarded-for': '198.51.100.3' }, '203.0.113.1')).status).toBe(200);
    expect((await post(greeting, { 'x-forwarded-for': '198.51.100.4' }, '203.0.113.1')).status).toBe(429);
  });
});

describe('trusted documents', () => {
  const text = '{ greeting }';
  const sha256 = createHash('sha256').update(text).digest('hex');
  const documents = new Map([
    [sha256, text],
    ['abc', 'query Items($n: Int!) { items(first: $n) { id } }'],
  ]);

  it('run by documentId or by the extension, with variables', async () => {
    const { post, get } = await start({ trustedDocuments: new TrustedDocuments({ documents, only: false }) });
    const greeted = { greeting: 'Hello' };
    expect((await post({ documentId: `sha256:${sha256}` })).data).toEqual(greeted);
    expect((await post({ documentId: 'abc', variables: { n: 1 } })).data).toEqual({ items: [{ id: '0' }] });
    const persistedQuery = { version: 1, sha256Hash: sha256 };
    expect((await post({ extensions: { persistedQuery } })).data).toEqual(greeted);
    expect((await get({ documentId: sha256 })).data).toEqual(greeted);
    expect((await get({ extensions: JSON.stringify({ persistedQuery }) })).data).toEqual(greeted);
  });

  it('do not hinder others, unless they alone may run', async () => {
    const { post } = await start({ trustedDocuments: new TrustedDocuments({ documents, only: false }) });
    expect((await post({ query: '{ __typename }' })).data).toEqual({ __typename: 'Query' });
    const unknown = await post({ documentId: 'nothing' });
    expect([unknown.status, unknown.codes]).toEqual([404, ['PERSISTED_QUERY_NOT_FOUND']]);
  });

  it('alone run in safelist mode, by id or by their very text', async () => {
    const { post, get } = await start({ trustedDocuments: new TrustedDocuments({ documents, only: true }) });
    expect((await post({ documentId: sha256 })).status).toBe(200);
    expect((await post({ query: text })).status).toBe(200);
    for (const body of [
      { query: '{ __typename }' },
      { query: `${text} ` },
      { documentId: 'nothing' },
      { documentId: 'nothing', query: '{ __typename }' },
      { documentId: { toString: 'abc' } },
      { extensions: { persistedQuery: { version: 1, sha256Hash: 'nothing' } }, query: '{ __typename }' },
      { extensions: 'abc' },
      [{ query: text }],
      {},
    ]) {
      const refused = await post(body);
      expect([refused.status, refused.codes], JSON.stringify(body)).toEqual([403, ['DOCUMENT_NOT_TRUSTED']]);
    }
    expect((await get({ query: '{ __typename }' })).codes).toEqual(['DOCUMENT_NOT_TRUSTED']);
    expect((await get({ documentId: sha256, query: '{ __typename }' })).data).toEqual({ greeting: 'Hello' });
  });
});

describe('persisted queries', () => {
  const query = '{ greeting }';
  const persistedQuery = { version: 1, sha256Hash: createHash('sha256').update(query).digest('hex') };

  it('are registered by the first client that sends one', async () => {
    const { post, get } = await start({});
    expect((await post({ extensions: { persistedQuery } })).codes).toEqual(['PERSISTED_QUERY_NOT_FOUND']);
    expect((await post({ query, extensions: { persistedQuery } })).data).toEqual({ greeting: 'Hello' });
    expect((await post({ extensions: { persistedQuery } })).data).toEqual({ greeting: 'Hello' });
    expect((await get({ extensions: JSON.stringify({ persistedQuery }) })).data).toEqual({ greeting: 'Hello' });
  });

  it('are not taken under a wrong hash or version', async () => {
    const { post } = await start({});
    const wrongHash = await post({ query, extensions: { persistedQuery: { ...persistedQuery, sha256Hash: 'abc' } } });
    expect([wrongHash.status, wrongHash.codes]).toEqual([400, ['BAD_REQUEST']]);
    const wrongVersion = await post({ query, extensions: { persistedQuery: { ...persistedQuery, version: 2 } } });
    expect([wrongVersion.status, wrongVersion.codes]).toEqual([400, ['BAD_REQUEST']]);
  });
});

describe('time-out', () => {
  it('ends the request and tells everybody who works on it', async () => {
    const { post } = await start({ timeoutMilliseconds: 30 });
    const ended = await post({ query: '{ greeting slow }' });
    expect([ended.status, ended.codes]).toEqual([504, ['REQUEST_TIMEOUT']]);
    expect(ended.data).toBeUndefined();
    expect(server?.cancelled).toMatchObject([{ extensions: { code: 'REQUEST_TIMEOUT' } }]);
    expect((await post({ query: '{ greeting }' })).data).toEqual({ greeting: 'Hello' });
  });

  it('is also the end of work for a client that has gone', async () => {
    const guarded = await guardedServer({});
    server = guarded;
    const { app, cancelled, started } = guarded;
    await app.listen({ host: '127.0.0.1', port: 0 });
    const { port } = app.server.address() as AddressInfo;
    const client = request({ host: '127.0.0.1', port, path: '/graphql', method: 'POST', agent: false });
    client.setHeader('content-type', 'application/json');
    client.on('error', () => undefined);
    client.end(JSON.stringify({ query: '{ slow }' }));
    await once(started, 'slow');
    client.destroy();
    await expect.poll(() => cancelled.length).toBe(1);
    expect(cancelled).toMatchObject([{ extensions: { code: 'REQUEST_CANCELLED' } }]);
  });
});

describe('size of answers', () => {
  it('is limited in bytes, not in characters', async () => {
    const { post } = await start({ maximumAnswerBytes: 1_000 });
    expect((await post({ query: '{ items(first: 4) { text } }' })).status).toBe(200);
    const refused = await post({ query: '{ items(first: 5) { text } }' });
    expect([refused.status, refused.codes]).toEqual([400, ['ANSWER_TOO_LARGE']]);
    expect(refused.errors[0]?.extensions.requestId).toBe(refused.headers['x-request-id']);
    expect(refused.data).toBeUndefined();
  });
});

describe('documents', () => {
  const refusal = async (query: string, gateway: GatewayGuards = {}, guards: HttpGuards = {}) => {
    const { post } = await start(guards, { gateway });
    const { status, codes } = await post({ query });
    await server?.app.close();
    return [status, ...codes];
  };

  it.each([
    ['too many tokens', `{ ${'greeting '.repeat(10_001)} }`, 'TOKEN_LIMIT'],
    ['too deep', `{ ${'a { '.repeat(21)} b ${'}'.repeat(21)} }`, 'DEPTH_LIMIT'],
    ['far too deep', '{ a '.repeat(4_900), /^(DEPTH_LIMIT|GRAPHQL_PARSE_FAILED)$/],
    ['lists far too deep', `{ greeting(x: ${'['.repeat(9_000)}`, /^(DEPTH_LIMIT|GRAPHQL_PARSE_FAILED)$/],
    ['too many aliases', `{ ${Array.from({ length: 101 }, (_, n) => `a${n}: greeting`).join(' ')} }`, 'ALIAS_LIMIT'],
    ['too many directives', `{ greeting ${'@a '.repeat(51)} }`, 'DIRECTIVE_LIMIT'],
    ['one field too often', `{ ${'greeting '.repeat(200)} }`, 'FIELD_PAIR_LIMIT'],
    ['a fragment of itself', '{ ...A } fragment A on Query { ...A }', 'GRAPHQL_VALIDATION_FAILED'],
  ])('with %s are refused', async (_name, query, code) => {
    expect(await refusal(query)).toEqual([400, typeof code === 'string' ? code : expect.stringMatching(code)]);
  });

  it('that ask for the schema are refused where introspection is off', async () => {
    expect(await refusal('{ __type(name: "Item") { name } }', { introspection: false })).toEqual([
      400,
      'GRAPHQL_VALIDATION_FAILED',
    ]);
  });
});

describe('requests', () => {
  it('with a wrong token are refused with a challenge (RFC 6750)', async () => {
    const { post } = await start({});
    const refused = await post({ query: '{ greeting }' }, { authorization: 'Bearer bad' });
    expect([refused.status, refused.codes]).toEqual([401, ['UNAUTHENTICATED']]);
    expect(refused.headers['www-authenticate']).toBe('Bearer error="invalid_token"');
  });

  it('come one at a time: lists of operations are refused', async () => {
    const { post } = await start({});
    const refused = await post([{ query: '{ greeting }' }, { query: '{ greeting }' }]);
    expect([refused.status, refused.codes]).toEqual([400, ['BAD_REQUEST']]);
  });

  it('that a page of another site could send without asking are refused', async () => {
    const { post } = await start({});
    expect((await post({ query: '{ greeting }' }, { 'content-type': 'application/json' })).status).toBe(200);
    const app = server?.app;
    for (const contentType of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
      const response = await app?.inject({
        method: 'POST',
        url: '/graphql',
        headers: { 'content-type': contentType },
        payload: '{"query":"{ greeting }"}',
      });
      expect([400, 415], contentType).toContain(response?.statusCode);
      expect(response?.json(), contentType).not.toHaveProperty('data');
    }
    const link = await app?.inject({ url: '/graphql?query=%7Bgreeting%7D', headers: { accept: 'application/json' } });
    expect(link?.statusCode).toBe(400);
  });
});
