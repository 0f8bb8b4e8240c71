/**
 * `npm run bench`: measures this gateway beside others and the limits, prints the results and writes them to
 * RESULTS.md. `npm run bench -- search import` runs those scenarios alone and leaves what the file says of the others;
 * `--quick` is a short run that only prints. A further scenario is a folder and a line in SCENARIOS.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { databaseScenario } from './database/scenario.js';
import { federationScenario } from './federation/scenario.js';
import { importScenario } from './import/scenario.js';
import { importMemoryScenario } from './import-memory/scenario.js';
import { insightsScenario } from './insights/scenario.js';
import { memoryScenario } from './memory/scenario.js';
import { type BenchOptions, FULL, QUICK } from './method/bench-options.js';
import { quotesScenario } from './quotes/scenario.js';
import { machineLine } from './report/machine.js';
import { type MeasuredSection, resultsDocument } from './report/markdown.js';
import type { Section } from './report/section.js';
import { searchScenario } from './search/scenario.js';

interface Scenario {
  /** Of its section in the results; the promises of a section begin with it. */
  readonly title: string;
  readonly run: (options: BenchOptions) => Promise<Section>;
}

/** In the order in which they stand in the results. */
const SCENARIOS: Readonly<Record<string, Scenario>> = {
  memory: { title: 'In memory', run: memoryScenario },
  federation: { title: 'Federation', run: federationScenario },
  database: { title: 'On the database', run: databaseScenario },
  import: { title: 'Import', run: importScenario },
  'import-memory': { title: 'Memory of imports', run: importMemoryScenario },
  search: { title: 'Search', run: searchScenario },
  quotes: { title: 'Quotes', run: quotesScenario },
  insights: { title: 'Insights', run: insightsScenario },
};

const RESULTS = new URL('./RESULTS.md', import.meta.url);

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { quick: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const options = values.quick ? QUICK : FULL;
  const names = positionals.length > 0 ? positionals : Object.keys(SCENARIOS);
  const measured: MeasuredSection[] = [];
  for (const { title, run } of names.map(scenarioNamed)) {
    const section = await run(options);
    if (section.title !== title) throw new Error(`The section "${section.title}" is listed as "${title}"`);
    measured.push({ section, measured: machineLine(new Date()) });
  }
  const order = Object.values(SCENARIOS).map(({ title }) => title);
  const document = (earlier?: string) => resultsDocument(introduction(options), measured, order, earlier);
  process.stdout.write(`\n${document()}`);
  if (!values.quick) await writeFile(RESULTS, document(await readFile(RESULTS, 'utf8')));
}

function scenarioNamed(name: string): Scenario {
  const scenario = SCENARIOS[name];
  if (scenario === undefined) {
    throw new Error(`There is no scenario "${name}": choose from ${Object.keys(SCENARIOS).join(', ')}`);
  }
  return scenario;
}

function introduction({ rounds, secondsPerRound, warmUpSeconds }: BenchOptions): string[] {
  return [
    'Written by `npm run bench`, each section by its last run.',
    `Every contestant runs in a process of its own on 127.0.0.1; one further process sends requests over a fixed number of connections, the next one as soon as the last is answered. All contestants must give the same answer before anything is measured, and a single failed request ends the run. After ${warmUpSeconds} s of warm-up each, they take turns: ${rounds} rounds of ${secondsPerRound} s. Figures are medians of the rounds; ratios are taken round by round, so that both sides met the same machine, and shown as median (lowest to highest). CPU is the time of the server's process.`,
    'Compare figures only within a table, and ratios rather than figures: servers and load generator share the processors.',
  ];
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
});
