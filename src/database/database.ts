import { type Connection, createConnection, type Model } from 'mongoose';
import { type ClusterConfiguration, ClusterMap, DEFAULT_CLUSTER } from './cluster-map.js';
import type { ModelDefinition } from './model-definition.js';
import { readInOneBatch } from './read-in-one-batch.js';
import { readTimeLimit } from './read-time-limit.js';
import { unreachableCause } from './unavailable.js';

/** How long a command waits for a cluster that does not answer before its countries count as unavailable. */
const SERVER_SELECTION_MILLISECONDS = 3_000;

export interface ClusterHealth {
  readonly cluster: string;
  readonly ok: boolean;
  readonly milliseconds: number;
  /** Why not, where not ok. */
  readonly cause: string | null;
}

export interface DatabaseOptions {
  readonly clusters: readonly ClusterConfiguration[];
  readonly models: readonly ModelDefinition[];
  /** Names the process in the server's logs and to the tests' command counter. */
  readonly applicationName?: string;
  readonly monitorCommands?: boolean;
  /** Reads that take longer are ended by the server; they may take any time unless told. */
  readonly readTimeLimitMilliseconds?: number;
}

/** Connections to all clusters, with every model on each of them. */
export class Database {
  readonly clusters: ClusterMap;
  readonly #models: readonly ModelDefinition[];
  readonly #connections = new Map<string, Connection>();

  private constructor(options: DatabaseOptions) {
    this.clusters = new ClusterMap(options.clusters);
    this.#models = options.models;
    for (const cluster of options.clusters) {
      const connection = createConnection(cluster.uri, {
        serverSelectionTimeoutMS: SERVER_SELECTION_MILLISECONDS,
        autoIndex: false,
        autoCreate: false,
        bufferCommands: false,
        appName: options.applicationName ?? 'tripod',
        monitorCommands: options.monitorCommands ?? false,
      });
      connection.plugin(readInOneBatch);
      if (options.readTimeLimitMilliseconds !== undefined) {
        connection.plugin(readTimeLimit(options.readTimeLimitMilliseconds));
      }
      for (const model of options.models) {
        connection.model(model.name, model.schema, model.collection);
      }
      this.#connections.set(cluster.name, connection);
    }
  }

  /**
   * Connects to all clusters. Throws when the default cluster cannot be reached; another cluster that is down costs
   * its own countries only, and is connected to as soon as it answers.
   */
  static async connect(options: DatabaseOptions): Promise<Database> {
    const database = new Database(options);
    try {
      await Promise.all(
        [...database.#connections].map(async ([name, connection]) => {
          const connected = connection.asPromise();
          await (name === DEFAULT_CLUSTER ? connected : connected.catch(() => undefined));
        }),
      );
    } catch (error) {
      await database.close();
      throw error;
    }
    return database;
  }

  connection(cluster: string): Connection {
    const connection = this.#connections.get(cluster);
    if (connection === undefined) {
      throw new Error(`There is no cluster named "${cluster}"`);
    }
    return connection;
  }

  /** The model on one cluster; worldwide models live in the default cluster. */
  model<RecordType>(definition: ModelDefinition<RecordType>, cluster: string = DEFAULT_CLUSTER): Model<RecordType> {
    return this.connection(cluster).model<RecordType>(definition.name);
  }

  /** Clusters that may hold rows of the model. */
  clustersOf(definition: ModelDefinition): readonly string[] {
    return definition.national ? this.clusters.names : [DEFAULT_CLUSTER];
  }

  /**
   * Builds the indexes of all models where they are missing. Existing ones stay. A further cluster that is down is
   * left out; its indexes are built at the next start.
   */
  async buildIndexes(): Promise<void> {
    await Promise.all(this.clusters.names.map((cluster) => this.#buildIndexesOn(cluster)));
  }

  async #buildIndexesOn(cluster: string): Promise<void> {
    for (const definition of this.#models) {
      if (this.clustersOf(definition).includes(cluster)) {
        try {
          await this.model(definition, cluster).createIndexes();
        } catch (error) {
          if (cluster === DEFAULT_CLUSTER || unreachableCause(error) === null) {
            throw error;
          }
          return;
        }
      }
    }
  }

  /** Asks every cluster for a sign of life. */
  async health(): Promise<ClusterHealth[]> {
    return Promise.all(
      [...this.#connections].map(async ([cluster, connection]) => {
        const started = performance.now();
        const cause = await ping(connection);
        return { cluster, ok: cause === null, milliseconds: Math.round(performance.now() - started), cause };
      }),
    );
  }

  async close(): Promise<void> {
    await Promise.all([...this.#connections.values()].map((connection) => connection.close()));
  }
}

async function ping(connection: Connection): Promise<string | null> {
  try {
    await connection.getClient().db().command({ ping: 1 });
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
