import { type ChildProcess, fork } from 'node:child_process';

/** How long a child may take to start or to answer; building schemas and loading seeds is the longest of it. */
const PATIENCE_MILLISECONDS = 180_000;

/** How long a child may take to end by itself before it is killed. */
const FAREWELL_MILLISECONDS = 3_000;

/** A child process that answers questions over IPC, one at a time. It ends when this process ends. */
export class Child {
  readonly #process: ChildProcess;
  #lastWords = '';

  /** @param module the module that the child runs, TypeScript or not */
  constructor(
    readonly name: string,
    module: URL,
    parameters: readonly string[] = [],
  ) {
    this.#process = fork(module, parameters, {
      execArgv: ['--import', 'tsx'],
      env: { ...process.env, NODE_ENV: 'production' },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.#process.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#lastWords = (this.#lastWords + text).slice(-4_000);
    });
  }

  send(message: object): void {
    this.#process.send(message);
  }

  /** The child's next message. Rejects when the child ends first or says nothing for three minutes. */
  nextMessage(): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const settle = (): void => {
        clearTimeout(timer);
        this.#process.off('message', onMessage).off('exit', onExit);
      };
      const onMessage = (message: unknown): void => {
        settle();
        resolve(message);
      };
      const onExit = (code: number | null): void => {
        settle();
        reject(new Error(`${this.name} ended with ${code}: ${this.#lastWords}`));
      };
      const timer = setTimeout(() => {
        settle();
        reject(new Error(`${this.name} does not answer: ${this.#lastWords}`));
      }, PATIENCE_MILLISECONDS);
      this.#process.on('message', onMessage).on('exit', onExit);
    });
  }

  async stop(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) {
      return;
    }
    const ended = new Promise((resolve) => this.#process.once('exit', resolve));
    const timer = setTimeout(() => this.#process.kill('SIGKILL'), FAREWELL_MILLISECONDS);
    if (this.#process.connected) {
      this.#process.disconnect();
    }
    await ended;
    clearTimeout(timer);
  }
}
