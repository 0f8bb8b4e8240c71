import 'reflect-metadata';
import type { FastifyInstance } from 'fastify';
import { buildSchema, GraphQLError } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apolloGateway } from '../../src/gateway/apollo-gateway.js';
import { composeSupergraph } from '../../src/gateway/compose.js';
import { createGateway } from '../../src/gateway/gateway.js';
import { localTransport } from '../../src/gateway/local-transport.js';
import { RateLimit } from '../../src/http/guards/rate-limit.js';
import { createHttpServer } from '../../src/http/server.js';
import { PUBLIC_CALLER } from '../../src/kernel/caller.js';
import { TripodError } from '../../src/kernel/errors/tripod-error.js';
import { Loaders } from '../../src/kernel/loaders/loaders.js';

const SDL = `
  type Query { greeting(name: String!): String  strict: String!  refused: String  broken: String  list(first: Int): [String!] }
  type Mutation { rename(name: String!): String }
`;

const logged: unknown[] = [];
const servers: FastifyInstance[] = [];

async function server(requestsPerMinute: number | null = null): Promise<FastifyInstance> {
  const schema = buildSchema(SDL);
  const query = schema.getQueryType()?.getFields() ?? {};
  const fail = (error: Error) => () => {
    throw error;
  };
  Object.assign(query.greeting ?? {}, { resolve: (_: unknown, { name }: { name: string }) => `Hello ${name} ü€😀` });
  Object.assign(query.strict ?? {}, { resolve: () => null });
  Object.assign(query.refused ?? {}, {
    resolve: fail(new TripodError('CONFLICT', 'Somebody was faster.', { version: 3 })),
  });
  Object.assign(query.broken ?? {}, { resolve: fail(new Error('password hunter2')) });
  Object.assign(query.list ?? {}, {
    resolve: (_: unknown, { first }: { first: number }) => Array(first).fill('ä long one'),
  });
  Object.assign(schema.getMutationType()?.getFields().rename ?? {}, {
    resolve: (_: unknown, { name }: { name: string }) => name,
  });
  const gateway = createGateway({
    supergraphSdl: composeSupergraph([{ name: 'greetings', sdl: SDL }]),
    transports: { greetings: localTransport(schema) },
  });
  const app = await createHttpServer({
    gateway: apolloGateway(gateway),
    contextOf: ({ id, authorization }) => {
      if (authorization === 'Bearer bad') throw new TripodError('UNAUTHENTICATED', 'The token is not valid.');
      if (authorization === 'Bearer broken') throw new GraphQLError('the keys are away');
      return { requestId: id, caller: PUBLIC_CALLER, today: '2026-11-24', loaders: new Loaders() };
    },
    log: (_message, error) => logged.push(error),
    guards: {
      maximumAnswerBytes: 20_000,
      timeoutMilliseconds: 5_000,
      ...(requestsPerMinute === null ? {} : { rateLimit: new RateLimit({ requestsPerMinute, costPerMinute: null }) }),
    },
    ready: async () => ({ ok: true }),
  });
  servers.push(app);
  return app;
}

/** What a client sees, without what differs from request to request. */
async function seen(app: FastifyInstance, payload: object, headers: Record<string, string> = {}) {
  const response = await app.inject({
    method: 'POST',
    url: '/graphql',
    headers: { 'content-type': 'application/json', ...headers },
    payload,
  });
  const id = String(response.headers['x-request-id']);
  const { date: _date, 'x-request-id': _id, 'retry-after': retry, ...rest } = response.headers;
  return {
    status: response.statusCode,
    headers: { ...rest, retries: retry !== undefined },
    body: response.body.replaceAll(id, 'the request').replace(/come back in \d+|"retryAfterSeconds":\d+/g, ''),
  };
}

let app: FastifyInstance;

beforeAll(async () => {
  app = await server();
});

afterAll(() => Promise.all(servers.map((one) => one.close())));

const GREETING = 'query One($n: String!) { greeting(name: $n) }';
const TWO = 'query A { greeting(name: "a") } query B { greeting(name: "b") }';

describe('an operation that is known', () => {
  it.each<[string, object, Record<string, string>?]>([
    ['with variables', { query: GREETING, variables: { n: 'you' } }],
    ['by name', { query: GREETING, operationName: 'One', variables: { n: 'you' } }],
    ['by a name that is null', { query: GREETING, operationName: null, variables: { n: 'you' } }],
    ['by a wrong name', { query: GREETING, operationName: 'Two', variables: { n: 'you' } }],
    ['by a name that is none', { query: GREETING, operationName: 7, variables: { n: 'you' } }],
    ['without its variables', { query: GREETING }],
    ['with null for variables', { query: GREETING, variables: null }],
    ['with wrong variables', { query: GREETING, variables: { n: { x: 1 } } }],
    ['with variables that are a list', { query: GREETING, variables: [1] }],
    ['with variables that are a text', { query: GREETING, variables: '{"n":"you"}' }],
    ['one of two', { query: TWO, operationName: 'B' }],
    ['one of two without a name', { query: TWO }],
    ['with an extension', { query: '{ greeting(name: "x") }', extensions: { any: 1 } }],
    ['with an unknown field', { query: '{ greeting(name: "x") }', more: true }],
    ['that fails in a part', { query: '{ refused greeting(name: "x") }' }],
    ['that breaks', { query: '{ broken }' }],
    ['that gives nothing', { query: '{ strict }' }],
    ['that is not valid', { query: '{ nothing }' }],
    ['that is no document', { query: '{' }],
    ['a mutation', { query: 'mutation { rename(name: "x") }' }],
    ['a long answer', { query: '{ list(first: 1000) }' }],
    ['too long an answer', { query: '{ list(first: 5000) }' }],
    ['with the cost', { query: '{ list(first: 3) }' }, { 'x-cost': 'true' }],
    ['of a caller with a wrong token', { query: '{ greeting(name: "x") }' }, { authorization: 'Bearer bad' }],
    ['of a caller who cannot be made out', { query: '{ greeting(name: "x") }' }, { authorization: 'Bearer broken' }],
    [
      'with a media type of its own',
      { query: '{ greeting(name: "x") }' },
      { accept: 'application/graphql-response+json' },
    ],
    ['with a media type that nobody gives', { query: '{ greeting(name: "x") }' }, { accept: 'image/png' }],
    ['plain JSON', { query: '{ greeting(name: "x") }' }, { accept: 'application/json' }],
  ])('%s is answered as it was the first time', async (_name, payload, headers) => {
    const fresh = await server();
    const first = await seen(fresh, payload, headers);
    expect(await seen(fresh, payload, headers)).toEqual(first);
    expect(await seen(fresh, payload, headers)).toEqual(first);
  });

  it('is told of a good token after a bad one', async () => {
    const payload = { query: '{ greeting(name: "token") }' };
    const first = await seen(app, payload);
    expect((await seen(app, payload, { authorization: 'Bearer bad' })).status).toBe(401);
    expect(await seen(app, payload)).toEqual(first);
  });

  it('counts for the rate limit', async () => {
    const limited = await server(3);
    const payload = { query: '{ greeting(name: "x") }' };
    const statuses = [];
    for (let at = 0; at < 5; at++) statuses.push((await seen(limited, payload)).status);
    expect(statuses).toEqual([200, 200, 200, 429, 429]);
  });

  it('is not run where a simple request of a browser asks for it', async () => {
    const payload = { query: '{ greeting(name: "x") }' };
    await seen(app, payload);
    const simple = await app.inject({
      method: 'POST',
      url: '/graphql',
      headers: { 'content-type': 'text/plain' },
      payload: JSON.stringify(payload),
    });
    expect(simple.statusCode).toBeGreaterThanOrEqual(400);
  });
});
