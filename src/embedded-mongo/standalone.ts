import { mkdirSync } from 'node:fs';
import { resolve as absolutePath } from 'node:path';
import { LockFile } from './lock-file.js';
import { EmbeddedServer } from './server.js';
import { uriOf } from './socket-place.js';

export interface StandaloneOptions {
  /** Port of the loopback interface; 0 takes a free one. */
  readonly port: number;
  /** Where the data is kept; in memory only when it is left out. */
  readonly dataDirectory?: string | undefined;
  /** Writes one line; standard output unless told. */
  readonly print?: (line: string) => void;
}

/**
 * Runs the server alone, in this thread, until SIGINT, SIGTERM or a failure of the journal: prints one line with the
 * URI, and resolves when everything is on the disk.
 * @throws DamagedDataError, Node's error when the port can't be had, or the journal's failure
 */
export async function runStandalone(options: StandaloneOptions): Promise<void> {
  const print = options.print ?? ((line: string) => process.stdout.write(`${line}\n`));
  const log = (message: string) => process.stderr.write(`${message}\n`);
  const dataDirectory = options.dataDirectory === undefined ? undefined : absolutePath(options.dataDirectory);
  const lock = dataDirectory === undefined ? undefined : takeLock(dataDirectory);
  try {
    const server = await EmbeddedServer.start({ address: { port: options.port }, dataDirectory, log });
    const uri = uriOf(server.address);
    lock?.announce(uri);
    print(uri);
    const failure = await Promise.race([server.failure, stopSignal()]);
    await server.close();
    if (failure) throw failure;
  } finally {
    lock?.release();
  }
}

function takeLock(dataDirectory: string): LockFile {
  mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
  const lock = LockFile.take(dataDirectory);
  if (lock instanceof LockFile) return lock;
  throw new Error(`the data directory ${dataDirectory} is served by process ${lock.pid} already`);
}

function stopSignal(): Promise<undefined> {
  return new Promise((resolve) => {
    const stop = () => {
      process.off('SIGINT', stop);
      process.off('SIGTERM', stop);
      resolve(undefined);
    };
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
  });
}
