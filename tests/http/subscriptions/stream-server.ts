import type { AddressInfo } from 'node:net';
import { WebSocket } from 'ws';
import { apolloGateway } from '../../../src/gateway/apollo-gateway.js';
import type { RequestObservation } from '../../../src/http/request-observation.js';
import { createHttpServer } from '../../../src/http/server.js';
import type { StreamLimits } from '../../../src/http/subscriptions/stream-limits.js';
import { PUBLIC_CALLER } from '../../../src/kernel/caller.js';
import { TripodError } from '../../../src/kernel/errors/tripod-error.js';
import { BoundedQueue } from '../../../src/kernel/events/bounded-queue.js';
import { Loaders } from '../../../src/kernel/loaders/loaders.js';
import { federate, subgraph } from '../../gateway/subgraph-fixture.js';

export interface StreamServer {
  /** `http://127.0.0.1:PORT/graphql` */
  readonly url: string;
  /** Subscriptions that the subgraph has at present. */
  readonly sources: Set<BoundedQueue<{ id: string }>>;
  /** Tells all of them of a station. */
  publish(id: string): void;
  /** Resolves when so many subscriptions are at the subgraph. */
  subscribed(count: number): Promise<void>;
  /** Makes every token invalid. */
  revokeTokens(): void;
  readonly logged: unknown[];
  close(): Promise<void>;
}

/** Stations in one subgraph, which tells of changes; their names in another. */
export async function startStreamServer(
  limits: Partial<StreamLimits> = {},
  observation: RequestObservation = {},
): Promise<StreamServer> {
  const sources = new Set<BoundedQueue<{ id: string }>>();
  const stations = subgraph(
    'stations',
    `type Query { station: Station broken: String }
     type Subscription { changed: Station! refused: Station }
     type Station @key(fields: "id") { id: ID! load: String! }`,
    {
      fields: {
        Query: {
          station: () => ({ id: 's0' }),
          broken: () => {
            throw new Error('password hunter2');
          },
        },
        Station: {
          load: ({ id }) => (id === 'large' ? 'x'.repeat(1_000_000) : id === 'bad' ? null : 'low'),
        },
      },
    },
  );
  const fields = stations.schema.getSubscriptionType()?.getFields();
  if (!fields?.changed || !fields.refused) throw new Error('no subscription fields');
  fields.changed.resolve = (station) => station;
  fields.changed.subscribe = () => {
    const source = new BoundedQueue<{ id: string }>(1_000, () => sources.delete(source));
    sources.add(source);
    return source;
  };
  fields.refused.subscribe = () => {
    throw new TripodError('FORBIDDEN', 'Not for you.');
  };
  const names = subgraph('names', 'type Station @key(fields: "id") { id: ID! name: String }', {
    fields: { Station: { name: ({ id }) => `Station ${id}` } },
  });
  const { gateway } = federate(
    [stations, names],
    observation.observability === undefined ? {} : { observer: observation.observability.gateway },
  );
  const logged: unknown[] = [];
  let tokensAreValid = true;
  const app = await createHttpServer({
    gateway: apolloGateway(gateway),
    streams: { gateway, limits },
    ...observation,
    contextOf: ({ id, authorization, headers, signal }) => {
      if (authorization !== undefined && (authorization !== 'Bearer good' || !tokensAreValid)) {
        throw new TripodError('UNAUTHENTICATED', 'The token is not valid: it has expired.');
      }
      return { requestId: id, caller: PUBLIC_CALLER, today: '2026-11-24', loaders: new Loaders(), headers, signal };
    },
    log: (_message, error) => logged.push(error),
    ready: async () => ({ ok: true }),
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/graphql`,
    sources,
    publish: (id) => {
      for (const source of sources) source.push({ id });
    },
    subscribed: async (count) => {
      while (sources.size !== count) await new Promise((resolve) => setTimeout(resolve, 5));
    },
    revokeTokens: () => {
      tokensAreValid = false;
    },
    logged,
    close: () => app.close(),
  };
}

type Message = Record<string, unknown> & { type: string };

/** A WebSocket client that shows every message, so that tests see the protocol itself. */
export class RawClient {
  readonly #messages = new BoundedQueue<Message>(10_000);
  readonly socket: WebSocket;
  readonly closed: Promise<{ code: number; reason: string }>;

  constructor(url: string, protocol = 'graphql-transport-ws', headers: Record<string, string> = {}) {
    this.socket = new WebSocket(url.replace('http:', 'ws:'), protocol === '' ? [] : protocol, { headers });
    this.socket.on('message', (data) => this.#messages.push(JSON.parse(String(data)) as Message));
    this.closed = new Promise((resolve) => {
      this.socket.once('close', (code, reason) => {
        this.#messages.end();
        resolve({ code, reason: String(reason) });
      });
    });
  }

  /** Connects, says hello and waits for the answer. */
  static async ready(url: string, payload?: object): Promise<RawClient> {
    const client = new RawClient(url);
    await client.open();
    client.send({ type: 'connection_init', ...(payload ? { payload } : {}) });
    const { type } = await client.next();
    if (type !== 'connection_ack') throw new Error(`no acknowledgement but ${type}`);
    return client;
  }

  open(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.socket.once('open', resolve);
      this.socket.once('error', reject);
    });
  }

  send(message: unknown): void {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  subscribe(id: string, query: string, variables?: object): void {
    this.send({ id, type: 'subscribe', payload: { query, ...(variables ? { variables } : {}) } });
  }

  async next(): Promise<Message> {
    const { value } = await this.#messages.next();
    if (!value) throw new Error('the connection was closed');
    return value;
  }

  async close(): Promise<void> {
    this.socket.close();
    await this.closed;
  }
}
