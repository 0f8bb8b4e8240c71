import { readFile } from 'node:fs/promises';
import { validateSchema } from 'graphql';
import { pino } from 'pino';
import { ConfigurationError, type LogLevel } from '../config.js';
import { apolloGateway } from '../gateway/apollo-gateway.js';
import type { AuthorizationMode } from '../gateway/authorization/operation-authorization.js';
import type { Contract } from '../gateway/contract/contract.js';
import { createGateway, type Gateway } from '../gateway/gateway.js';
import { UnsupportedPlatformError } from '../gateway/gateway-errors.js';
import { type RemoteTransport, remoteTransport } from '../gateway/remote/remote-transport.js';
import { subgraphUrls } from '../gateway/remote/supergraph-urls.js';
import { ReplaceableGateway } from '../gateway/replaceable-gateway.js';
import type { GuardConfiguration } from '../guard-configuration.js';
import type { Authenticate } from '../http/authentication.js';
import { requestLog } from '../http/request-log.js';
import { createHttpServer } from '../http/server.js';
import { PUBLIC_CALLER } from '../kernel/caller.js';
import type { SubgraphCircuit } from '../observability/metrics.js';
import type { Observability } from '../observability/observability.js';
import { openObservability } from '../observability/open-observability.js';
import { callerAuthorization } from './caller-authorization.js';
import { contextsWithoutData } from './contexts-without-data.js';
import { errorLog } from './error-log.js';
import { forwardedHeaders } from './forwarded-headers.js';
import { openGuards } from './guards.js';
import { listen } from './listen.js';
import type { RunningServer } from './serve.js';
import { watchFiles } from './watch-files.js';

export interface StandaloneGatewayOptions {
  /** A supergraph SDL that any Federation 2 composition wrote; its subgraphs are where it says. Followed when it changes. */
  readonly supergraphFile: string;
  readonly host: string;
  /** 0 lets the system choose a free port. */
  readonly port: number;
  readonly timeoutMilliseconds: number;
  /** Names of request headers that every subgraph gets. */
  readonly forwardHeaders: readonly string[];
  /** Verifies callers' tokens. Without it all callers are nobody, and their tokens the subgraphs' business. */
  readonly authenticate?: Authenticate;
  /** `filter` unless told. */
  readonly authorizationMode?: AuthorizationMode;
  /** The part of the supergraph that is served, chosen by `@tag`; all of it unless told. */
  readonly contract?: Contract;
  /** Limits, rates, time and size; budgets only where somebody has set them. Only the engine's own limits unless told. */
  readonly guards?: GuardConfiguration;
  readonly logLevel: LogLevel;
  /** Whether requests are counted and `/metrics` tells of it. */
  readonly metrics?: boolean;
  /** Whether traces are made and sent where OpenTelemetry's environment variables say. */
  readonly traces?: boolean;
  /** Tells people what goes on, a line at a time. */
  readonly tell: (line: string) => void;
}

/** A gateway over a supergraph, and the connections that belong to it. */
interface Federation {
  readonly gateway: Gateway;
  readonly transports: readonly RemoteTransport[];
}

/**
 * Serves any supergraph: no domain, no database, subgraphs over HTTP only. Errors of subgraphs are shown with their own
 * codes.
 *
 * @throws ConfigurationError where the file cannot be read or is no supergraph
 */
export async function serveSupergraph(options: StandaloneGatewayOptions): Promise<RunningServer> {
  const { supergraphFile, tell } = options;
  const logger = pino({ level: options.logLevel }, pino.destination(2));
  let sdl = await readSupergraph(supergraphFile);
  const { metrics = false, traces = false } = options;
  const { observability, close: closeObservability } = await openObservability({ metrics, traces });
  const open = options.guards && openGuards(options.guards, (line) => logger.warn(line));
  let federation = federate(sdl, options, observability);
  const gateway = new ReplaceableGateway(federation.gateway);
  tell(`supergraph of ${federation.transports.length} subgraphs: ${namesOf(federation)}`);

  const follow = async (): Promise<void> => {
    try {
      const changed = await readSupergraph(supergraphFile);
      if (changed === sdl) {
        return;
      }
      const next = federate(changed, options, observability);
      const { transports } = federation;
      sdl = changed;
      federation = next;
      void gateway.replace(next.gateway).then(() => closeAll(transports));
      tell(`supergraph changed: ${next.transports.length} subgraphs: ${namesOf(next)}`);
    } catch (error) {
      tell(`the changed supergraph is not taken, the running one stays: ${(error as Error).message}`);
    }
  };
  const circuits = (): SubgraphCircuit[] =>
    federation.transports.map((transport) => ({ name: transport.name, circuit: transport.state() }));
  observability.metrics?.observe({ cachedDocuments: () => gateway.cachedDocuments(), circuits });
  const app = await createHttpServer({
    gateway: apolloGateway(gateway),
    contextOf: contextsWithoutData(options.authenticate ?? (() => PUBLIC_CALLER)),
    log: errorLog(logger),
    shownErrors: 'all',
    observability,
    requestLog: requestLog(logger),
    plans: gateway,
    streams: { gateway, ...(options.guards ? { limits: options.guards.streams } : {}) },
    ...(open ? { guards: open.guards, trustedProxies: options.guards?.trustedProxies ?? [] } : {}),
    ready: async () => ({ ok: true, subgraphs: circuits() }),
  });
  const url = await listen(app, options);
  const unwatch = watchFiles([supergraphFile], () => void follow());
  return {
    url,
    failure: new Promise(() => undefined),
    close: async () => {
      unwatch();
      await app.close();
      await open?.close();
      await closeAll(federation.transports);
      await closeObservability();
    },
  };
}

async function readSupergraph(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new ConfigurationError(
      `--supergraph: cannot read ${file}: ${(error as NodeJS.ErrnoException).code ?? String(error)}`,
    );
  }
}

function federate(supergraphSdl: string, options: StandaloneGatewayOptions, observability: Observability): Federation {
  const transports: RemoteTransport[] = [];
  try {
    for (const [name, url] of subgraphUrls(supergraphSdl)) {
      transports.push(
        remoteTransport({
          name,
          url,
          timeoutMilliseconds: options.timeoutMilliseconds,
          headers: options.forwardHeaders.length === 0 ? {} : forwardedHeaders(options.forwardHeaders),
          traceHeaders: observability.traceHeaders,
          onBreakerChange: (state) => options.tell(`subgraph ${name}: circuit ${state}`),
        }),
      );
    }
    const gateway = createGateway({
      supergraphSdl,
      transports: Object.fromEntries(transports.map((transport) => [transport.name, transport])),
      authorization: callerAuthorization(options.authorizationMode),
      ...(options.contract === undefined ? {} : { contract: options.contract }),
      ...(options.guards
        ? { guards: { limits: options.guards.limits, introspection: options.guards.introspection } }
        : {}),
      observer: observability.gateway,
    });
    const [mistake] = validateSchema(gateway.apiSchema);
    if (mistake !== undefined) {
      throw mistake;
    }
    return { gateway, transports };
  } catch (error) {
    void closeAll(transports);
    if (error instanceof UnsupportedPlatformError) {
      throw error;
    }
    throw new ConfigurationError(`--supergraph: ${options.supergraphFile}: ${(error as Error).message}`);
  }
}

async function closeAll(transports: readonly RemoteTransport[]): Promise<void> {
  await Promise.all(transports.map((transport) => transport.close()));
}

function namesOf({ transports }: Federation): string {
  return transports.map(({ name }) => name).join(', ');
}
