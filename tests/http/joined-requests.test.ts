import 'reflect-metadata';
import { setImmediate as afterCallbacks } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { buildSchema } from 'graphql';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { apolloGateway } from '../../src/gateway/apollo-gateway.js';
import { composeSupergraph } from '../../src/gateway/compose.js';
import { createGateway } from '../../src/gateway/gateway.js';
import { localTransport } from '../../src/gateway/local-transport.js';
import { RateLimit } from '../../src/http/guards/rate-limit.js';
import { createHttpServer } from '../../src/http/server.js';
import { PUBLIC_CALLER } from '../../src/kernel/caller.js';
import { Loaders } from '../../src/kernel/loaders/loaders.js';

const SDL = `
  type Query { reading(of: String): Int }
  type Mutation { write: Int }
`;
const READING = { query: 'query Reading($of: String) { reading(of: $of) }' };

/** Readings in the order in which they were asked for; each waits until it is let go. */
let readings: { readonly of: string | null; readonly give: (value: number | Error) => void }[] = [];
let writes = 0;
let arrived: () => void = () => undefined;
const servers: FastifyInstance[] = [];

beforeEach(() => {
  readings = [];
  writes = 0;
});
afterAll(() => Promise.all(servers.map((app) => app.close())));

async function server(options: { joinEqualRequests?: boolean; requestsPerMinute?: number } = {}) {
  const { joinEqualRequests = true, requestsPerMinute = null } = options;
  const schema = buildSchema(SDL);
  Object.assign(schema.getQueryType()?.getFields().reading ?? {}, {
    resolve: (_: unknown, { of = null }: { of?: string | null }) =>
      new Promise((resolve, reject) => {
        readings.push({ of, give: (value) => (value instanceof Error ? reject(value) : resolve(value)) });
        arrived();
      }),
  });
  Object.assign(schema.getMutationType()?.getFields().write ?? {}, { resolve: () => ++writes });
  const gateway = createGateway({
    supergraphSdl: composeSupergraph([{ name: 'readings', sdl: SDL }]),
    transports: { readings: localTransport(schema) },
  });
  const app = await createHttpServer({
    gateway: apolloGateway(gateway),
    contextOf: ({ id, authorization }) => ({
      requestId: id,
      caller:
        authorization === undefined
          ? PUBLIC_CALLER
          : { authenticated: true, scopes: new Set(), partnerId: null, subject: authorization },
      today: '2026-11-25',
      loaders: new Loaders(),
    }),
    log: () => undefined,
    guards: {
      joinEqualRequests,
      maximumAnswerBytes: 1_000,
      ...(requestsPerMinute === null ? {} : { rateLimit: new RateLimit({ requestsPerMinute, costPerMinute: null }) }),
    },
    ready: async () => ({ ok: true }),
  });
  servers.push(app);
  // An operation must be known before it takes the way on which requests join.
  await answered(app, READING, 1);
  readings = [];
  return app;
}

type Body = Record<string, unknown>;

function ask(app: FastifyInstance, body: Body, headers: Record<string, string> = {}) {
  return app.inject({
    method: 'POST',
    url: '/graphql',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
}

/** Waits until the resolver has been asked so many times in all. */
async function asked(times: number): Promise<void> {
  while (readings.length < times) {
    await new Promise<void>((resolve) => (arrived = resolve));
  }
  // Whoever else may come has come by then.
  for (let turn = 0; turn < 20; turn += 1) await afterCallbacks();
}

async function answered(app: FastifyInstance, body: Body, value: number) {
  const answer = ask(app, body);
  await asked(1);
  readings[0]?.give(value);
  return answer;
}

describe('Equal queries under way together', () => {
  it('are executed once and all get the answer', async () => {
    const app = await server();
    const answers = Promise.all(Array.from({ length: 20 }, () => ask(app, READING)));
    await asked(1);
    expect(readings).toHaveLength(1);
    readings[0]?.give(7);
    for (const answer of await answers) {
      expect(answer.statusCode).toBe(200);
      expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
      expect(answer.json()).toEqual({ data: { reading: 7 } });
    }
  });

  it('are executed again when the first has been answered', async () => {
    const app = await server();
    await answered(app, READING, 1);
    readings = [];
    expect((await answered(app, READING, 2)).json()).toEqual({ data: { reading: 2 } });
  });

  it.each([
    ['variables', { ...READING, variables: { of: 'another' } }, {}],
    ['text', { query: `${READING.query} ` }, {}],
    ['a header', READING, { 'accept-language': 'de' }],
    ['a token that is not verified here', READING, { cookie: 'session=2' }],
  ])('are not equal with other %s', async (_what, body, headers) => {
    const app = await server();
    const first = ask(app, READING);
    await asked(1);
    const second = ask(app, body, headers);
    await asked(2);
    readings[1]?.give(2);
    readings[0]?.give(1);
    expect((await first).json()).toEqual({ data: { reading: 1 } });
    expect((await second).json()).toEqual({ data: { reading: 2 } });
  });

  it('are equal whatever their trace and request ids', async () => {
    const app = await server();
    const answers = Promise.all(['a', 'b', 'c'].map((id) => ask(app, READING, { 'x-request-id': id })));
    await asked(1);
    expect(readings).toHaveLength(1);
    readings[0]?.give(5);
    expect((await answers).map((answer) => answer.json())).toEqual(Array(3).fill({ data: { reading: 5 } }));
  });

  it('each go their own way where the first has an error, under their own request ids', async () => {
    const app = await server();
    const answers = Promise.all(Array.from({ length: 3 }, () => ask(app, READING)));
    await asked(1);
    readings[0]?.give(new Error('no reading'));
    await asked(3);
    readings[1]?.give(1);
    readings[2]?.give(2);
    const bodies = (await answers).map((answer) => answer.json());
    expect(bodies[0].errors[0].extensions.requestId).toBeTruthy();
    expect(bodies.slice(1)).toEqual([{ data: { reading: 1 } }, { data: { reading: 2 } }]);
  });

  it('are counted one by one', async () => {
    const app = await server({ requestsPerMinute: 4 });
    const answers = Promise.all(Array.from({ length: 6 }, () => ask(app, READING)));
    await asked(1);
    readings[0]?.give(3);
    // One of the four was spent on making the operation known.
    expect((await answers).map((answer) => answer.statusCode).sort()).toEqual([200, 200, 200, 429, 429, 429]);
  });

  it('of verified callers are never joined', async () => {
    const app = await server();
    const answers = Promise.all(Array.from({ length: 2 }, () => ask(app, READING, { authorization: 'Bearer bank' })));
    await asked(2);
    readings[0]?.give(1);
    readings[1]?.give(2);
    expect((await answers).map((answer) => answer.json().data.reading).sort()).toEqual([1, 2]);
  });

  it('are not joined unless told to', async () => {
    const app = await server({ joinEqualRequests: false });
    const answers = Promise.all(Array.from({ length: 2 }, () => ask(app, READING)));
    await asked(2);
    for (const { give } of readings) give(1);
    await answers;
  });
});

it('mutations are never joined', async () => {
  const app = await server();
  const write = { query: 'mutation { write }' };
  await ask(app, write);
  const answers = await Promise.all(Array.from({ length: 5 }, () => ask(app, write)));
  expect(answers.map((answer) => answer.json().data.write).sort()).toEqual([2, 3, 4, 5, 6]);
});
