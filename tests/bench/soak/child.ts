import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** A process of the run that says in its standard output when it is ready. */
export class ReadyChild {
  /** What it wrote to its standard error, the last of it. */
  complaints = '';
  readonly #process: ChildProcess;

  private constructor(process: ChildProcess) {
    this.#process = process;
    this.#process.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.complaints = (this.complaints + text).slice(-20_000);
    });
  }

  /** Starts node with these words and resolves, with the first group of `ready`, once its output matches. */
  static async start(
    words: readonly string[],
    ready: RegExp,
    environment: Readonly<Record<string, string>> = {},
  ): Promise<{ child: ReadyChild; address: string }> {
    const spawned = spawn(process.execPath, words, {
      env: { PATH: process.env.PATH ?? '', ...environment },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    const child = new ReadyChild(spawned);
    const address = await new Promise<string>((resolve, reject) => {
      let output = '';
      spawned.stdout?.setEncoding('utf8').on('data', (text: string) => {
        output = (output + text).slice(-20_000);
        const found = ready.exec(output)?.[1];
        if (found !== undefined) resolve(found);
      });
      spawned.once('exit', (code) => reject(new Error(`ended with ${code}: ${output}${child.complaints}`)));
    });
    return { child, address };
  }

  get running(): boolean {
    return this.#process.exitCode === null && this.#process.signalCode === null;
  }

  /** Sends a message over IPC; resolves with the next answer. Rejects where the process ends first. */
  ask(message: object): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const settle = (): void => {
        this.#process.off('message', onMessage).off('exit', onExit);
      };
      const onMessage = (answer: unknown): void => {
        settle();
        resolve(answer);
      };
      const onExit = (code: number | null): void => {
        settle();
        reject(new Error(`ended with ${code}: ${this.complaints}`));
      };
      this.#process.on('message', onMessage).on('exit', onExit);
      this.#process.send(message);
    });
  }

  /** Sends a signal and resolves with the exit code; null where the signal itself ended it. */
  async end(signal: NodeJS.Signals): Promise<number | null> {
    if (this.running) {
      const ended = once(this.#process, 'exit');
      this.#process.kill(signal);
      await ended;
    }
    return this.#process.exitCode;
  }
}
