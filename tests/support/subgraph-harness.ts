import { randomUUID } from 'node:crypto';
import { execute, type GraphQLFormattedError, parse, validate } from 'graphql';
import { DEFAULT_CLUSTER } from '../../src/database/cluster-map.js';
import type { DataContext } from '../../src/database/data-context.js';
import { Database } from '../../src/database/database.js';
import type { ModelDefinition } from '../../src/database/model-definition.js';
import { type Caller, PUBLIC_CALLER } from '../../src/kernel/caller.js';
import { Loaders } from '../../src/kernel/loaders/loaders.js';
import type { ProvenanceRecord } from '../../src/kernel/provenance/provenance.record.js';
import { buildSubgraph } from '../../src/kernel/subgraph/build-subgraph.js';
import type { SubgraphDefinition } from '../../src/kernel/subgraph/subgraph-definition.js';

/** The day on which every test takes place, unless it says another. */
export const TODAY = '2026-11-24';

/** Provenance for records whose origin is of no interest to the test. */
export const TEST_PROVENANCE: ProvenanceRecord = {
  source: { system: 'SYNTHETIC', recordId: null, licence: 'CC0-1.0', fetchedAt: TODAY },
  confidence: 'LOW',
  conflicts: [],
};

export interface OperationOptions {
  readonly variables?: Record<string, unknown>;
  readonly caller?: Caller;
  readonly today?: string;
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
  /** Stores records through the model's schema, which must accept them. */
  insert<RecordType>(definition: ModelDefinition<RecordType>, records: readonly RecordType[]): Promise<void>;
  /** Runs an operation as one request: validated, with loaders of its own. */
  run(source: string, options?: OperationOptions): Promise<OperationResult>;
  /** Resolves entity references as a gateway asks for them; `selection` is what goes into `_entities { ... }`. */
  entities(representations: readonly object[], selection: string, options?: OperationOptions): Promise<OperationResult>;
  close(): Promise<void>;
}

/**
 * Builds the subgraph on an empty database with all indexes: on the server that `MONGODB_URI` names, else on an
 * embedded one in memory. Call once a file, in `beforeAll`; `close` in `afterAll`.
 */
export async function startSubgraphHarness(
  definition: SubgraphDefinition<DataContext>,
  models: readonly ModelDefinition[],
): Promise<SubgraphHarness> {
  const { schema, sdl } = await buildSubgraph(definition);
  const server = await startServer();
  const database = await Database.connect({
    clusters: [{ name: DEFAULT_CLUSTER, uri: withDatabase(server.uri, `test-${randomUUID()}`), countries: [] }],
    models,
    monitorCommands: true,
  });
  await database.buildIndexes();
  const client = database.connection(DEFAULT_CLUSTER).getClient();
  const commands: string[] = [];
  client.on('commandStarted', ({ commandName, command }) => commands.push(`${commandName} ${command[commandName]}`));

  const run: SubgraphHarness['run'] = async (source, { variables, caller, today } = {}) => {
    const document = parse(source);
    const mistakes = validate(schema, document);
    if (mistakes.length > 0) {
      return { data: null, errors: mistakes.map((mistake) => mistake.toJSON()), commands: [] };
    }
    const contextValue: DataContext = {
      requestId: randomUUID(),
      caller: caller ?? PUBLIC_CALLER,
      today: today ?? TODAY,
      loaders: new Loaders(),
      database,
    };
    commands.length = 0;
    const result = await execute({ schema, document, contextValue, variableValues: variables ?? {} });
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
      await database.model(model).insertMany([...records] as never);
    },
    close: async () => {
      await database.connection(DEFAULT_CLUSTER).dropDatabase();
      await database.close();
      await server.close();
    },
  };
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

/** The URI with another database name: mongodb://hosts/NAME?options. */
function withDatabase(uri: string, name: string): string {
  const parts = /^(mongodb(?:\+srv)?:\/\/[^/?]+)(?:\/[^?]*)?(\?.*)?$/.exec(uri);
  if (parts === null) {
    throw new Error(`MONGODB_URI is no MongoDB URI: ${uri}`);
  }
  return `${parts[1]}/${name}${parts[2] ?? ''}`;
}
