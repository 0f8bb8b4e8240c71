import type { ServerState } from './commands/command.js';
import { Cursors } from './commands/cursors.js';
import { runCommand } from './commands/dispatcher.js';
import { DataDirectory } from './store/data-directory.js';
import { type FileSystem, nodeFileSystem } from './store/file-system.js';
import { Sessions } from './store/sessions.js';
import { Store } from './store/store.js';
import { expireDocuments } from './store/time-to-live.js';
import { type ListenAddress, Listener } from './wire/listener.js';

/** MongoDB removes expired documents once a minute. */
const TIME_TO_LIVE_INTERVAL_MS = 60_000;
const EXPIRY_INTERVAL_MS = 5_000;

export interface EmbeddedServerOptions {
  readonly address: ListenAddress;
  /** Where the data is kept; in memory only when it is left out. */
  readonly dataDirectory?: string | undefined;
  readonly log?: (message: string) => void;
  /** For tests: a file system that fails. */
  readonly fileSystem?: FileSystem;
  /** For tests: journal size from which on it is compacted, in bytes. */
  readonly compactionBytes?: number;
}

/** A MongoDB wire-protocol server in this thread. */
export class EmbeddedServer {
  /** Resolves when the server can't go on, because its journal can't be written. */
  readonly failure: Promise<Error>;
  private readonly timers: NodeJS.Timeout[] = [];

  private constructor(
    private readonly listener: Listener,
    private readonly state: ServerState,
    private readonly directory: DataDirectory | undefined,
    private readonly running: ReadonlySet<Promise<unknown>>,
    failure: Promise<Error>,
  ) {
    this.failure = failure;
    this.every(EXPIRY_INTERVAL_MS, () => {
      state.sessions.expire(Date.now());
      state.cursors.expire(Date.now());
    });
    this.every(TIME_TO_LIVE_INTERVAL_MS, () => expireDocuments(state.store, new Date()));
  }

  /**
   * Reads the data and begins to listen.
   * @throws DamagedDataError when a file isn't as it was written; Node's error when it can't listen
   */
  static async start(options: EmbeddedServerOptions): Promise<EmbeddedServer> {
    const { dataDirectory, fileSystem = nodeFileSystem, log = () => {}, compactionBytes } = options;
    const store = new Store();
    const sessions = new Sessions(store);
    let failed: Error | undefined;
    let reportFailure: (error: Error) => void = () => {};
    const failure = new Promise<Error>((resolve) => {
      reportFailure = resolve;
    });
    const directory =
      dataDirectory === undefined
        ? undefined
        : await DataDirectory.open(store, {
            path: dataDirectory,
            fileSystem,
            log,
            onRetry: (retry) => sessions.restore(retry),
            retries: () => sessions.retries(),
            onFailure: (error) => {
              failed = error;
              log(`the journal cannot be written, the server stops: ${error.message}`);
              reportFailure(error);
            },
            ...(compactionBytes !== undefined && { compactionBytes }),
          });
    let listener: Listener | undefined;
    const running = new Set<Promise<unknown>>();
    const state: ServerState = {
      store,
      sessions,
      cursors: new Cursors(),
      startedAt: new Date(),
      address: () => listener?.address ?? '',
      openConnections: () => listener?.openConnections ?? 0,
      failed: () => failed,
      log,
    };
    try {
      listener = await Listener.listen(options.address, (request, client) => {
        const command = runCommand(state, request, client);
        running.add(command);
        void command.then(() => running.delete(command));
        return command;
      });
    } catch (error) {
      await directory?.close();
      throw error;
    }
    return new EmbeddedServer(listener, state, directory, running, failure);
  }

  /** The socket's path, or `127.0.0.1:port`. */
  get address(): string {
    return this.listener.address;
  }

  /** Ends all connections and transactions, and closes the journal when what is running has been written. */
  async close(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer);
    await this.listener.close();
    this.state.sessions.endAll();
    this.state.store.changes.wakeAll();
    await Promise.all(this.running);
    await this.directory?.close();
  }

  private every(milliseconds: number, work: () => void | Promise<void>): void {
    const timer = setInterval(() => {
      Promise.resolve()
        .then(work)
        .catch((error: Error) => this.state.log(`periodic work failed: ${error.message}`));
    }, milliseconds);
    timer.unref();
    this.timers.push(timer);
  }
}
