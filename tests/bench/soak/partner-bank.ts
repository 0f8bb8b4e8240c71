import { copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ReadyChild } from './child.js';
import { pause } from './requests.js';
import type { TimedEvent } from './watch.js';

const EXAMPLE = new URL('../../../examples/partner-bank/', import.meta.url);
const READY = /ready at (\S+)/;

/** The example's own process, which dies and comes back at the same port. */
export class PartnerBank {
  #child: ReadyChild;

  private constructor(
    child: ReadyChild,
    readonly address: string,
  ) {
    this.#child = child;
  }

  static async start(): Promise<PartnerBank> {
    const { child, address } = await startServer('0');
    return new PartnerBank(child, address);
  }

  /** Writes the file for SUBGRAPHS into a folder and returns its path. */
  async describe(folder: string): Promise<string> {
    await copyFile(new URL('schema.graphql', EXAMPLE), join(folder, 'schema.graphql'));
    const file = join(folder, 'subgraphs.json');
    const entry = { name: 'partner-bank', url: this.address, sdl: 'schema.graphql', timeoutMilliseconds: 2_000 };
    await writeFile(file, JSON.stringify([entry]));
    return file;
  }

  /** Kills the process at each of the times and starts it again after the outage; all in seconds of the run. */
  async dieAndReturn(
    times: readonly number[],
    outage: number,
    elapsed: () => number,
    events: TimedEvent[],
    stop: AbortSignal,
  ): Promise<void> {
    for (const time of times) {
      await pause((time - elapsed()) * 1_000, stop);
      if (stop.aborted) return;
      await this.end();
      events.push({ seconds: elapsed(), what: 'bank killed' });
      await pause(outage * 1_000, stop);
      this.#child = (await startServer(new URL(this.address).port)).child;
      events.push({ seconds: elapsed(), what: 'bank back' });
    }
  }

  async end(): Promise<void> {
    await this.#child.end('SIGKILL');
  }
}

function startServer(port: string): Promise<{ child: ReadyChild; address: string }> {
  return ReadyChild.start([fileURLToPath(new URL('server.js', EXAMPLE)), '--port', port], READY);
}
