import { randomUUID } from 'node:crypto';
import { execute, type GraphQLFormattedError, parse, validate } from 'graphql';
import { ConnectionStates } from 'mongoose';
import { DEFAULT_CLUSTER } from '../../src/database/cluster-map.js';
import type { DataContext } from '../../src/database/data-context.js';
import { Database } from '../../src/database/database.js';
import type { ModelDefinition } from '../../src/database/model-definition.js';
import { WRITE_MODELS } from '../../src/database/write-models.js';
import { type Caller, PUBLIC_CALLER } from '../../src/kernel/caller.js';
import type { GraphReader } from '../../src/kernel/graph/graph-reader.js';
import { Loaders } from '../../src/kernel/loaders/loaders.js';
import type { ProvenanceRecord } from '../../src/kernel/provenance/provenance.record.js';
import { buildSubgraph } from '../../src/kernel/subgraph/build-subgraph.js';
import type { SubgraphDefinition } from '../../src/kernel/subgraph/subgraph-definition.js';
import { withDatabase } from './database-uri.js';

/** The day on which every test takes place, unless it says another. */
export const TODAY = '2026-11-24';

/** Provenance for records whose origin is of no interest to the test. */
export const TEST_PROVENANCE: ProvenanceRecord = {
  source: { system: 'SYNTHETIC', recordId: null, licence: 'CC0-1.0', fetchedAt: TODAY },
  confidence: 'LOW',
  conflicts: [],
};

interface OperationOptions {
  readonly variables?: Record<string, unknown>;
  readonly caller?: Caller;
  readonly today?: string;
  /** The whole graph, where the subgraph reads it. */
  readonly graph?: GraphReader;
}

export interface OperationResult {
  /** Plain JSON, as a client would get it. */
  readonly data: unknown;
  readonly errors: readonly GraphQLFormattedError[];
  /** Database commands that the operation cost, in order: "aggregate service_points". */
  readonly commands: readonly string[];
}

/** A subgraph with a database of its own, for the tests of one file. */
export interface SubgraphHarness {
  readonly database: Database;
  /** Federation 2 SDL. */
  readonly sdl: string;
  /** Stores records through the model's schema, which must accept them, each in the cluster of its country. */
  insert<RecordType>(definition: ModelDefinition<RecordType>, records: readonly RecordType[]): Promise<void>;
  /** Runs an operation as one request: validated, with loaders of its own. */
  run(source: string, options?: OperationOptions): Promise<OperationResult>;
  /** Resolves entity references as a gateway asks for them; `selection` is what goes into `_entities { ... }`. */
  entities(representations: readonly object[], selection: string, options?: OperationOptions): Promise<OperationResult>;
  /** The context of a new request. */
  request(options?: OperationOptions): DataContext;
  /** Cuts the connection to the cluster of the countries `elsewhere`. */
  loseElsewhere(): Promise<void>;
  close(): Promise<void>;
}

/** Name of the second cluster, where a test has one. */
const ELSEWHERE = 'elsewhere';

/**
 * Builds the subgraph on an empty database with all indexes: on the server that `MONGODB_URI` names, else on an
 * embedded one in memory. Countries `elsewhere` keep their national data in a second cluster. Call once a file, in
 * `beforeAll`; `close` in `afterAll`.
 */
export async function startSubgraphHarness(
  definition: SubgraphDefinition<DataContext>,
  models: readonly ModelDefinition[],
  elsewhere: readonly string[] = [],
): Promise<SubgraphHarness> {
  const { schema, sdl } = await buildSubgraph(definition);
  const server = await startServer();
  const database = await Database.connect({
    clusters: [DEFAULT_CLUSTER, ...(elsewhere.length > 0 ? [ELSEWHERE] : [])].map((name) => ({
      name,
      uri: withDatabase(server.uri, `test-${randomUUID()}`),
      countries: name === ELSEWHERE ? elsewhere : [],
    })),
    models: [...WRITE_MODELS, ...models],
    monitorCommands: true,
  });
  await database.buildIndexes();
  const commands: string[] = [];
  for (const cluster of database.clusters.names) {
    const client = database.connection(cluster).getClient();
    client.on('commandStarted', ({ commandName, command }) => commands.push(`${commandName} ${command[commandName]}`));
  }

  const request: SubgraphHarness['request'] = ({ caller, today, graph } = {}) => ({
    requestId: randomUUID(),
    caller: caller ?? PUBLIC_CALLER,
    today: today ?? TODAY,
    loaders: new Loaders(),
    database,
    graph,
  });

  const run: SubgraphHarness['run'] = async (source, options = {}) => {
    const document = parse(source);
    const mistakes = validate(schema, document);
    if (mistakes.length > 0) {
      return { data: null, errors: mistakes.map((mistake) => mistake.toJSON()), commands: [] };
    }
    commands.length = 0;
    const contextValue = request(options);
    const result = await execute({ schema, document, contextValue, variableValues: options.variables ?? {} });
    return {
      data: JSON.parse(JSON.stringify(result.data ?? null)),
      errors: (result.errors ?? []).map((error) => error.toJSON()),
      commands: [...commands],
    };
  };

  return {
    database,
    sdl,
    run,
    entities: (representations, selection, options = {}) =>
      run(`query ($representations: [_Any!]!) { _entities(representations: $representations) { ${selection} } }`, {
        ...options,
        variables: { ...options.variables, representations },
      }),
    insert: async (model, records) => {
      for (const cluster of database.clustersOf(model)) {
        const own = records.filter((record) => !model.national || clusterOf(database, record) === cluster);
        await database.model(model, cluster).insertMany(own as never);
      }
    },
    request,
    loseElsewhere: () => database.connection(ELSEWHERE).close(),
    close: async () => {
      for (const cluster of database.clusters.names) {
        const connection = database.connection(cluster);
        await (connection.readyState === ConnectionStates.connected ? connection.dropDatabase() : undefined);
      }
      await database.close();
      await server.close();
    },
  };
}

function clusterOf(database: Database, record: unknown): string {
  return database.clusters.clusterOf((record as { country: string }).country);
}

/** `extensions.code` of the first error, and the field that it names, for short assertions. */
export function firstError({ errors }: OperationResult): { code: unknown; field: unknown } {
  const { code, field } = errors[0]?.extensions ?? {};
  return { code, field };
}

/** The value at a path of the answer, such as `at(result, 'country', 'name')`; undefined where there is none. */
export function at({ data }: OperationResult, ...path: (string | number)[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null ? (value as Record<string | number, unknown>)[key] : undefined,
    data,
  );
}

async function startServer(): Promise<{ uri: string; close(): Promise<void> }> {
  const uri = process.env.MONGODB_URI;
  if (uri !== undefined && uri !== '') {
    return { uri, close: async () => undefined };
  }
  const { startEmbeddedMongo } = await import('../../src/embedded-mongo/start.js');
  return startEmbeddedMongo({});
}
