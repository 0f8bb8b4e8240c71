import { TYPICAL } from '../memory/operations.js';
import type { BenchOptions } from '../method/bench-options.js';
import { ratioOf, spreadOf } from '../method/statistics.js';
import { formatRatio, loadTable, requestsPerSecond, whole } from '../report/load-table.js';
import type { Section, Table } from '../report/section.js';
import { REVIEWS_QUERY } from './catalogue/operation.js';
import { compareEngines, type EngineMeasurement } from './in-process/compare-engines.js';
import { compareGateways, DISTINCT, IDENTICAL } from './over-loopback/compare-gateways.js';
import type { SubgraphCalls } from './over-loopback/subgraph-calls.js';

/** Federation engines without sockets, and whole gateways whose subgraphs are reached over HTTP. */
export async function federationScenario(options: BenchOptions): Promise<Section> {
  options.tell('Federation: in process');
  const typical = await compareEngines(TYPICAL.name, options);
  const reviews = await compareEngines(REVIEWS_QUERY.name, options);
  options.tell('Federation: over loopback');
  const { identical, distinct, calls } = await compareGateways(options);
  const bytes = identical.answerBytes;
  const againstNative = ({ measurements }: typeof identical) =>
    ratioOf(requestsPerSecond(measurements, 'tripod'), requestsPerSecond(measurements, 'hive-native'));
  return {
    title: 'Federation',
    explanation: [
      `In process: engines alone, without servers and sockets, ${options.connections} requests at a time over subgraphs in their own process; every engine gets the same schemas and runs them its own way (Tripod compiles their operations, the others interpret them). The typical query is the one of the in-memory part, the reviews query the one below. Figures count requests by CPU time, garbage collection included.`,
      `Over loopback: users and products with reviews, authors and their reviews over four subgraphs (accounts, products, inventory, reviews), three levels, ${bytes} bytes. One process serves all four, remembers its answers and counts requests. ${options.connections} connections. *Identical* requests may be joined by whoever does so, whole or as fetches from subgraphs. *Distinct* ones carry a token each, which every gateway forwards to the subgraphs, so that nothing may be joined. Joining whole requests is off unless the row says so (in Tripod by JOIN_EQUAL_REQUESTS).`,
      `Subgraph calls are counted by the subgraphs: for a query that comes alone, and on average of 200 queries, ${options.connections} at a time.`,
    ],
    tables: [
      engineTable('In process: typical query', typical),
      engineTable('In process: reviews query', reviews),
      loadTable(`Over loopback: identical requests (${bytes} bytes)`, identical.measurements, 'tripod'),
      loadTable(`Over loopback: distinct requests (${bytes} bytes)`, distinct.measurements, 'tripod'),
      callsTable(calls),
    ],
    bars: [
      {
        promise: 'Federation in process, typical query, to Hive Gateway with native planner',
        ratio: ratioOf(ratesOf(typical, 'tripod'), ratesOf(typical, 'hive-native')),
        atLeast: 5,
      },
      {
        promise: 'Federation over loopback, identical requests, to Hive Gateway with native planner',
        ratio: againstNative(identical),
        atLeast: 1.3,
      },
      {
        promise:
          'Federation over loopback, identical requests, both joining whole requests, to Hive Gateway with native planner',
        ratio: ratioOf(
          requestsPerSecond(identical.measurements, 'tripod-whole'),
          requestsPerSecond(identical.measurements, 'hive-native-whole'),
        ),
        atLeast: 1.3,
      },
      {
        promise: 'Federation over loopback, distinct requests, to Hive Gateway with native planner',
        ratio: againstNative(distinct),
        atLeast: 1.3,
      },
      {
        promise: 'Federation over loopback, subgraph calls of one query',
        ratio: spreadOf(calls.filter(({ id }) => id === 'tripod').map(({ alone }) => alone)),
        atMost: 7,
      },
    ],
  };
}

function ratesOf(measurements: readonly EngineMeasurement[], id: string): readonly number[] {
  const measurement = measurements.find((candidate) => candidate.id === id);
  if (measurement === undefined) {
    throw new Error(`${id} was not measured`);
  }
  return measurement.requestsPerCpuSecond;
}

function engineTable(title: string, measurements: readonly EngineMeasurement[]): Table {
  const own = ratesOf(measurements, 'tripod');
  return {
    title,
    columns: ['', 'requests/s of CPU', 'min to max', 'CPU µs/request', 'Tripod is times as fast'],
    rows: measurements.map(({ id, name, requestsPerCpuSecond }) => {
      const { median, minimum, maximum } = spreadOf(requestsPerCpuSecond);
      return [
        name,
        whole(median),
        `${whole(minimum)} to ${whole(maximum)}`,
        whole(1e6 / median),
        id === 'tripod' ? '' : formatRatio(ratioOf(own, requestsPerCpuSecond)),
      ];
    }),
  };
}

function callsTable(calls: readonly SubgraphCalls[]): Table {
  const mean = (value: number | undefined): string => value?.toFixed(2) ?? '';
  return {
    title: 'Over loopback: subgraph calls of a query',
    columns: ['', 'alone', 'identical, together', 'distinct, together'],
    rows: calls.map(({ name, alone, together }) => [
      name,
      String(alone),
      mean(together.get(IDENTICAL.name)),
      mean(together.get(DISTINCT.name)),
    ]),
  };
}
