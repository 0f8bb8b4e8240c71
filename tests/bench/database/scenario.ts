import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BenchOptions } from '../method/bench-options.js';
import { type Contestant, RunningContestant } from '../method/contestant.js';
import { compareUnderLoad } from '../method/rounds.js';
import { ratioOf } from '../method/statistics.js';
import { loadTable, requestsPerSecond } from '../report/load-table.js';
import type { Section } from '../report/section.js';
import { MAIN_QUERY } from './operation.js';

const module = (file: string): URL => new URL(`./${file}`, import.meta.url);

/** A further contestant is a file and a line here. */
const CONTESTANTS: readonly Contestant[] = [
  { id: 'tripod', name: '**Tripod**', module: module('contestants/tripod.ts') },
  {
    id: 'apollo-merged',
    name: 'Apollo Server, one merged schema, on Fastify',
    module: module('contestants/apollo-merged.ts'),
  },
  {
    id: 'hand-written',
    name: 'the limit: hand-written driver calls behind node:http',
    module: module('contestants/hand-written.ts'),
  },
];

const DATABASE: Contestant = { id: 'database', name: 'embedded database', module: module('database-server.ts') };

/** As many as keep all processes busy; more only wait longer. */
const CONNECTIONS = 10;

/** The main query on the embedded database with the repository's seeds. */
export async function databaseScenario(options: BenchOptions): Promise<Section> {
  options.tell('On the database: loading the seeds');
  const folder = await mkdtemp(join(tmpdir(), 'tripod-bench-'));
  let database: RunningContestant | undefined;
  try {
    database = await RunningContestant.start(DATABASE, [join(folder, 'database')]);
    const parameters = [database.url, join(folder, 'gateway')];
    const [comparison] = await compareUnderLoad(
      CONTESTANTS,
      [MAIN_QUERY],
      { ...options, connections: CONNECTIONS },
      parameters,
    );
    if (comparison === undefined) {
      throw new Error('One operation must give one result');
    }
    const { answerBytes, measurements } = comparison;
    return {
      title: 'On the database',
      explanation: [
        `The whole gateway with its five subgraphs, as *tripod serve* runs it, on the embedded database with the seeds of this repository. All contestants ask one database server in a process of its own; its CPU time is not in the table. ${CONNECTIONS} connections.`,
        'The limit answers this one query only: one command a collection, all at once, projections to the last field, no schema, no validation, no paging. The merged schema has no `@requires`, so that it reads the places of a country with one command more.',
      ],
      tables: [loadTable(`Main query: ten countries (${answerBytes} bytes)`, measurements, 'tripod')],
      bars: [
        {
          promise: 'On the database, to hand-written driver calls',
          ratio: ratioOf(requestsPerSecond(measurements, 'tripod'), requestsPerSecond(measurements, 'hand-written')),
          atLeast: 0.5,
        },
      ],
    };
  } finally {
    await database?.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
