import { randomUUID } from 'node:crypto';
import { execute, type GraphQLFormattedError, type GraphQLSchema, parse } from 'graphql';
import type { DataContext } from '../../../src/database/data-context.js';
import { Database } from '../../../src/database/database.js';
import type { ModelDefinition } from '../../../src/database/model-definition.js';
import { WRITE_MODELS } from '../../../src/database/write-models.js';
import { startEmbeddedMongo } from '../../../src/embedded-mongo/start.js';
import type { Caller } from '../../../src/kernel/caller.js';
import { Loaders } from '../../../src/kernel/loaders/loaders.js';
import { TODAY } from '../../support/subgraph-harness.js';

/** Nothing listens there: the discard port of the loopback interface. */
const NOWHERE = 'mongodb://127.0.0.1:9/?directConnection=true';

/** A default cluster, one for NO ("north") and one for TR ("east") that is down. */
export interface Clusters {
  readonly database: Database;
  insertInto<RecordType>(
    cluster: string,
    model: ModelDefinition<RecordType>,
    rows: readonly RecordType[],
  ): Promise<void>;
  run(
    schema: GraphQLSchema,
    source: string,
    caller: Caller,
  ): Promise<{ data: unknown; errors: readonly GraphQLFormattedError[] }>;
  close(): Promise<void>;
}

export async function startClusters(models: readonly ModelDefinition[]): Promise<Clusters> {
  const server = await startEmbeddedMongo({});
  const run = randomUUID();
  const database = await Database.connect({
    clusters: [
      { name: 'default', uri: databaseOf(server.uri, `home-${run}`), countries: [] },
      { name: 'north', uri: databaseOf(server.uri, `north-${run}`), countries: ['NO'] },
      { name: 'east', uri: NOWHERE, countries: ['TR'] },
    ],
    models: [...WRITE_MODELS, ...models],
  });
  return {
    database,
    insertInto: async (cluster, model, rows) => {
      await database.model(model, cluster).insertMany([...rows] as never);
    },
    run: async (schema, source, caller) => {
      const contextValue: DataContext = {
        requestId: randomUUID(),
        caller,
        today: TODAY,
        loaders: new Loaders(),
        database,
      };
      const result = await execute({ schema, document: parse(source), contextValue });
      return {
        data: JSON.parse(JSON.stringify(result.data ?? null)),
        errors: (result.errors ?? []).map((error) => error.toJSON()),
      };
    },
    close: async () => {
      await database.close();
      await server.close();
    },
  };
}

function databaseOf(uri: string, name: string): string {
  return uri.replace(/^(mongodb:\/\/[^/?]+)\/?[^?]*/, `$1/${name}`);
}
