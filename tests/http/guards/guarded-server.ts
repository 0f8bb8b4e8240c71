import { EventEmitter } from 'node:events';
import type { FastifyInstance } from 'fastify';
import { buildSchema } from 'graphql';
import { apolloGateway } from '../../../src/gateway/apollo-gateway.js';
import { composeSupergraph } from '../../../src/gateway/compose.js';
import { createGateway, type GatewayGuards } from '../../../src/gateway/gateway.js';
import { localTransport } from '../../../src/gateway/local-transport.js';
import type { HttpGuards } from '../../../src/http/guards/guard-options.js';
import type { OcpiEndpoints } from '../../../src/http/ocpi-routes.js';
import { createHttpServer } from '../../../src/http/server.js';
import type { Caller } from '../../../src/kernel/caller.js';
import { TripodError } from '../../../src/kernel/errors/tripod-error.js';
import { Loaders } from '../../../src/kernel/loaders/loaders.js';

const SDL = `
  type Item { id: ID! text: String! }
  type Query {
    greeting: String
    items(first: Int! = 10): [Item!]!
    slow: String
  }
`;

const FEDERATED = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@listSize"])
  ${SDL.replace('items(first: Int! = 10): [Item!]!', 'items(first: Int! = 10): [Item!]! @listSize(slicingArguments: ["first"])')}
`;

export interface GuardedServer {
  readonly app: FastifyInstance;
  /** What was unexpected. */
  readonly logged: unknown[];
  /** Emits `slow` when a request for the field of that name has begun, which never ends by itself. */
  readonly started: EventEmitter;
  /** The reasons with which signals have ended such requests. */
  readonly cancelled: unknown[];
}

/** A server with guards; `Bearer SCOPE/SUBJECT` is a token, `Bearer bad` a wrong one. */
export async function guardedServer(
  guards: HttpGuards,
  options: { gateway?: GatewayGuards; trustedProxies?: readonly string[]; ocpi?: OcpiEndpoints } = {},
): Promise<GuardedServer> {
  const schema = buildSchema(SDL);
  const logged: unknown[] = [];
  const cancelled: unknown[] = [];
  const started = new EventEmitter();
  const fields = schema.getQueryType()?.getFields() ?? {};
  Object.assign(fields.greeting ?? {}, { resolve: () => 'Hello' });
  Object.assign(fields.items ?? {}, {
    resolve: (_: unknown, { first }: { first: number }) =>
      Array.from({ length: first }, (_item, index) => ({ id: String(index), text: 'é'.repeat(100) })),
  });
  Object.assign(fields.slow ?? {}, {
    resolve: (_: unknown, _arguments: unknown, { signal }: { signal: AbortSignal }) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          cancelled.push(signal.reason);
          reject(new Error('cancelled'));
        });
        started.emit('slow');
      }),
  });
  const gateway = createGateway({
    supergraphSdl: composeSupergraph([{ name: 'one', sdl: FEDERATED }]),
    transports: { one: localTransport(schema) },
    ...(options.gateway ? { guards: options.gateway } : {}),
  });
  const app = await createHttpServer({
    gateway: apolloGateway(gateway),
    contextOf: ({ id, authorization, signal }) => ({
      requestId: id,
      caller: callerOf(authorization),
      today: '2026-11-24',
      loaders: new Loaders(),
      signal,
    }),
    log: (_message, error) => logged.push(error),
    guards,
    ...(options.ocpi ? { ocpi: options.ocpi } : {}),
    ...(options.trustedProxies ? { trustedProxies: options.trustedProxies } : {}),
    ready: async () => ({ ok: true }),
  });
  return { app, logged, started, cancelled };
}

function callerOf(authorization: string | undefined): Caller {
  const [scope = '', subject = null] = authorization?.replace('Bearer ', '').split('/') ?? [];
  if (scope === 'bad') {
    throw new TripodError('UNAUTHENTICATED', 'The token is not valid: it has expired.');
  }
  return { authenticated: scope !== '', scopes: new Set(scope === '' ? [] : [scope]), partnerId: null, subject };
}
