import { totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { DamagedDataError } from './store/damaged-data-error.js';
import { CLOSE, type WorkerMessage, type WorkerSettings } from './worker-protocol.js';

/** A server in a worker thread, seen from outside. */
export interface ServerThread {
  readonly address: string;
  /** Resolves when the server has stopped by itself. */
  readonly failure: Promise<Error>;
  close(): Promise<void>;
}

/**
 * Starts the server in a worker thread.
 * @throws DamagedDataError, or the error that kept the server from listening
 */
export async function startServerThread(
  settings: WorkerSettings,
  log: (message: string) => void,
): Promise<ServerThread> {
  const worker = startWorker(settings);
  // The thread must not keep a program alive that has nothing else to do.
  worker.unref();
  const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  let closing = false;
  let fail: (error: Error) => void = () => {};
  const failure = new Promise<Error>((resolve) => {
    fail = resolve;
  });
  const address = await new Promise<string>((resolve, reject) => {
    worker.on('message', (message: WorkerMessage) => {
      if (message.kind === 'listening') resolve(message.address);
      else if (message.kind === 'refused') reject(refusalOf(message));
      else if (message.kind === 'failed') fail(message.error);
      else if (message.kind === 'log') log(message.message);
    });
    const ended = (error: Error) => {
      reject(error);
      if (!closing) fail(error);
    };
    worker.once('error', ended);
    worker.once('exit', (code) => ended(new Error(`the embedded database's thread has ended with code ${code}`)));
  });
  return {
    address,
    failure,
    async close() {
      closing = true;
      worker.postMessage(CLOSE);
      await exited;
    },
  };
}

/**
 * The thread runs the file beside this one: `worker.js` where the project is built, `worker.ts` in development and
 * tests, where the thread needs the TypeScript loader that the main thread has by other means.
 */
function startWorker(workerData: WorkerSettings): Worker {
  const built = import.meta.url.endsWith('.js');
  const file = new URL(built ? './worker.js' : './worker.ts', import.meta.url);
  return new Worker(fileURLToPath(file), {
    workerData,
    name: 'embedded-mongo',
    resourceLimits: { maxOldGenerationSizeMb: Math.floor(totalmem() / 2 / 2 ** 20) },
    ...(!built && { execArgv: ['--import', 'tsx'] }),
  });
}

function refusalOf(message: Extract<WorkerMessage, { kind: 'refused' }>): Error {
  if (!message.damage) return message.error;
  const { file, offset, reason } = message.damage;
  return new DamagedDataError(file, offset, reason);
}
