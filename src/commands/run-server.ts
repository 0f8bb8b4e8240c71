import type { RunningServer } from '../app/serve.js';
import { stopRequest } from './stop-request.js';

/** Writes a line for people. */
export function tell(line: string): void {
  process.stdout.write(`tripod: ${line}\n`);
}

/**
 * Starts a server and runs it until somebody wishes that it ends, be it while it starts.
 *
 * @throws what keeps it from starting, or the reason where it fails later
 */
export async function runServer(start: (stop: AbortSignal) => Promise<RunningServer>): Promise<void> {
  const stop = stopRequest();
  let server: RunningServer;
  try {
    server = await start(stop.signal);
  } catch (error) {
    if (stop.signal.aborted) {
      tell('ended');
      return;
    }
    throw error;
  }
  tell(`ready at ${server.url} (open it in a browser, or send it queries). Ctrl-C ends it.`);
  const end = await Promise.race([stop.received, server.failure]);
  if (end instanceof Error) {
    await server.close().catch(() => undefined);
    throw end;
  }
  tell(`${end}: ending`);
  await server.close();
  tell('ended');
}
