import { mkdirSync } from 'node:fs';
import { connect } from 'node:net';
import { resolve as absolutePath } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { LockFile, type LockHolder } from './lock-file.js';
import { type SocketPlace, socketPlace, uriOf } from './socket-place.js';
import { startServerThread } from './worker-thread.js';

/** How long a second process waits for a first one that is still reading its data. */
const START_PATIENCE_MS = 60_000;
const POLL_MS = 100;

export interface EmbeddedMongoOptions {
  /** Where the data is kept; in memory only when it is left out. */
  readonly dataDirectory?: string;
  /** Listen on this Unix socket rather than in a private directory. */
  readonly socketPath?: string;
  /** Listen on this port of the loopback interface rather than on a socket; 0 takes a free one. */
  readonly port?: number;
  /** Told of what the operator should know. */
  readonly log?: (message: string) => void;
}

/** A server that can be connected to: started here, or found running. */
export interface EmbeddedMongo {
  /** For the MongoDB driver or mongoose. */
  readonly uri: string;
  /** True when this call started the server; false when another process, or an earlier call, serves the directory. */
  readonly started: boolean;
  /** Stops a server that this call started; of another's it only lets go. */
  close(): Promise<void>;
  /** Resolves when the server has stopped by itself: then nothing more can be written. */
  readonly failure: Promise<Error>;
}

/**
 * Starts the embedded MongoDB server in a worker thread, or finds the one that serves the data directory already.
 * @throws DamagedDataError when the data isn't as it was written; Error when the place can't be listened on, or when
 *   the process that holds the directory doesn't answer
 */
export async function startEmbeddedMongo(options: EmbeddedMongoOptions = {}): Promise<EmbeddedMongo> {
  const { log = () => {} } = options;
  if (options.dataDirectory === undefined) return start(options, undefined, log);
  const dataDirectory = absolutePath(options.dataDirectory);
  mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
  const until = Date.now() + START_PATIENCE_MS;
  for (;;) {
    const lock = LockFile.take(dataDirectory);
    if (lock instanceof LockFile) return start({ ...options, dataDirectory }, lock, log);
    if (lock.uri !== undefined && (await answers(lock.uri))) return connectionTo(lock.uri);
    if (Date.now() > until) throw new Error(unanswered(dataDirectory, lock));
    await delay(POLL_MS);
  }
}

async function start(
  options: EmbeddedMongoOptions,
  lock: LockFile | undefined,
  log: (message: string) => void,
): Promise<EmbeddedMongo> {
  const { dataDirectory, socketPath, port } = options;
  let place: SocketPlace | undefined;
  const tidyUp = () => {
    place?.remove();
    lock?.release();
  };
  try {
    place = port === undefined ? socketPlace(dataDirectory, socketPath) : { address: { port }, remove: () => {} };
    const thread = await startServerThread({ address: place.address, dataDirectory }, log);
    const uri = uriOf(thread.address);
    lock?.announce(uri);
    let closed: Promise<void> | undefined;
    return {
      uri,
      started: true,
      failure: thread.failure,
      close: () => {
        closed ??= thread.close().finally(tidyUp);
        return closed;
      },
    };
  } catch (error) {
    tidyUp();
    throw error;
  }
}

function connectionTo(uri: string): EmbeddedMongo {
  return { uri, started: false, close: async () => {}, failure: new Promise<Error>(() => {}) };
}

/** True when somebody listens at a URI that this module made. */
function answers(uri: string): Promise<boolean> {
  const host = /^mongodb:\/\/([^/]+)\//.exec(uri)?.[1] ?? '';
  const address = decodeURIComponent(host);
  const socket = address.includes('/')
    ? connect({ path: address })
    : connect({ host: '127.0.0.1', port: Number(address.split(':')[1]) });
  return new Promise((resolve) => {
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

function unanswered(dataDirectory: string, holder: LockHolder): string {
  return `the data directory ${dataDirectory} is held by process ${holder.pid}, which doesn't answer`;
}
