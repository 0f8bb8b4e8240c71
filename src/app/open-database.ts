import { type Configuration, ConfigurationError } from '../config.js';
import { DEFAULT_CLUSTER } from '../database/cluster-map.js';
import { Database } from '../database/database.js';
import { startEmbeddedMongo } from '../embedded-mongo/start.js';
import type { GuardConfiguration } from '../guard-configuration.js';
import { makeDataDirectory } from './data-directory.js';
import { MODELS } from './subgraph-list.js';

/** The database of this process, and what must end with it. */
export interface OpenDatabase {
  readonly database: Database;
  readonly embedded: boolean;
  /** What people are told: where the data is. */
  readonly description: string;
  /** Settles only when the embedded server fails: with the reason. */
  readonly failure: Promise<Error>;
  close(): Promise<void>;
}

type DatabaseConfiguration = Pick<Configuration, 'mongodbUri' | 'dataDirectory' | 'furtherClusters'> & {
  /** Reads end when the requests that they are for have ended. */
  readonly guards?: Pick<GuardConfiguration, 'requestTimeoutMilliseconds'>;
};

/** Connects to MONGODB_URI, or starts (or joins) the embedded server, and builds missing indexes. */
export async function openDatabase(
  configuration: DatabaseConfiguration,
  options: { monitorCommands?: boolean } = {},
): Promise<OpenDatabase> {
  const { mongodbUri, dataDirectory } = configuration;
  if (mongodbUri !== null) {
    const database = await connectToDeployment(mongodbUri, configuration, options);
    return {
      database,
      embedded: false,
      description: `MongoDB at ${withoutCredentials(mongodbUri)}`,
      failure: new Promise(() => undefined),
      close: () => database.close(),
    };
  }
  await makeDataDirectory(dataDirectory, 'TRIPOD_DATA_DIR');
  const server = await startEmbeddedMongo({ dataDirectory });
  try {
    const database = await connect(server.uri, configuration, options);
    return {
      database,
      embedded: true,
      description: `embedded database in ${dataDirectory}${server.started ? '' : ' (another process serves it)'}`,
      failure: server.failure,
      close: async () => {
        await database.close();
        await server.close();
      },
    };
  } catch (error) {
    await server.close();
    throw error;
  }
}

/** Throws one line that names the deployment; ConfigurationError for an URI that the driver cannot read. */
async function connectToDeployment(
  uri: string,
  configuration: DatabaseConfiguration,
  options: { monitorCommands?: boolean },
): Promise<Database> {
  try {
    return await connect(uri, configuration, options);
  } catch (error) {
    const { name, message } = error as Error;
    // The driver and the package that reads its URIs each have an error of that name.
    if (name === 'MongoParseError') {
      throw new ConfigurationError(`MONGODB_URI cannot be read: ${message}`);
    }
    throw new Error(`The database at ${withoutCredentials(uri)} cannot be opened: ${message}`);
  }
}

async function connect(
  uri: string,
  { furtherClusters, guards }: DatabaseConfiguration,
  options: { monitorCommands?: boolean },
): Promise<Database> {
  const database = await Database.connect({
    clusters: [{ name: DEFAULT_CLUSTER, uri, countries: [] }, ...furtherClusters],
    models: MODELS,
    ...(guards === undefined ? {} : { readTimeLimitMilliseconds: guards.requestTimeoutMilliseconds }),
    ...options,
  });
  try {
    await database.buildIndexes();
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

function withoutCredentials(uri: string): string {
  return uri.replace(/\/\/[^@/]*@/, '//');
}
