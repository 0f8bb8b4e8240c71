import { isDeepStrictEqual } from 'node:util';
import type { BenchOptions } from '../../method/bench-options.js';
import { Child } from '../../method/child-process.js';
import type { EngineMessage, EngineOrder } from './engine-messages.js';

/** An engine in a process of its own. */
interface Engine {
  readonly id: string;
  readonly name: string;
  readonly module: URL;
  readonly parameters: readonly string[];
}

/** What one engine did in each round. */
export interface EngineMeasurement {
  readonly id: string;
  readonly name: string;
  /** Requests that one second of the process's CPU time is enough for. */
  readonly requestsPerCpuSecond: number[];
}

const engine = (id: string, name: string, file: string, ...parameters: string[]): Engine => ({
  id,
  name,
  module: new URL(`./engines/${file}`, import.meta.url),
  parameters,
});

/** A further engine is a file and a line here. */
const ENGINES: readonly Engine[] = [
  engine('tripod', '**Tripod**', 'tripod.ts'),
  engine('apollo-gateway', '@apollo/gateway', 'apollo.mjs'),
  engine('hive', 'Hive Gateway', 'hive.mjs'),
  engine('hive-native', 'Hive Gateway with native planner', 'hive.mjs', 'native'),
];

/**
 * Measures engines in turns, without sockets and servers. Throws where their answers differ or one fails.
 * @param operation the name of what they are asked, see `engineTask`
 */
export async function compareEngines(operation: string, options: BenchOptions): Promise<EngineMeasurement[]> {
  const running: { readonly engine: Engine; readonly child: Child; readonly measured: EngineMeasurement }[] = [];
  try {
    let expected: unknown;
    for (const each of ENGINES) {
      const child = new Child(each.name, each.module, [operation, ...each.parameters]);
      running.push({ engine: each, child, measured: { id: each.id, name: each.name, requestsPerCpuSecond: [] } });
      const data = JSON.parse(await answerOf(child));
      expected ??= data;
      if (!isDeepStrictEqual(data, expected)) {
        throw new Error(`"${operation}": ${each.name} and ${ENGINES[0]?.name} answer differently`);
      }
    }
    for (const { child } of running) {
      await run(child, options.warmUpSeconds, options.connections);
    }
    for (let round = 1; round <= options.rounds; round++) {
      for (const { child, measured } of running) {
        measured.requestsPerCpuSecond.push(await run(child, options.secondsPerRound, options.connections));
      }
      options.tell(`  ${operation}: round ${round} of ${options.rounds}`);
    }
  } finally {
    await Promise.all(running.map(({ child }) => child.stop()));
  }
  return running.map(({ measured }) => measured);
}

async function answerOf(child: Child): Promise<string> {
  const message = (await child.nextMessage()) as EngineMessage;
  if (message.kind !== 'answer') {
    throw new Error(`${child.name} did not answer first`);
  }
  return message.json;
}

/** @returns requests per second of CPU time */
async function run(child: Child, seconds: number, concurrent: number): Promise<number> {
  const order: EngineOrder = { kind: 'run', seconds, concurrent };
  child.send(order);
  const message = (await child.nextMessage()) as EngineMessage;
  if (message.kind !== 'ran') {
    throw new Error(`${child.name} did not tell what it did`);
  }
  return message.requests / (message.cpuMicroseconds / 1e6);
}
