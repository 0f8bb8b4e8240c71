import { pino } from 'pino';
import type { Configuration } from '../config.js';
import { apolloGateway } from '../gateway/apollo-gateway.js';
import type { Readiness } from '../http/health-routes.js';
import { requestLog } from '../http/request-log.js';
import { createHttpServer } from '../http/server.js';
import type { SeedProgress } from '../importers/seed/seed-progress.js';
import { openObservability } from '../observability/open-observability.js';
import { contextsWithoutData } from './contexts-without-data.js';
import { errorLog } from './error-log.js';
import { startFinanceWork } from './finance-work.js';
import { gatewayReader } from './graph-reader.js';
import { openGuards } from './guards.js';
import { ImportJobs } from './import-jobs.js';
import { listen } from './listen.js';
import { type OpenOcpi, openOcpi } from './ocpi.js';
import { type OpenDatabase, openDatabase } from './open-database.js';
import { requestContexts } from './request-contexts.js';
import { seed } from './seed.js';
import { type ServedGraph, startGraph } from './served-graph.js';
import { startSiteLinking } from './site-linking.js';
import { tokenAuthentication } from './token-authentication.js';

/** A running server. */
export interface RunningServer {
  /** Where the graph is. */
  readonly url: string;
  /** Settles only when the process must end because its database failed: with the reason. */
  readonly failure: Promise<Error>;
  close(): Promise<void>;
}

export interface ServeOptions {
  readonly configuration: Configuration;
  /** Load the seeds first; files that are loaded already are skipped. */
  readonly seed: boolean;
  /** Aborted when the start shall not go on: then it ends what it has started, and rejects. */
  readonly stop?: AbortSignal;
  /** Tells people what goes on, a line at a time. */
  readonly tell: (line: string) => void;
  readonly onSeedProgress: (progress: SeedProgress) => void;
}

/** Starts graph, database and HTTP server, in that order; what was started is ended again where a later step fails. */
export async function serve(options: ServeOptions): Promise<RunningServer> {
  const { configuration, stop, tell } = options;
  const logger = pino({ level: configuration.logLevel }, pino.destination(2));
  const log = errorLog(logger);
  const { observability, close: closeObservability } = await openObservability(configuration);
  const graph = await startGraph(configuration, { tell, log, observability });
  const guards = openGuards(configuration.guards, (line) => logger.warn(line), true);
  let open: OpenDatabase | null = null;
  let imports: ImportJobs | null = null;
  let ocpi: OpenOcpi | null = null;
  let endFinanceWork: (() => Promise<void>) | null = null;
  let endSiteLinking: (() => Promise<void>) | null = null;
  try {
    stop?.throwIfAborted();
    open = graph.needsDatabase ? await openDatabase(configuration) : null;
    tell(open === null ? 'data: none here, every subgraph runs elsewhere' : `data: ${open.description}`);
    if (options.seed && open !== null) {
      await loadSeeds(open, options);
    }
    stop?.throwIfAborted();
    const authenticate = await tokenAuthentication(configuration);
    observability.metrics?.observe({
      cachedDocuments: () => graph.gateway.cachedDocuments(),
      circuits: () => graph.circuits(),
    });
    imports = open === null ? null : new ImportJobs(open.database, configuration.dataDirectory, authenticate, log);
    ocpi = open === null ? null : openOcpi({ ...configuration, database: open.database, log });
    const reader = gatewayReader(() => graph.gateway);
    const app = await createHttpServer({
      gateway: apolloGateway(graph.gateway),
      contextOf:
        open === null
          ? contextsWithoutData(authenticate, reader)
          : requestContexts(open.database, authenticate, observability.loaders, reader),
      log,
      observability,
      requestLog: requestLog(logger),
      plans: graph.gateway,
      streams: { gateway: graph.gateway, limits: configuration.guards.streams },
      guards: guards.guards,
      trustedProxies: configuration.guards.trustedProxies,
      ...(imports === null ? {} : { importUploads: imports }),
      ...(ocpi === null || ocpi.endpoints === null ? {} : { ocpi: ocpi.endpoints }),
      ready: () => readiness(open, graph),
    });
    const url = await listen(app, configuration);
    await imports?.resume();
    endSiteLinking = open === null ? null : startSiteLinking({ database: open.database, log });
    ocpi?.poll();
    endFinanceWork =
      open === null
        ? null
        : startFinanceWork({ database: open.database, log, allowPrivate: configuration.webhookPrivateNetworks });
    return {
      url,
      failure: open?.failure ?? new Promise(() => undefined),
      close: async () => {
        await app.close();
        await endFinanceWork?.();
        await endSiteLinking?.();
        await ocpi?.close();
        await imports?.close();
        await guards.close();
        await graph.close();
        await open?.close();
        await closeObservability();
      },
    };
  } catch (error) {
    await endFinanceWork?.();
    await endSiteLinking?.();
    await ocpi?.close();
    await imports?.close();
    await guards.close();
    await graph.close();
    await open?.close();
    await closeObservability();
    throw error;
  }
}

/** Ready while the own data answers; a subgraph elsewhere that does not costs its fields only, and is told as a detail. */
async function readiness(open: OpenDatabase | null, graph: ServedGraph): Promise<Readiness> {
  const clusters = (await open?.database.health()) ?? [];
  return { ok: clusters.every(({ ok }) => ok), clusters, ...graph.health() };
}

async function loadSeeds(open: OpenDatabase, { stop, tell, onSeedProgress }: ServeOptions): Promise<void> {
  const report = await seed(open, { onProgress: onSeedProgress, ...(stop === undefined ? {} : { stop }) });
  tell(
    report.loadedFiles === 0
      ? `seed data is loaded already (${report.files} files)`
      : `seed data loaded: ${report.records} records from ${report.loadedFiles} files`,
  );
}
