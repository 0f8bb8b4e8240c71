import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('../../examples/partner-bank/bank.ts', import.meta.url));

/** The example bank in a process of its own, as its README says. */
export interface RunningBank {
  /** Everything that it has said. */
  readonly output: () => string;
  stop(signal: NodeJS.Signals): Promise<void>;
}

/** Starts it and waits until it says that it is ready. */
export async function startExampleBank(words: readonly string[]): Promise<RunningBank> {
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', PROGRAM, ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const ended = once(child, 'exit');
  const ready = new Promise<void>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        output += text;
        if (output.includes('bank: ready')) resolve();
      });
    }
    void ended.then(() => reject(new Error(`the bank ended: ${output}`)));
  });
  await ready;
  return {
    output: () => output,
    stop: async (signal) => {
      child.kill(signal);
      await ended;
    },
  };
}
