/**
 * `npm run bench`: measures this gateway beside others and the limits, prints the results and writes them to
 * RESULTS.md. `--quick` is a short run that only prints; `--only NAME` runs and prints one scenario, and may be repeated.
 * A further scenario is a folder and a line in SCENARIOS.
 */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { databaseScenario } from './database/scenario.js';
import { federationScenario } from './federation/scenario.js';
import { importScenario } from './import/scenario.js';
import { memoryScenario } from './memory/scenario.js';
import { type BenchOptions, FULL, QUICK } from './method/bench-options.js';
import { quotesScenario } from './quotes/scenario.js';
import { machineLine } from './report/machine.js';
import { toMarkdown } from './report/markdown.js';
import type { Section } from './report/section.js';
import { searchScenario } from './search/scenario.js';

type Scenario = (options: BenchOptions) => Promise<Section>;

const SCENARIOS: Readonly<Record<string, Scenario>> = {
  memory: memoryScenario,
  federation: federationScenario,
  database: databaseScenario,
  import: importScenario,
  search: searchScenario,
  quotes: quotesScenario,
};

const RESULTS = new URL('./RESULTS.md', import.meta.url);

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { quick: { type: 'boolean', default: false }, only: { type: 'string', multiple: true } },
  });
  const options = values.quick ? QUICK : FULL;
  const sections: Section[] = [];
  for (const scenario of (values.only ?? Object.keys(SCENARIOS)).map(scenarioNamed)) {
    sections.push(await scenario(options));
  }
  const markdown = toMarkdown(introduction(options), sections);
  process.stdout.write(`\n${markdown}`);
  if (!values.quick && values.only === undefined) {
    await writeFile(RESULTS, markdown);
  }
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
    `Written by \`npm run bench\`. ${machineLine(new Date())}.`,
    `Every contestant runs in a process of its own on 127.0.0.1; one further process sends requests over a fixed number of connections, the next one as soon as the last is answered. All contestants must give the same answer before anything is measured, and a single failed request ends the run. After ${warmUpSeconds} s of warm-up each, they take turns: ${rounds} rounds of ${secondsPerRound} s. Figures are medians of the rounds; ratios are taken round by round, so that both sides met the same machine, and shown as median (lowest to highest). CPU is the time of the server's process.`,
    'Compare figures only within a table, and ratios rather than figures: servers and load generator share the processors.',
  ];
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
});
