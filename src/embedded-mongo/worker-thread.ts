import { totalmem } from 'node:os';
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
      // From here on the program must live until the thread has written everything.
      worker.ref();
      worker.postMessage(CLOSE);
      await exited;
    },
  };
}

/**
 * The thread runs the file beside this one: `worker.js` where the project is built. In development and tests it is
 * `worker.ts`, and a new thread knows no TypeScript, whatever its parent was started with: there a line of JavaScript
 * first registers the loader of the `tsx` package (a development dependency).
 */
function startWorker(workerData: WorkerSettings): Worker {
  const options = {
    workerData,
    name: 'embedded-mongo',
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: Math.floor(totalmem() / 2 / 2 ** 20) },
  };
  if (import.meta.url.endsWith('.js')) return new Worker(new URL('./worker.js', import.meta.url), options);
  const loader = import.meta.resolve('tsx/esm/api');
  const source = new URL('./worker.ts', import.meta.url).href;
  const code = `import('${loader}').then((tsx) => { tsx.register(); return import('${source}'); });`;
  return new Worker(code, { ...options, eval: true });
}

function refusalOf(message: Extract<WorkerMessage, { kind: 'refused' }>): Error {
  if (!message.damage) return message.error;
  const { file, offset, reason } = message.damage;
  return new DamagedDataError(file, offset, reason);
}
