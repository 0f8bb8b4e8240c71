import { InMemorySpanExporter, type ReadableSpan, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { pino } from 'pino';
import { apolloGateway } from '../../src/gateway/apollo-gateway.js';
import { type RemoteTransport, remoteTransport } from '../../src/gateway/remote/remote-transport.js';
import { requestLog } from '../../src/http/request-log.js';
import { createHttpServer } from '../../src/http/server.js';
import type { Caller } from '../../src/kernel/caller.js';
import { TripodError } from '../../src/kernel/errors/tripod-error.js';
import { type LoaderDefinition, Loaders } from '../../src/kernel/loaders/loaders.js';
import type { RequestContext } from '../../src/kernel/request-context.js';
import { Metrics } from '../../src/observability/metrics.js';
import { Observability } from '../../src/observability/observability.js';
import { openTracer } from '../../src/observability/otlp-tracer.js';
import { federate, subgraph } from '../gateway/subgraph-fixture.js';
import { type HttpSubgraph, serveSchema } from '../support/http-subgraph.js';

const counts: LoaderDefinition<unknown, string, number> = {
  name: 'stock.counts',
  keyText: (key) => key,
  load: async (keys) => keys.map((key) => key.length),
};

const SHOPS = subgraph(
  'shops',
  `type Query { shops: [Shop!]! broken: String refused(reason: String): String }
   type Shop @key(fields: "id") { id: ID! name: String! }`,
  {
    fields: {
      Query: {
        shops: () => ['a', 'bb', 'ccc'].map((id) => ({ id, name: `Shop ${id}` })),
        broken: () => {
          throw new Error('password hunter2 was refused');
        },
        refused: () => {
          throw new TripodError('CONFLICT', 'Somebody was faster.');
        },
      },
    },
  },
);

/** In the gateway's process, with a loader. */
const STOCK = subgraph('stock', 'type Shop @key(fields: "id") { id: ID! count: Int! }', {
  fields: {
    Shop: {
      count: ({ id }, _arguments, context) => {
        const { loaders } = context as RequestContext;
        return loaders.load(counts, String(id), { arguments: undefined, fields: new Set() }, context);
      },
    },
  },
});

/** Behind a socket. */
const MOTTOS = subgraph('mottos', 'type Shop @key(fields: "id") { id: ID! motto: String! }', {
  fields: { Shop: { motto: () => 'Open' } },
});

export interface ObservedServer {
  readonly app: FastifyInstance;
  /** The subgraph behind a socket, with the requests that it got. */
  readonly remote: HttpSubgraph;
  /** Spans that have ended. */
  spans(): ReadableSpan[];
  /** Lines that were logged, parsed. */
  readonly lines: Record<string, unknown>[];
  /** Everything that was logged, as it was written. */
  logText(): string;
  /** Names and values of the samples in `/metrics` that begin with `tripod_`. */
  metrics(): Promise<Map<string, number>>;
  ask(body: object, headers?: Record<string, string>): Promise<LightMyRequestResponse>;
  close(): Promise<void>;
}

export interface ObservedServerOptions {
  /** True unless told. */
  readonly metrics?: boolean;
  /** True unless told. */
  readonly traces?: boolean;
  readonly logLevel?: string;
}

/** A server over three subgraphs, watched in every way. */
export async function startObservedServer(options: ObservedServerOptions = {}): Promise<ObservedServer> {
  const { metrics = true, traces = true, logLevel = 'debug' } = options;
  const exporter = new InMemorySpanExporter();
  const open = openTracer(new SimpleSpanProcessor(exporter));
  const observability = new Observability({
    ...(metrics ? { metrics: new Metrics() } : {}),
    ...(traces ? { tracer: open.tracer } : {}),
  });
  const remote = await serveSchema(MOTTOS.schema);
  const transport: RemoteTransport = remoteTransport({
    name: 'mottos',
    url: remote.url,
    retry: { retries: 0 },
    circuitBreaker: { minimumRequests: 2, openMilliseconds: 60_000 },
    traceHeaders: observability.traceHeaders,
  });
  const { gateway } = federate([SHOPS, STOCK, MOTTOS], {
    transports: { mottos: transport },
    observer: observability.gateway,
  });
  observability.metrics?.observe({
    cachedDocuments: () => gateway.cachedDocuments(),
    circuits: () => [{ name: 'mottos', circuit: transport.state() }],
  });
  let logged = '';
  const lines: Record<string, unknown>[] = [];
  const logger = pino(
    { level: logLevel },
    {
      write: (line: string) => {
        logged += line;
        lines.push(JSON.parse(line));
      },
    },
  );
  const app = await createHttpServer({
    gateway: apolloGateway(gateway),
    contextOf: ({ id, authorization, signal }) => ({
      requestId: id,
      caller: callerOf(authorization),
      today: '2026-11-24',
      loaders: new Loaders(observability.loaders),
      signal,
    }),
    log: (message, error, requestId) => logger.error({ err: error, requestId }, message),
    ready: async () => ({ ok: true }),
    observability,
    requestLog: requestLog(logger),
    plans: gateway,
  });
  return {
    app,
    remote,
    lines,
    logText: () => logged,
    spans: () => exporter.getFinishedSpans(),
    metrics: async () => samplesOf((await app.inject({ url: '/metrics' })).body),
    ask: (payload, headers = {}) => app.inject({ method: 'POST', url: '/graphql', headers, payload }),
    close: async () => {
      await app.close();
      await transport.close();
      await remote.close();
      await open.close();
    },
  };
}

function callerOf(authorization: string | undefined): Caller {
  const scope = authorization?.replace('Bearer ', '');
  if (scope === 'bad') {
    throw new TripodError('UNAUTHENTICATED', 'The token is not valid: it has expired.');
  }
  const scopes = new Set(scope === undefined ? [] : [scope]);
  return { authenticated: scope !== undefined, scopes, partnerId: null, subject: null };
}

function samplesOf(text: string): Map<string, number> {
  const samples = new Map<string, number>();
  for (const line of text.split('\n')) {
    const [, name, value] = /^(tripod_\S+(?: \S+)*) (\S+)$/.exec(line) ?? [];
    if (name !== undefined) samples.set(name, Number(value));
  }
  return samples;
}
