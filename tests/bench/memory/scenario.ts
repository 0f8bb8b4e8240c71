import type { BenchOptions } from '../method/bench-options.js';
import type { Contestant } from '../method/contestant.js';
import { compareUnderLoad } from '../method/rounds.js';
import { ratioOf, spreadOf } from '../method/statistics.js';
import { loadTable, requestsPerSecond } from '../report/load-table.js';
import type { Section } from '../report/section.js';
import { TINY, TYPICAL } from './operations.js';

const contestant = (id: string, name: string, file: string, ...parameters: string[]): Contestant => ({
  id,
  name,
  module: new URL(`./contestants/${file}`, import.meta.url),
  parameters,
});

/** A further contestant is a file and a line here. */
const CONTESTANTS: readonly Contestant[] = [
  contestant('tripod', '**Tripod**', 'tripod.ts'),
  contestant('apollo-standalone', 'Apollo Server, one merged schema, standalone', 'apollo-standalone.ts'),
  contestant('apollo-fastify', 'Apollo Server, one merged schema, on Fastify', 'apollo-fastify.ts'),
  contestant('apollo-gateway', '@apollo/gateway, local subgraphs', 'apollo-gateway.mjs'),
  contestant('hive', 'Hive Gateway, local subgraphs', 'hive-gateway.mjs'),
  contestant('hive-native', 'Hive Gateway with native planner, local subgraphs', 'hive-gateway.mjs', 'native'),
  contestant('raw-jit', 'the limit: node:http + graphql-jit, one merged schema', 'raw-jit.ts'),
];

/** Gateways and servers on the same rows in memory: what the engines themselves cost. */
export async function memoryScenario(options: BenchOptions): Promise<Section> {
  options.tell('In memory');
  const [typical, tiny] = await compareUnderLoad(CONTESTANTS, [TYPICAL, TINY], options);
  if (typical === undefined || tiny === undefined) {
    throw new Error('Two operations must give two results');
  }
  const own = requestsPerSecond(typical.measurements, 'tripod');
  const standalone = requestsPerSecond(typical.measurements, 'apollo-standalone');
  const onFastify = requestsPerSecond(typical.measurements, 'apollo-fastify');
  const tinyRate = (id: string): readonly number[] => requestsPerSecond(tiny.measurements, id);
  const fasterApollo = spreadOf(standalone).median > spreadOf(onFastify).median ? standalone : onFastify;
  return {
    title: 'In memory',
    explanation: [
      `Three subgraphs (markets, infrastructure, finance) over rows in memory; the same resolvers, synchronous, serve all contestants, as subgraphs or as one merged schema. Everybody runs with its defaults and NODE_ENV=production. ${options.connections} connections.`,
      'The promise against plain Apollo Server counts against the faster of its two shapes, on the typical operation.',
    ],
    tables: [
      loadTable(
        `Typical: ten countries, five charging locations and three products with partner each (${typical.answerBytes} bytes)`,
        typical.measurements,
        'tripod',
      ),
      loadTable(`Tiny: one name (${tiny.answerBytes} bytes)`, tiny.measurements, 'tripod'),
    ],
    bars: [
      {
        promise: 'In memory, to plain Apollo Server on one merged schema',
        ratio: ratioOf(own, fasterApollo),
        atLeast: 4,
      },
      {
        promise: 'In memory, to the limit of raw node:http + graphql-jit',
        ratio: ratioOf(own, requestsPerSecond(typical.measurements, 'raw-jit')),
        atLeast: 0.65,
      },
      {
        promise: 'In memory, tiny query through the whole stack, to the limit of raw node:http + graphql-jit',
        ratio: ratioOf(tinyRate('tripod'), tinyRate('raw-jit')),
        atLeast: 0.35,
      },
    ],
  };
}
