import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { buildLocalGraph, localGateway } from '../../src/app/local-graph.js';
import { openDatabase } from '../../src/app/open-database.js';
import { requestContexts } from '../../src/app/request-contexts.js';
import { SEED_DIRECTORY } from '../../src/app/seed-directory.js';
import { seedTarget } from '../../src/app/seed-target.js';
import { DEFAULT_CLUSTER } from '../../src/database/cluster-map.js';
import type { Database } from '../../src/database/database.js';
import { apolloGateway } from '../../src/gateway/apollo-gateway.js';
import type { Authenticate } from '../../src/http/authentication.js';
import { createHttpServer } from '../../src/http/server.js';
import { loadSeeds } from '../../src/importers/seed/load-seeds.js';
import { type Caller, PUBLIC_CALLER } from '../../src/kernel/caller.js';
import { withDatabase } from './database-uri.js';

export interface GraphError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: Readonly<Record<string, unknown>>;
}

export interface GraphAnswer<Data> {
  readonly status: number;
  readonly data: Data;
  readonly errors: readonly GraphError[];
  /** Database commands that the request cost, in order: "aggregate service_points". */
  readonly commands: readonly string[];
}

/** The whole of Tripod on its real seeds, behind a real socket. */
export interface SeededServer {
  readonly url: string;
  readonly app: FastifyInstance;
  readonly database: Database;
  /** Sends one operation over HTTP. */
  ask<Data = Record<string, never>>(
    query: string,
    variables?: Record<string, unknown>,
    caller?: Caller,
  ): Promise<GraphAnswer<Data>>;
  close(): Promise<void>;
}

/**
 * Starts database, graph and HTTP server on loopback and loads all seeds: on the server that `MONGODB_URI` names (in a
 * database of its own, dropped at the end), else on an embedded one. Call once a file.
 */
export async function startSeededServer(): Promise<SeededServer> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'tripod-e2e-'));
  const uri = process.env.MONGODB_URI;
  const mongodbUri = uri ? withDatabase(uri, `test-${randomUUID()}`) : null;
  const open = await openDatabase({ mongodbUri, dataDirectory, furtherClusters: [] }, { monitorCommands: true });
  await loadSeeds({ directory: SEED_DIRECTORY, database: seedTarget(open.database), onProgress: () => undefined });

  const commands: string[] = [];
  open.database
    .connection(DEFAULT_CLUSTER)
    .getClient()
    .on('commandStarted', ({ commandName, command }) => commands.push(`${commandName} ${command[commandName]}`));

  const callers = new Map<string, Caller>();
  const authenticate: Authenticate = (authorization) => callers.get(authorization ?? '') ?? PUBLIC_CALLER;
  const app = await createHttpServer({
    gateway: apolloGateway(localGateway(await buildLocalGraph())),
    contextOf: requestContexts(open.database, authenticate),
    log: (message, error) => process.stderr.write(`${message}: ${error instanceof Error ? error.stack : error}\n`),
    ready: async () => ({ ok: true }),
  });
  const address = await app.listen({ host: '127.0.0.1', port: 0 });

  return {
    url: `${address}/graphql`,
    app,
    database: open.database,
    ask: async (query, variables = {}, caller = PUBLIC_CALLER) => {
      const authorization = `test ${randomUUID()}`;
      callers.set(authorization, caller);
      commands.length = 0;
      const response = await fetch(`${address}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization },
        body: JSON.stringify({ query, variables }),
      });
      const { data, errors = [] } = (await response.json()) as { data: never; errors?: GraphError[] };
      return { status: response.status, data, errors, commands: [...commands] };
    },
    close: async () => {
      await app.close();
      if (mongodbUri !== null) {
        await open.database.connection(DEFAULT_CLUSTER).dropDatabase();
      }
      await open.close();
      await rm(dataDirectory, { recursive: true, force: true });
    },
  };
}
