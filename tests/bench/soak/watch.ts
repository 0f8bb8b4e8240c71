import type { ReadyChild } from './child.js';
import type { Client } from './client.js';
import { pause } from './requests.js';

/** The heaps of the server after garbage collection, at a time of the run. */
export interface HeapSample {
  readonly seconds: number;
  readonly heapBytes: number;
  /** Of the embedded database's worker thread. */
  readonly databaseHeapBytes: number | null;
  readonly residentBytes: number;
  readonly unhandledRejections: number;
}

/** Something that happened to the partner bank or to the circuit breaker in front of it. */
export interface TimedEvent {
  readonly seconds: number;
  readonly what: string;
}

const HEAP_EVERY_MILLISECONDS = 20_000;
const CIRCUIT_EVERY_MILLISECONDS = 500;

/** Reads the heaps every 20 s until `stop`. */
export async function watchHeap(
  server: ReadyChild,
  elapsed: () => number,
  samples: HeapSample[],
  stop: AbortSignal,
): Promise<void> {
  while (!stop.aborted) {
    const reading = (await server.ask({ kind: 'heap' })) as Omit<HeapSample, 'seconds'>;
    samples.push({ seconds: elapsed(), ...reading });
    await pause(HEAP_EVERY_MILLISECONDS, stop);
  }
}

/** Notes each change of the breaker's state that `/metrics` shows, until `stop`. */
export async function watchCircuit(
  client: Client,
  elapsed: () => number,
  events: TimedEvent[],
  stop: AbortSignal,
): Promise<void> {
  let state: string | undefined;
  while (!stop.aborted) {
    const { text } = await client.get('/metrics');
    const now = /^tripod_subgraph_circuit\{(?=[^}]*subgraph="partner-bank")[^}]*state="([^"]+)"[^}]*\} 1$/m.exec(
      text,
    )?.[1];
    if (now !== undefined && now !== state) {
      state = now;
      events.push({ seconds: elapsed(), what: `breaker ${now}` });
    }
    await pause(CIRCUIT_EVERY_MILLISECONDS, stop);
  }
}
