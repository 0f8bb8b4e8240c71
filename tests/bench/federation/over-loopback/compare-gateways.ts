import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BenchOptions } from '../../method/bench-options.js';
import type { Contestant, Operation } from '../../method/contestant.js';
import { type Comparison, compareUnderLoad } from '../../method/rounds.js';
import { catalogueSupergraph } from '../catalogue/graph.js';
import { REVIEWS_QUERY } from '../catalogue/operation.js';
import { RunningSubgraphs } from './running-subgraphs.js';
import { countSubgraphCalls, type SubgraphCalls } from './subgraph-calls.js';

const contestant = (id: string, name: string, file: string, ...parameters: string[]): Contestant => ({
  id,
  name,
  module: new URL(`./contestants/${file}`, import.meta.url),
  parameters,
});

/** A further contestant is a file and a line here. */
const CONTESTANTS: readonly Contestant[] = [
  contestant('tripod', '**Tripod**', 'tripod.ts'),
  contestant('tripod-whole', '**Tripod**, joins whole requests', 'tripod.ts', 'whole'),
  contestant('apollo-gateway', '@apollo/gateway', 'apollo-gateway.mjs'),
  contestant('hive', 'Hive Gateway', 'hive-gateway.mjs'),
  contestant('hive-whole', 'Hive Gateway, joins whole requests', 'hive-gateway.mjs', 'whole'),
  contestant('hive-native', 'Hive Gateway with native planner', 'hive-gateway.mjs', 'native'),
  contestant(
    'hive-native-whole',
    'Hive Gateway with native planner, joins whole requests',
    'hive-gateway.mjs',
    'native',
    'whole',
  ),
];

/** Everybody asks the same: requests, and fetches from subgraphs, may be joined. */
export const IDENTICAL: Operation = { ...REVIEWS_QUERY, name: 'identical' };

/** Each request comes with a token of its own, which goes on to the subgraphs: nothing may be joined. */
export const DISTINCT: Operation = { ...REVIEWS_QUERY, name: 'distinct', distinctCallers: true };

export interface GatewayComparison {
  readonly identical: Comparison;
  readonly distinct: Comparison;
  readonly calls: readonly SubgraphCalls[];
}

/** Measures gateways that reach their subgraphs over HTTP on the loopback interface. */
export async function compareGateways(options: BenchOptions): Promise<GatewayComparison> {
  const folder = await mkdtemp(join(tmpdir(), 'tripod-bench-'));
  let subgraphs: RunningSubgraphs | undefined;
  try {
    subgraphs = await RunningSubgraphs.start();
    const supergraphFile = join(folder, 'supergraph.graphql');
    await writeFile(supergraphFile, catalogueSupergraph(subgraphs.origin));
    const operations = [IDENTICAL, DISTINCT];
    const parameters = [supergraphFile];
    const calls = await countSubgraphCalls(CONTESTANTS, operations, subgraphs, options.connections, parameters);
    const [identical, distinct] = await compareUnderLoad(CONTESTANTS, operations, options, parameters);
    if (identical === undefined || distinct === undefined) {
      throw new Error('Two operations must give two results');
    }
    return { identical, distinct, calls };
  } finally {
    await subgraphs?.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
