import { pino } from 'pino';
import type { Configuration } from '../config.js';
import { apolloGateway } from '../gateway/apollo-gateway.js';
import { type Authenticate, bearerAuthentication, remoteKeys } from '../http/authentication.js';
import { createHttpServer } from '../http/server.js';
import type { SeedProgress } from '../importers/seed/seed-progress.js';
import { developmentKeys } from './development-key.js';
import { listen } from './listen.js';
import { buildLocalGraph, localGateway } from './local-graph.js';
import { type OpenDatabase, openDatabase } from './open-database.js';
import { requestContexts } from './request-contexts.js';
import { seed } from './seed.js';

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

/** Starts database, graph and HTTP server, in that order; what was started is ended again where a later step fails. */
export async function serve(options: ServeOptions): Promise<RunningServer> {
  const { configuration, stop, tell } = options;
  const graph = await buildLocalGraph();
  const gateway = localGateway(graph);
  tell(`graph composed of ${graph.subgraphs.length} subgraphs: ${graph.subgraphs.map(({ name }) => name).join(', ')}`);
  stop?.throwIfAborted();
  const open = await openDatabase(configuration);
  try {
    tell(`data: ${open.description}`);
    if (options.seed) {
      await loadSeeds(open, options);
    }
    stop?.throwIfAborted();
    const log = pino({ level: configuration.logLevel }, pino.destination(2));
    const app = await createHttpServer({
      gateway: apolloGateway(gateway),
      contextOf: requestContexts(open.database, await authentication(configuration)),
      log: (message, error) => log.error({ err: error }, message),
      ready: async () => {
        const clusters = await open.database.health();
        return { ok: clusters.every(({ ok }) => ok), clusters };
      },
    });
    return {
      url: await listen(app, configuration),
      failure: open.failure,
      close: async () => {
        await app.close();
        await open.close();
      },
    };
  } catch (error) {
    await open.close();
    throw error;
  }
}

async function loadSeeds(open: OpenDatabase, { stop, tell, onSeedProgress }: ServeOptions): Promise<void> {
  const report = await seed(open, { onProgress: onSeedProgress, ...(stop === undefined ? {} : { stop }) });
  tell(
    report.loadedFiles === 0
      ? `seed data is loaded already (${report.files} files)`
      : `seed data loaded: ${report.records} records from ${report.loadedFiles} files`,
  );
}

async function authentication(configuration: Configuration): Promise<Authenticate> {
  const { jwksUrl, dataDirectory, tokenIssuer: issuer, tokenAudience: audience } = configuration;
  const keys = jwksUrl === null ? await developmentKeys(dataDirectory) : remoteKeys(jwksUrl);
  return bearerAuthentication({ issuer, audience, keys });
}
