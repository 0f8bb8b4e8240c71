import type { RunningServer } from '../app/serve.js';
import { untilSignal } from './until-signal.js';

/**
 * Runs a server until SIGINT or SIGTERM, also while it starts, and ends it cleanly.
 * @throws the reason where the server fails
 */
export async function runUntilSignal(tell: (line: string) => void, start: () => Promise<RunningServer>): Promise<void> {
  const stopped = untilSignal();
  const starting = start();
  const early = await Promise.race([starting, stopped]);
  if (typeof early === 'string') {
    // Stopped while starting: what is started ends first, so that nothing is left half done.
    const server = await starting.catch(() => null);
    await server?.close();
    return;
  }
  tell(`ready at ${early.url} (open it in a browser, or send it queries). Ctrl-C ends it.`);
  const end = await Promise.race([stopped, early.failure]);
  if (end instanceof Error) {
    await early.close().catch(() => undefined);
    throw end;
  }
  tell(`${end}: ending`);
  await early.close();
  tell('ended');
}
