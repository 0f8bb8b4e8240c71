import type { GatewayInterface } from '@apollo/server-gateway-interface';
import { type DocumentNode, print, separateOperations } from 'graphql';
import { pino } from 'pino';
import { type Configuration, ConfigurationError } from '../config.js';
import { localTransport } from '../gateway/local-transport.js';
import { requestLog } from '../http/request-log.js';
import { createHttpServer, type HttpServerOptions } from '../http/server.js';
import type { StreamLimits } from '../http/subscriptions/stream-limits.js';
import { type BuiltSubgraph, buildSubgraph } from '../kernel/subgraph/build-subgraph.js';
import type { Observability } from '../observability/observability.js';
import { openObservability } from '../observability/open-observability.js';
import { errorLog } from './error-log.js';
import { startFinanceWork } from './finance-work.js';
import { httpReader } from './graph-reader.js';
import { openGuards } from './guards.js';
import { listen } from './listen.js';
import { openDatabase } from './open-database.js';
import { requestContexts } from './request-contexts.js';
import type { RunningServer } from './serve.js';
import { streamedSubgraph } from './streamed-subgraph.js';
import { SUBGRAPHS } from './subgraph-list.js';
import { tokenAuthentication } from './token-authentication.js';

export interface StandaloneSubgraphOptions {
  /** The name of one of our subgraphs. */
  readonly name: string;
  readonly host: string;
  /** 0 lets the system choose a free port. */
  readonly port: number;
  readonly configuration: Configuration;
  /** Aborted when the start shall not go on: then it ends what it has started, and rejects. */
  readonly stop: AbortSignal;
  /** Tells people what goes on, a line at a time. */
  readonly tell: (line: string) => void;
}

/**
 * Serves one of our subgraphs over HTTP, with its `_service` and `_entities`, for a gateway in another process. Callers
 * are told by their tokens, which the gateway forwards and which are verified here again.
 *
 * @throws ConfigurationError where there is no subgraph of that name
 */
export async function serveSubgraph(options: StandaloneSubgraphOptions): Promise<RunningServer> {
  const { name, configuration, stop, tell } = options;
  const definition = SUBGRAPHS.find((candidate) => candidate.name === name);
  if (definition === undefined) {
    const names = SUBGRAPHS.map((candidate) => candidate.name).join(', ');
    throw new ConfigurationError(`There is no subgraph "${name}"; choose of ${names}`);
  }
  const subgraph = await buildSubgraph(definition);
  stop.throwIfAborted();
  const watched = await openObservability(configuration);
  const { graphUrl } = configuration;
  const open = await openDatabase(configuration);
  const logger = pino({ level: configuration.logLevel }, pino.destination(2));
  const held = openGuards(configuration.guards, (line) => logger.warn(line));
  try {
    tell(`data: ${open.description}`);
    stop.throwIfAborted();
    const { guards, webhookPrivateNetworks: allowPrivate } = configuration;
    const log = errorLog(logger);
    const app = await createHttpServer({
      ...subgraphRoute(subgraph, watched.observability, guards.streams),
      guards: held.guards,
      trustedProxies: guards.trustedProxies,
      contextOf: requestContexts(
        open.database,
        await tokenAuthentication(configuration),
        watched.observability.loaders,
        graphUrl === null ? undefined : httpReader(() => graphUrl),
      ),
      log,
      observability: watched.observability,
      requestLog: requestLog(logger),
      ready: async () => {
        const clusters = await open.database.health();
        return { ok: clusters.every(({ ok }) => ok), clusters };
      },
    });
    const url = await listen(app, options);
    const endWork = name === 'finance' ? startFinanceWork({ database: open.database, log, allowPrivate }) : null;
    return {
      url,
      failure: open.failure,
      close: async () => {
        await app.close();
        await endWork?.();
        await held.close();
        await open.close();
        await watched.close();
      },
    };
  } catch (error) {
    await held.close();
    await open.close();
    await watched.close();
    throw error;
  }
}

/** What the HTTP server needs to answer for a subgraph, as it otherwise does for a gateway. */
export function subgraphRoute(
  { schema, sdl }: BuiltSubgraph,
  observability?: Observability,
  limits: Partial<StreamLimits> = {},
): Pick<HttpServerOptions, 'gateway' | 'streams'> {
  const transport = localTransport(schema);
  const gateway: GatewayInterface = {
    onSchemaLoadOrUpdate(callback) {
      callback({ apiSchema: schema, coreSupergraphSdl: sdl });
      return () => undefined;
    },
    load: async () => ({
      executor: async ({ document, source, operationName, operation: { operation: type, name }, request, context }) => {
        observability?.gateway.onOperation?.({ type, name: name?.value }, context);
        const operation = operationText(document, source, operationName);
        return transport.prepare(operation)(request.variables ?? {}, context);
      },
    }),
    stop: async () => undefined,
  };
  return { gateway, streams: { gateway: streamedSubgraph(schema), limits } };
}

/** The source of the operation that was chosen. Gateways send one at a time, and that is not printed again. */
function operationText(document: DocumentNode, source: string, operationName: string | null): string {
  const operations = document.definitions.filter(({ kind }) => kind === 'OperationDefinition');
  if (operations.length === 1) {
    return source;
  }
  const chosen = separateOperations(document)[operationName ?? ''];
  if (chosen === undefined) {
    throw new Error('The operation was not found');
  }
  return print(chosen);
}
