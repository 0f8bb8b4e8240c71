import { pino } from 'pino';
import type { Configuration } from '../config.js';
import { apolloGateway } from '../gateway/apollo-gateway.js';
import { type Authenticate, bearerAuthentication, remoteKeys } from '../http/authentication.js';
import { createHttpServer } from '../http/server.js';
import { loadSeeds } from '../importers/seed/load-seeds.js';
import type { SeedProgress } from '../importers/seed/seed-progress.js';
import { developmentKeys } from './development-key.js';
import { buildLocalGraph, localGateway } from './local-graph.js';
import { type OpenDatabase, openDatabase } from './open-database.js';
import { requestContexts } from './request-contexts.js';
import { SEED_DIRECTORY } from './seed-directory.js';
import { seedTarget } from './seed-target.js';

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
  /** Tells people what goes on, a line at a time. */
  readonly tell: (line: string) => void;
  readonly onSeedProgress: (progress: SeedProgress) => void;
}

/** Starts database, graph and HTTP server, in that order; what was started is ended again where a later step fails. */
export async function serve(options: ServeOptions): Promise<RunningServer> {
  const { configuration, tell } = options;
  const graph = await buildLocalGraph();
  const gateway = localGateway(graph);
  tell(`graph composed of ${graph.subgraphs.length} subgraphs: ${graph.subgraphs.map(({ name }) => name).join(', ')}`);
  const open = await openDatabase(configuration);
  try {
    tell(`data: ${open.description}`);
    if (options.seed) {
      await seed(open, options);
    }
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
    await app.listen({ host: configuration.host, port: configuration.port });
    const address = app.server.address();
    const port = typeof address === 'object' && address !== null ? address.port : configuration.port;
    const host = configuration.host.includes(':') ? `[${configuration.host}]` : configuration.host;
    return {
      url: `http://${host === '127.0.0.1' ? 'localhost' : host}:${port}/graphql`,
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

async function seed({ database }: OpenDatabase, { tell, onSeedProgress }: ServeOptions): Promise<void> {
  const report = await loadSeeds({
    directory: SEED_DIRECTORY,
    database: seedTarget(database),
    onProgress: onSeedProgress,
  });
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
