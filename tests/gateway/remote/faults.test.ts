import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer, type Server } from 'node:net';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  type RemoteTransport,
  type RemoteTransportOptions,
  remoteTransport,
} from '../../../src/gateway/remote/remote-transport.js';
import { federate, subgraph } from '../subgraph-fixture.js';

const cleanUps: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

async function listening(server: Server): Promise<string> {
  const sockets = new Set<{ destroy(): void }>();
  server.on('connection', (socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanUps.push(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
}

/** A transport, quick to retry, to a server that answers its n-th request as it is told. */
async function transportTo(
  respond: (response: ServerResponse, attempt: number, request: IncomingMessage) => void,
  options: Partial<RemoteTransportOptions> = {},
): Promise<{ transport: RemoteTransport; attempts: () => number }> {
  let attempts = 0;
  const server = createHttpServer((request, response) => {
    request.resume();
    request.on('end', () => respond(response, ++attempts, request));
  });
  const transport = transportAt(await listening(server), options);
  return { transport, attempts: () => attempts };
}

function transportAt(url: string, options: Partial<RemoteTransportOptions> = {}): RemoteTransport {
  const transport = remoteTransport({
    name: 'bank',
    url,
    timeoutMilliseconds: 5_000,
    retry: { backOffMilliseconds: 1 },
    ...options,
  });
  cleanUps.push(() => transport.close());
  return transport;
}

const json = (response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}) =>
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
const fine = (response: ServerResponse) => json(response, 200, { data: { n: 1 } });
const ask = (transport: RemoteTransport, operation = 'query{n}') => transport.prepare(operation)({}, {});

describe('a remote subgraph with faults', () => {
  it.each<[string, (response: ServerResponse) => void]>([
    ['resets the connection before its answer', (response) => response.socket?.resetAndDestroy()],
    [
      'breaks off in the middle of its answer',
      (response) => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
        response.write('{"data":', () => response.socket?.resetAndDestroy());
      },
    ],
    ['is behind a bad gateway', (response) => json(response, 502, 'bad')],
    ['asks to wait', (response) => json(response, 429, { errors: [{ message: 'busy' }] }, { 'retry-after': '0' })],
    ['is unavailable until a date', (response) => json(response, 503, {}, { 'retry-after': new Date().toUTCString() })],
  ])('is asked again when it %s: queries only', async (_name, fail) => {
    const { transport, attempts } = await transportTo((response, attempt) =>
      attempt % 3 === 0 ? fine(response) : fail(response),
    );
    expect(await ask(transport)).toEqual({ data: { n: 1 } });
    expect(attempts()).toBe(3);
    const { errors } = await ask(transport, 'mutation{n}');
    expect(errors).toHaveLength(1);
    expect(attempts()).toBe(4);
  });

  it('is not waited for longer than its time, whatever it asks', async () => {
    const { transport, attempts } = await transportTo((response) => json(response, 503, {}, { 'retry-after': '600' }));
    const { errors } = await ask(transport);
    expect(errors?.[0]?.message).toBe('Subgraph "bank" is unavailable: it answered with status 503');
    expect(attempts()).toBe(1);
  });

  it('has one time for all its attempts', async () => {
    const { transport } = await transportTo(
      (response, attempt) => {
        if (attempt === 1) response.socket?.resetAndDestroy();
      },
      { timeoutMilliseconds: 150 },
    );
    const { errors } = await ask(transport);
    expect(errors?.[0]?.message).toBe('Subgraph "bank" is unavailable: no answer within 150 ms');
  });

  it('that dribbles its answer is cut off at its time', async () => {
    const { transport } = await transportTo(
      (response) => {
        response.writeHead(200);
        const dribble = setInterval(() => response.write(' '), 10);
        response.on('close', () => clearInterval(dribble));
      },
      { timeoutMilliseconds: 150 },
    );
    const { errors } = await ask(transport);
    expect(errors?.[0]?.message).toMatch(/no answer within 150 ms/);
  });

  it('that answers without end is cut off at the limit, with its connection', async () => {
    let closed = false;
    const { transport } = await transportTo(
      (response) => {
        response.on('close', () => {
          closed = true;
        });
        const pour = () => {
          while (!response.destroyed && response.write('x'.repeat(65_536)));
        };
        response.on('drain', pour);
        pour();
      },
      { maximumAnswerBytes: 1_000_000 },
    );
    const { errors } = await ask(transport);
    expect(errors?.[0]?.message).toBe('Subgraph "bank" is unavailable: its answer is longer than 1000000 bytes');
    await vi.waitFor(() => expect(closed).toBe(true));
    // A long answer is the query's fault, not the subgraph's.
    expect(transport.state()).toBe('closed');
  });

  it('that speaks anything but HTTP costs one clear error', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 200 }), async (garbage) => {
        const url = await listening(createServer((socket) => void socket.on('error', () => undefined).end(garbage)));
        const { errors, data } = await ask(transportAt(url, { retry: { retries: 0 } }));
        expect(data).toBeUndefined();
        expect(errors?.map((error) => error.extensions)).toEqual([{ code: 'SUBGRAPH_UNAVAILABLE', subgraph: 'bank' }]);
      }),
      { numRuns: 20 },
    );
  });

  it('that answers 200 with anything but GraphQL costs one clear error', async () => {
    const bodies = fc.oneof(fc.json(), fc.string(), fc.constantFrom('{"data":', '[]', 'null', '{"errors":{}}'));
    let body = '';
    const { transport } = await transportTo((response) => response.end(body), { circuitBreaker: false });
    await fc.assert(
      fc.asyncProperty(bodies, async (text) => {
        fc.pre(!/"(data|errors)":[^{]/.test(text));
        body = text;
        const { errors } = await ask(transport);
        expect(errors?.map((error) => error.extensions?.code)).toEqual(['SUBGRAPH_INVALID_ANSWER']);
      }),
      { numRuns: 50 },
    );
  });

  it('opens its circuit, half-opens and closes it', async () => {
    const changes: string[] = [];
    let well = false;
    const { transport, attempts } = await transportTo((response) => (well ? fine(response) : json(response, 503, {})), {
      retry: { retries: 0 },
      circuitBreaker: { minimumRequests: 3, openMilliseconds: 40, trialRequests: 1 },
      onBreakerChange: (state) => changes.push(state),
    });
    for (let n = 0; n < 3; n++) await ask(transport);
    expect(transport.state()).toBe('open');
    const { errors } = await ask(transport);
    expect(errors?.[0]?.message).toMatch(/failed too often/);
    expect(attempts()).toBe(3);
    await vi.waitFor(() => expect(transport.state()).toBe('half-open'));
    await ask(transport);
    expect(attempts()).toBe(4);
    well = true;
    await vi.waitFor(() => expect(transport.state()).toBe('half-open'));
    expect(await ask(transport)).toEqual({ data: { n: 1 } });
    expect(changes).toEqual(['open', 'half-open', 'open', 'half-open', 'closed']);
  });

  it('keeps its circuit closed while it refuses, or answers GraphQL with status 500', async () => {
    const { transport } = await transportTo(
      (response, attempt) => json(response, [400, 429, 500][attempt % 3] ?? 500, { errors: [{ message: 'no' }] }),
      { retry: { retries: 0 }, circuitBreaker: { minimumRequests: 2 } },
    );
    for (let n = 0; n < 12; n++) await ask(transport);
    expect(transport.state()).toBe('closed');
  });

  it('is asked once for identical queries at the same time', async () => {
    const { transport, attempts } = await transportTo((response) => void setTimeout(() => fine(response), 20));
    const answers = await Promise.all(Array.from({ length: 10 }, () => ask(transport)));
    expect(attempts()).toBe(1);
    // Each gets objects of its own: the engine merges into them.
    expect(new Set(answers.map(({ data }) => data)).size).toBe(10);
  });

  it('costs the fields that it has, with their paths, and no more', async () => {
    const countries = subgraph(
      'countries',
      'type Query { countries: [Country!]! } type Country @key(fields: "code") { code: ID! name: String! }',
      {
        fields: {
          Query: {
            countries: () => [
              { code: 'NO', name: 'Norway' },
              { code: 'DE', name: 'Germany' },
            ],
          },
        },
      },
    );
    const bank = subgraph('bank', 'type Country @key(fields: "code") { code: ID! products: [String!] }');
    const { transport } = await transportTo(() => undefined, { timeoutMilliseconds: 100 });
    const { query } = federate([countries, bank], { transports: { bank: transport } });
    expect(await query('{ all: countries { name offered: products } }')).toMatchObject({
      data: {
        all: [
          { name: 'Norway', offered: null },
          { name: 'Germany', offered: null },
        ],
      },
      errors: [
        { path: ['all', 0, 'offered'], extensions: { code: 'SUBGRAPH_UNAVAILABLE', subgraph: 'bank' } },
        { path: ['all', 1, 'offered'], extensions: { code: 'SUBGRAPH_UNAVAILABLE', subgraph: 'bank' } },
      ],
    });
  });
});
