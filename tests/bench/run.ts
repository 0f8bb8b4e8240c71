/**
 * `npm run bench`: measures this gateway beside others and the limits, prints the results and writes them to
 * RESULTS.md. `--quick` is a short run that only prints. A further scenario is a folder and a line in SCENARIOS.
 */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { databaseScenario } from './database/scenario.js';
import { importScenario } from './import/scenario.js';
import { memoryScenario } from './memory/scenario.js';
import { type BenchOptions, FULL, QUICK } from './method/bench-options.js';
import { machineLine } from './report/machine.js';
import { toMarkdown } from './report/markdown.js';
import type { Section } from './report/section.js';

const SCENARIOS: Readonly<Record<string, (options: BenchOptions) => Promise<Section>>> = {
  memory: memoryScenario,
  database: databaseScenario,
  import: importScenario,
};

const RESULTS = new URL('./RESULTS.md', import.meta.url);

const { values } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, only: { type: 'string', multiple: true } },
});
const chosen = values.only ?? Object.keys(SCENARIOS);
const options = values.quick ? QUICK : FULL;
const sections: Section[] = [];
for (const name of chosen) {
  const scenario = SCENARIOS[name];
  if (scenario === undefined) {
    throw new Error(`--only ${name}: choose from ${Object.keys(SCENARIOS).join(', ')}`);
  }
  sections.push(await scenario(options));
}
const markdown = toMarkdown(introduction(options), sections);
process.stdout.write(`\n${markdown}`);
if (!values.quick && values.only === undefined) {
  await writeFile(RESULTS, markdown);
}

function introduction({ rounds, secondsPerRound, warmUpSeconds, connections }: BenchOptions): string[] {
  return [
    `Written by \`npm run bench\`. ${machineLine(new Date())}.`,
    `Every contestant runs in a process of its own on 127.0.0.1; one further process sends requests over ${connections} connections, the next one as soon as the last is answered. All contestants must give the same answer before anything is measured, and a single failed request ends the run. After ${warmUpSeconds} s of warm-up each, they take turns: ${rounds} rounds of ${secondsPerRound} s. Figures are medians of the rounds; ratios are taken round by round, so that both sides met the same machine, and shown as median (lowest to highest). CPU is the time of the server's process.`,
    'Compare figures only within a table, and ratios rather than figures: servers and load generator share the processors.',
  ];
}
