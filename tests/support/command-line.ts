import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));

/** How a command ended and what it wrote. */
export interface CommandResult {
  /** Exit code; null where a signal killed it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command that runs. */
export interface RunningCommand {
  /** Resolves with the match as soon as the standard output matches; rejects where the command ends before. */
  until(pattern: RegExp): Promise<RegExpExecArray>;
  /** Sends a signal and waits for the end. */
  stop(signal: NodeJS.Signals): Promise<CommandResult>;
  readonly ended: Promise<CommandResult>;
}

type Environment = Readonly<Record<string, string>>;

/**
 * Starts `tripod` in a process of its own. Of this process's environment it gets the search path and the temporary
 * folder only, so that settings of the machine do not matter.
 */
export function startTripod(words: readonly string[], environment: Environment = {}): RunningCommand {
  const { PATH, TMPDIR } = process.env;
  const child = spawn(process.execPath, ['--import', 'tsx', PROGRAM, ...words], {
    env: { ...(PATH === undefined ? {} : { PATH }), ...(TMPDIR === undefined ? {} : { TMPDIR }), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  const onOutput = new Set<() => void>();
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      output[stream] += text;
      for (const look of onOutput) look();
    });
  }
  const ended = endOf(child).then((code) => ({ code, ...output }));
  RUNNING.add(child);
  void ended.then(() => RUNNING.delete(child));

  return {
    ended,
    until: (pattern) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const match = pattern.exec(output.stdout);
          if (match !== null) {
            onOutput.delete(look);
            resolve(match);
          }
        };
        onOutput.add(look);
        look();
        void ended.then(({ code, stdout, stderr }) =>
          reject(new Error(`ended with ${code} before it wrote ${pattern}:\n${stdout}\n${stderr}`)),
        );
      }),
    stop: (signal) => {
      child.kill(signal);
      return ended;
    },
  };
}

/** Runs a command to its end. */
export function runTripod(words: readonly string[], environment: Environment = {}): Promise<CommandResult> {
  return startTripod(words, environment).ended;
}

const RUNNING = new Set<ChildProcess>();

/** Ends every command that still runs, such as those of a test that failed. */
export function killTripods(): void {
  for (const child of RUNNING) child.kill('SIGKILL');
}

function endOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code));
  });
}
