import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { mongo } from 'mongoose';
import { contextsWithoutData } from '../../src/app/contexts-without-data.js';
import { gatewayReader, httpReader } from '../../src/app/graph-reader.js';
import { buildLocalGraph, type LocalGraph, localGateway } from '../../src/app/local-graph.js';
import { RemoteSubgraphs } from '../../src/app/remote-subgraphs.js';
import { requestContexts } from '../../src/app/request-contexts.js';
import { subgraphRoute } from '../../src/app/standalone-subgraph.js';
import { DEFAULT_CLUSTER } from '../../src/database/cluster-map.js';
import type { Database } from '../../src/database/database.js';
import { apolloGateway } from '../../src/gateway/apollo-gateway.js';
import type { Gateway } from '../../src/gateway/gateway.js';
import type { Authenticate } from '../../src/http/authentication.js';
import { createHttpServer } from '../../src/http/server.js';
import { type Caller, PUBLIC_CALLER } from '../../src/kernel/caller.js';
import type { SeededDatabase } from './seeded-database.js';

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

/** Where our subgraphs run: all in the gateway's process, or each behind a socket of its own. */
export type ServerShape = 'one process' | 'one server a subgraph';

export interface SeededServerOptions {
  readonly shape?: ServerShape;
  /** Entries of a SUBGRAPHS file beside our own subgraphs. */
  readonly remoteSubgraphs?: readonly object[];
}

/** Starts graph and HTTP server on loopback, over a database that is there already. */
export async function startSeededServer(
  { database, directory }: SeededDatabase,
  options: SeededServerOptions = {},
): Promise<SeededServer> {
  const commands: string[] = [];
  const client = database.connection(DEFAULT_CLUSTER).getClient();
  const record = ({ commandName, command }: mongo.CommandStartedEvent) =>
    commands.push(`${commandName} ${command[commandName]}`);
  client.on('commandStarted', record);

  const callers = new Map<string, Caller>();
  const authenticate: Authenticate = (authorization) => callers.get(authorization ?? '') ?? PUBLIC_CALLER;
  const common = {
    log: (message: string, error: unknown) =>
      process.stderr.write(`${message}: ${error instanceof Error ? error.stack : error}\n`),
    ready: async () => ({ ok: true }),
  };
  const served: { gateway?: Gateway; address?: string } = {};
  const reader =
    options.shape === 'one server a subgraph'
      ? httpReader(() => `${served.address}/graphql`)
      : gatewayReader(() => served.gateway as Gateway);
  const contextOf = requestContexts(database, authenticate, undefined, reader);
  const local = await buildLocalGraph();
  const apart = options.shape === 'one server a subgraph' ? local.subgraphs.filter(({ name }) => name !== 'nodes') : [];
  const subgraphServers = await Promise.all(
    apart.map((subgraph) => createHttpServer({ ...common, ...subgraphRoute(subgraph), contextOf })),
  );
  const entries = await Promise.all(
    subgraphServers.map(async (server, index) => ({
      name: apart[index]?.name,
      url: `${await server.listen({ host: '127.0.0.1', port: 0 })}/graphql`,
      forwardHeaders: ['authorization'],
    })),
  );
  const remote = [...entries, ...(options.remoteSubgraphs ?? [])];
  const graph = remote.length === 0 ? undefined : await withRemoteSubgraphs(local, remote, directory);
  const gateway = graph?.gateway ?? localGateway(local);
  served.gateway = gateway;
  const app = await createHttpServer({
    ...common,
    gateway: apolloGateway(gateway),
    streams: { gateway },
    contextOf: apart.length > 0 ? contextsWithoutData(authenticate) : contextOf,
    ready: async () => ({ ok: true, ...graph?.health() }),
  });
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  served.address = address;

  return {
    url: `${address}/graphql`,
    app,
    database,
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
      await graph?.close();
      await Promise.all(subgraphServers.map((server) => server.close()));
      client.off('commandStarted', record);
    },
  };
}

async function withRemoteSubgraphs(
  local: LocalGraph,
  entries: readonly object[],
  directory: string,
): Promise<RemoteSubgraphs> {
  const file = join(directory, `subgraphs-${randomUUID()}.json`);
  await writeFile(file, JSON.stringify(entries));
  return RemoteSubgraphs.start({ file, local, tell: () => undefined, onBreakerChange: () => undefined });
}
