import { isDeepStrictEqual } from 'node:util';
import type { BenchOptions } from './bench-options.js';
import type { LoadOrder, LoadResult } from './child-messages.js';
import { Child } from './child-process.js';
import { bodyOf, type Contestant, type Operation, RunningContestant } from './contestant.js';

/** What one contestant did in each round. */
export interface Measurement {
  readonly id: string;
  readonly name: string;
  readonly requestsPerSecond: number[];
  /** CPU time of the server's process for one request. */
  readonly cpuMicroseconds: number[];
  readonly latencyP50Milliseconds: number[];
  readonly latencyP99Milliseconds: number[];
}

/** How all contestants did on one operation. */
export interface Comparison {
  /** Length of the answer's data as JSON. */
  readonly answerBytes: number;
  readonly measurements: readonly Measurement[];
}

/**
 * Starts all contestants, checks that they answer alike and measures them, operation by operation.
 * @param parameters handed to every contestant
 */
export async function compareUnderLoad(
  contestants: readonly Contestant[],
  operations: readonly Operation[],
  options: BenchOptions,
  parameters: readonly string[] = [],
): Promise<Comparison[]> {
  const running: RunningContestant[] = [];
  try {
    for (const contestant of contestants) {
      running.push(await RunningContestant.start(contestant, parameters));
    }
    const comparisons: Comparison[] = [];
    for (const operation of operations) {
      const answerBytes = await assertSameAnswers(running, operation);
      options.tell(`  ${operation.name}: ${running.length} contestants give the same ${answerBytes} bytes`);
      comparisons.push({ answerBytes, measurements: await measureInRounds(running, operation, options) });
    }
    return comparisons;
  } finally {
    await Promise.all(running.map((contestant) => contestant.stop()));
  }
}

/**
 * Checks that all contestants give the same answer.
 * @returns the length of the answer's data as JSON, in bytes
 */
async function assertSameAnswers(running: readonly RunningContestant[], operation: Operation): Promise<number> {
  const [first, ...others] = running;
  if (first === undefined) {
    throw new RangeError('There is no contestant');
  }
  const expected = await first.answer(operation);
  for (const other of others) {
    if (!isDeepStrictEqual(await other.answer(operation), expected)) {
      throw new Error(`"${operation.name}": ${other.contestant.name} and ${first.contestant.name} answer differently`);
    }
  }
  return Buffer.byteLength(JSON.stringify(expected));
}

/**
 * Measures contestants in turns: A B C, A B C ... so that whatever else the machine does meets all of them alike. Every
 * contestant is warmed up first. Throws where a request fails: a wrong answer is no fast answer.
 */
async function measureInRounds(
  running: readonly RunningContestant[],
  operation: Operation,
  options: BenchOptions,
): Promise<Measurement[]> {
  const measurements = running.map(({ contestant: { id, name } }) => emptyMeasurement(id, name));
  const generator = new Child('load generator', new URL('./load-generator.ts', import.meta.url));
  try {
    for (const contestant of running) {
      await send(generator, contestant, operation, options.warmUpSeconds, options.connections);
      await drain(contestant, operation);
    }
    for (let round = 1; round <= options.rounds; round++) {
      for (const [index, contestant] of running.entries()) {
        const before = await contestant.cpuMicroseconds();
        const result = await send(generator, contestant, operation, options.secondsPerRound, options.connections);
        if (result.answers === 0) {
          throw new Error(
            `${contestant.contestant.name} answers no "${operation.name}" in ${options.secondsPerRound} s`,
          );
        }
        const spent = (await contestant.cpuMicroseconds()) - before;
        await drain(contestant, operation);
        measurements[index]?.requestsPerSecond.push(result.answers / result.seconds);
        measurements[index]?.cpuMicroseconds.push(spent / result.answers);
        measurements[index]?.latencyP50Milliseconds.push(result.latencyMilliseconds.p50);
        measurements[index]?.latencyP99Milliseconds.push(result.latencyMilliseconds.p99);
      }
      options.tell(`  round ${round} of ${options.rounds}`);
    }
  } finally {
    await generator.stop();
  }
  return measurements;
}

/** Sends requests and throws unless all are answered: slow ones may be under way still, but none may fail. */
async function send(
  generator: Child,
  { contestant, url }: RunningContestant,
  operation: Operation,
  seconds: number,
  connections: number,
): Promise<LoadResult> {
  const order: LoadOrder = {
    url,
    body: bodyOf(operation),
    connections,
    seconds,
    distinctCallers: operation.distinctCallers ?? false,
  };
  generator.send(order);
  const result = (await generator.nextMessage()) as LoadResult;
  if (result.failures > 0) {
    throw new Error(`${contestant.name} failed ${result.failures} times on "${operation.name}"`);
  }
  return result;
}

/**
 * Waits for the requests that were under way when the time was over: they are still worked on, and the next contestant
 * must not pay for them. Requests are taken in their order, so that the answer to a last one tells.
 */
async function drain(contestant: RunningContestant, operation: Operation): Promise<void> {
  await contestant.answer(operation);
}

function emptyMeasurement(id: string, name: string): Measurement {
  return {
    id,
    name,
    requestsPerSecond: [],
    cpuMicroseconds: [],
    latencyP50Milliseconds: [],
    latencyP99Milliseconds: [],
  };
}
