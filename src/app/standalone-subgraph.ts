import type { GatewayInterface } from '@apollo/server-gateway-interface';
import { pino } from 'pino';
import { type Configuration, ConfigurationError } from '../config.js';
import { controlsOf } from '../gateway/execution-controls.js';
import { ServedSubgraph, type ServedSubgraphOptions } from '../gateway/served-subgraph.js';
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
import { ImportJobs } from './import-jobs.js';
import { listen } from './listen.js';
import { openDatabase } from './open-database.js';
import { requestContexts } from './request-contexts.js';
import type { RunningServer } from './serve.js';
import { startSiteLinking } from './site-linking.js';
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

interface SubgraphRouteOptions extends ServedSubgraphOptions {
  readonly observability?: Observability;
  readonly streams?: Partial<StreamLimits>;
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
  let imports: ImportJobs | null = null;
  try {
    tell(`data: ${open.description}`);
    stop.throwIfAborted();
    const { guards, webhookPrivateNetworks: allowPrivate } = configuration;
    const log = errorLog(logger);
    const authenticate = await tokenAuthentication(configuration);
    imports = name === 'imports' ? new ImportJobs(open.database, configuration.dataDirectory, authenticate, log) : null;
    const app = await createHttpServer({
      ...subgraphRoute(subgraph, { ...guards, observability: watched.observability }),
      guards: held.guards,
      trustedProxies: guards.trustedProxies,
      contextOf: requestContexts(
        open.database,
        authenticate,
        watched.observability.loaders,
        graphUrl === null ? undefined : httpReader(() => graphUrl),
      ),
      log,
      observability: watched.observability,
      requestLog: requestLog(logger),
      ...(imports === null ? {} : { importUploads: imports }),
      ready: async () => {
        const clusters = await open.database.health();
        return { ok: clusters.every(({ ok }) => ok), clusters };
      },
    });
    const url = await listen(app, options);
    await imports?.resume();
    const endWork =
      name === 'finance'
        ? startFinanceWork({ database: open.database, log, allowPrivate })
        : name === 'infrastructure'
          ? startSiteLinking({ database: open.database, log })
          : null;
    return {
      url,
      failure: open.failure,
      close: async () => {
        await app.close();
        await endWork?.();
        await imports?.close();
        await held.close();
        await open.close();
        await watched.close();
      },
    };
  } catch (error) {
    await imports?.close();
    await held.close();
    await open.close();
    await watched.close();
    throw error;
  }
}

/** What the HTTP server needs to answer for a subgraph, as it otherwise does for a gateway. */
export function subgraphRoute(
  { schema, sdl }: BuiltSubgraph,
  { observability, streams = {}, ...rules }: SubgraphRouteOptions = {},
): Pick<HttpServerOptions, 'gateway' | 'streams'> {
  const served = new ServedSubgraph(schema, rules);
  const gateway: GatewayInterface = {
    onSchemaLoadOrUpdate(callback) {
      callback({ apiSchema: schema, coreSupergraphSdl: sdl });
      return () => undefined;
    },
    load: async () => ({
      executor: async ({ document, source, operation, request, context }) => {
        // Undefined, whatever its type says, where the request names an operation that is not in the document.
        const chosen = operation as typeof operation | undefined;
        if (chosen !== undefined) {
          observability?.gateway.onOperation?.({ type: chosen.operation, name: chosen.name?.value }, context);
        }
        const { operationName, variables = {} } = request;
        const { signal } = controlsOf(context) ?? {};
        return served.execute({
          source,
          document,
          context,
          variables,
          ...(operationName && { operationName }),
          ...(signal && { signal }),
        });
      },
    }),
    stop: async () => undefined,
  };
  return { gateway, streams: { gateway: served, limits: streams } };
}
