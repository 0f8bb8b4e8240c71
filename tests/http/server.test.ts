import { once } from 'node:events';
import { connect } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { buildSchema } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apolloGateway } from '../../src/gateway/apollo-gateway.js';
import { composeSupergraph } from '../../src/gateway/compose.js';
import { createGateway } from '../../src/gateway/gateway.js';
import { localTransport } from '../../src/gateway/local-transport.js';
import { createHttpServer } from '../../src/http/server.js';
import { PUBLIC_CALLER } from '../../src/kernel/caller.js';
import { TripodError } from '../../src/kernel/errors/tripod-error.js';
import { Loaders } from '../../src/kernel/loaders/loaders.js';
import type { RequestContext } from '../../src/kernel/request-context.js';

const SDL = `
  type Query {
    greeting(name: String!): String
    broken: String
    refused: String
    requestId: String
  }
`;

let app: FastifyInstance;
const logged: unknown[] = [];

beforeAll(async () => {
  const schema = buildSchema(SDL);
  const fields = schema.getQueryType()?.getFields() ?? {};
  Object.assign(fields.greeting ?? {}, { resolve: (_: unknown, { name }: { name: string }) => `Hello ${name}` });
  Object.assign(fields.broken ?? {}, {
    resolve: () => {
      throw new Error('connection to 10.0.0.7 with password hunter2 failed');
    },
  });
  Object.assign(fields.refused ?? {}, {
    resolve: () => {
      throw new TripodError('CONFLICT', 'Somebody was faster.', { version: 3 });
    },
  });
  Object.assign(fields.requestId ?? {}, {
    resolve: (_: unknown, __: unknown, context: RequestContext) => context.requestId,
  });
  const gateway = createGateway({
    supergraphSdl: composeSupergraph([{ name: 'greetings', sdl: SDL }]),
    transports: { greetings: localTransport(schema) },
  });
  app = await createHttpServer({
    gateway: apolloGateway(gateway),
    contextOf: ({ id, authorization }) => {
      if (authorization === 'Bearer bad') {
        throw new TripodError('UNAUTHENTICATED', 'The token is not valid: it has expired.');
      }
      return { requestId: id, caller: PUBLIC_CALLER, today: '2026-11-24', loaders: new Loaders() };
    },
    log: (_message, error) => logged.push(error),
    ready: async () => ({ ok: false, clusters: [{ cluster: 'default', ok: false }] }),
  });
});

afterAll(() => app.close());

function post(payload: string | object, headers: Record<string, string> = { 'content-type': 'application/json' }) {
  return app.inject({ method: 'POST', url: '/graphql', headers, payload });
}

function errorOf(response: { json(): { errors: { message: string; extensions: Record<string, unknown> }[] } }) {
  const [error] = response.json().errors;
  if (error === undefined) {
    throw new Error('the answer has no error');
  }
  return error;
}

describe('POST /graphql', () => {
  it('answers a query with variables', async () => {
    const response = await post({ query: 'query ($n: String!) { greeting(name: $n) }', variables: { n: 'you' } });
    expect(response.statusCode).toBe(200);
    expect(response.headers['content-type']).toMatch(/^application\/json/);
    expect(response.json()).toEqual({ data: { greeting: 'Hello you' } });
  });

  it('gives every request an id that the resolvers and the answer share', async () => {
    const response = await post({ query: '{ requestId }' });
    expect(response.json().data.requestId).toBe(response.headers['x-request-id']);
  });

  it.each([
    ['malformed JSON', '{"query": "{ greeting', 400, 'BAD_REQUEST'],
    ['an empty body', '', 400, 'BAD_REQUEST'],
    ['a body without query', '{}', 400, 'BAD_REQUEST'],
    ['a list of operations', '[{"query":"{ requestId }"}]', 400, 'BAD_REQUEST'],
    ['variables that are no object', '{"query":"{ requestId }","variables":"x"}', 400, 'BAD_REQUEST'],
    ['a syntax error', '{"query":"{ greeting("}', 400, 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', '{"query":"{ nonsense }"}', 400, 'GRAPHQL_VALIDATION_FAILED'],
    ['a missing argument', '{"query":"{ greeting }"}', 400, 'GRAPHQL_VALIDATION_FAILED'],
    ['an unknown operation name', '{"query":"query A { requestId }","operationName":"B"}', 400, 'BAD_USER_INPUT'],
    [
      'a body that pollutes prototypes',
      '{"query":"{ requestId }","variables":{"__proto__":{"x":1}}}',
      400,
      'BAD_REQUEST',
    ],
  ])('refuses %s with its code, and goes on', async (_name, payload, status, code) => {
    const response = await post(payload);
    expect(response.statusCode).toBe(status);
    const error = errorOf(response);
    expect(error.extensions).toMatchObject({ code, requestId: response.headers['x-request-id'] });
    expect(response.body).not.toMatch(/stacktrace|node_modules|\.ts:/);
    expect((await post({ query: '{ requestId }' })).statusCode).toBe(200);
  });

  it('refuses a wrong variable as BAD_USER_INPUT', async () => {
    const response = await post({ query: 'query ($n: String!) { greeting(name: $n) }', variables: { n: { a: 1 } } });
    expect(errorOf(response).extensions.code).toBe('BAD_USER_INPUT');
  });

  it('refuses a body above the limit', async () => {
    const response = await post(JSON.stringify({ query: `{ requestId } #${'x'.repeat(1_100_000)}` }));
    expect(response.statusCode).toBe(413);
    expect(errorOf(response).extensions.code).toBe('BODY_TOO_LARGE');
  });

  it('refuses bodies that a form of another site could send', async () => {
    const response = await post('query={requestId}', { 'content-type': 'text/plain' });
    expect(response.statusCode).toBeGreaterThanOrEqual(400);
    expect(response.statusCode).toBeLessThan(500);
  });

  it('shows errors meant for callers with their details', async () => {
    const response = await post({ query: '{ refused }' });
    expect(response.json()).toEqual({
      data: { refused: null },
      errors: [
        {
          message: 'Somebody was faster.',
          path: ['refused'],
          extensions: { code: 'CONFLICT', version: 3, requestId: response.headers['x-request-id'] },
        },
      ],
    });
  });

  it('masks unexpected errors and logs them whole', async () => {
    logged.length = 0;
    const response = await post({ query: '{ broken greeting(name: "you") }' });
    expect(response.json().data).toEqual({ broken: null, greeting: 'Hello you' });
    const error = errorOf(response);
    expect(error.message).not.toMatch(/hunter2|10\.0\.0\.7/);
    expect(error.extensions).toEqual({ code: 'INTERNAL', requestId: response.headers['x-request-id'] });
    expect(String(logged[0])).toContain('hunter2');
  });

  it('refuses a wrong token before anything runs', async () => {
    const response = await post(
      { query: '{ requestId }' },
      { 'content-type': 'application/json', authorization: 'Bearer bad' },
    );
    expect(errorOf(response).extensions.code).toBe('UNAUTHENTICATED');
    expect(response.json().data).toBeUndefined();
  });
});

describe('GET /graphql', () => {
  it('is GraphiQL for a browser, in one page that fetches nothing from elsewhere', async () => {
    const response = await app.inject({ url: '/graphql', headers: { accept: 'text/html,application/xhtml+xml' } });
    expect(response.statusCode).toBe(200);
    expect(response.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(response.body).toContain('GraphiQL');
    expect(response.body).not.toMatch(/<(script|link)[^>]+(src|href)="https?:/);
    const again = await app.inject({
      url: '/graphql',
      headers: { accept: 'text/html', 'if-none-match': String(response.headers.etag) },
    });
    expect(again.statusCode).toBe(304);
  });

  it('answers queries of clients that cannot be led by a link of another site', async () => {
    const url = '/graphql?query=%7BrequestId%7D';
    expect((await app.inject({ url, headers: { accept: 'application/json' } })).statusCode).toBe(400);
    const preflighted = { accept: 'application/json', 'apollo-require-preflight': 'true' };
    expect((await app.inject({ url, headers: preflighted })).statusCode).toBe(200);
  });
});

describe('other paths', () => {
  it('tell that the process lives, and whether what it needs answers', async () => {
    expect((await app.inject({ url: '/healthz' })).json()).toEqual({ ok: true });
    const ready = await app.inject({ url: '/readyz' });
    expect(ready.statusCode).toBe(503);
    expect(ready.json().clusters).toHaveLength(1);
  });

  it('say where the graph is', async () => {
    const response = await app.inject({ url: '/nothing?x=1' });
    expect(response.statusCode).toBe(404);
    expect(errorOf(response)).toMatchObject({ extensions: { code: 'NOT_FOUND' } });
  });
});

describe('the end', () => {
  it('does not wait for a connection that has carried no request', async () => {
    const other = await createHttpServer({
      gateway: apolloGateway(
        createGateway({
          supergraphSdl: composeSupergraph([{ name: 'greetings', sdl: SDL }]),
          transports: { greetings: localTransport(buildSchema(SDL)) },
        }),
      ),
      contextOf: ({ id }) => ({ requestId: id, caller: PUBLIC_CALLER, today: '2026-11-24', loaders: new Loaders() }),
      log: () => undefined,
      ready: async () => ({ ok: true }),
    });
    const { port } = new URL(await other.listen({ host: '127.0.0.1', port: 0 }));
    const reserve = connect(Number(port), '127.0.0.1');
    await once(reserve, 'connect');
    const ended = once(reserve, 'close');
    await other.close();
    await ended;
  }, 10_000);
});
