import { type Contestant, type Operation, RunningContestant } from '../../method/contestant.js';
import type { RunningSubgraphs } from './running-subgraphs.js';

/** How many requests to subgraphs one query costs. */
export interface SubgraphCalls {
  readonly id: string;
  readonly name: string;
  /** Of a query that comes alone. */
  readonly alone: number;
  /** Mean of queries that come together, by the name of the operation. */
  readonly together: ReadonlyMap<string, number>;
}

/** Queries that are counted together; all are answered before the count, so that none is counted in part. */
const QUERIES = 200;

/** Counts, at the subgraphs themselves, what each contestant asks of them. */
export async function countSubgraphCalls(
  contestants: readonly Contestant[],
  operations: readonly Operation[],
  subgraphs: RunningSubgraphs,
  concurrent: number,
  parameters: readonly string[],
): Promise<SubgraphCalls[]> {
  const counted: SubgraphCalls[] = [];
  for (const contestant of contestants) {
    const running = await RunningContestant.start(contestant, parameters);
    try {
      const [first] = operations;
      if (first === undefined) {
        throw new RangeError('There is no operation');
      }
      await running.answer(first);
      const alone = await callsOf(subgraphs, 1, () => running.answer(first));
      const together = new Map<string, number>();
      for (const operation of operations) {
        const calls = await callsOf(subgraphs, QUERIES, () => answerAll(running, operation, concurrent));
        together.set(operation.name, calls);
      }
      counted.push({ id: contestant.id, name: contestant.name, alone, together });
    } finally {
      await running.stop();
    }
  }
  return counted;
}

async function callsOf(subgraphs: RunningSubgraphs, queries: number, send: () => Promise<unknown>): Promise<number> {
  const before = await subgraphs.calls();
  await send();
  return ((await subgraphs.calls()) - before) / queries;
}

async function answerAll(running: RunningContestant, operation: Operation, concurrent: number): Promise<void> {
  let sent = 0;
  const client = async (): Promise<void> => {
    while (sent++ < QUERIES) {
      await running.answer(operation);
    }
  };
  await Promise.all(Array.from({ length: concurrent }, client));
}
