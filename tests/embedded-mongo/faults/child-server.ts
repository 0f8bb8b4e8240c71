import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

/** A server in another process. */
export interface ChildServer {
  readonly process: ChildProcess;
  readonly uri: string;
  /** False when the process found a server that was running already. */
  readonly started: boolean;
  /** Ends it without any warning, as a power switch would. */
  kill(): Promise<void>;
  /** Ends it in good order. */
  stop(): Promise<void>;
}

/** Starts a process that serves a data directory; it is killed at the end of the test at the latest. */
export async function childServer(dataDirectory: string): Promise<ChildServer> {
  const program = fileURLToPath(new URL('./server-process.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', program, dataDirectory], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await exited;
  });
  const line = await Promise.race([
    once(createInterface({ input: child.stdout }), 'line').then(([text]) => String(text)),
    exited.then(([code]) => Promise.reject(new Error(`the server process ended with ${code}`))),
  ]);
  const [state = '', uri = ''] = line.split(' ');
  return {
    process: child,
    uri,
    started: state === 'started',
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
    async stop() {
      child.stdin.end();
      await exited;
    },
  };
}
