import type { BenchOptions } from '../method/bench-options.js';
import { Child } from '../method/child-process.js';
import type { Bar, Section } from '../report/section.js';
import { QUESTIONS } from './questions.js';
import type { AnswersMessage, LoadedMessage, SearchMessage } from './search-message.js';

interface Measured {
  readonly count: number;
  readonly loaded: LoadedMessage;
  readonly answers: ReadonlyMap<string, AnswersMessage>;
}

/** Questions whose answers must not take longer where there are a hundred times as many sites. */
const PROMISED = [0, 2];

/** Search over generated charging locations, at several sizes of the collection. */
export async function searchScenario({ searchSizes, searchShare, tell }: BenchOptions): Promise<Section> {
  tell('Search');
  const sizes: Measured[] = [];
  for (const count of searchSizes) {
    sizes.push(await measure(count, searchShare));
    tell(`  ${format(count)} locations`);
  }
  return {
    title: 'Search',
    explanation: [
      'Charging locations, each made of a random one of the seeds and moved by some kilometres, in an embedded server in memory with all indexes of the collection. The infrastructure subgraph is asked in the same process, one question after the other, for places drawn from the seeds. Milliseconds are those of the whole answer, parsing and reading included.',
      'An answer that must look at all that it found (length, facets, the order along a route) takes as long as there is to look at: the last two questions find a hundred times as much in the largest collection.',
    ],
    tables: [
      {
        title: 'Milliseconds: median / 95th percentile',
        columns: ['', ...searchSizes.map(format)],
        rows: QUESTIONS.map(({ name }) => [
          name,
          ...sizes.map(({ answers }) => {
            const answer = answers.get(name);
            const times = answer?.milliseconds ?? [];
            const found = answer?.found === null || answer === undefined ? '' : ` (${format(answer.found)} found)`;
            return `${percentile(times, 0.5).toFixed(1)} / ${percentile(times, 0.95).toFixed(1)}${found}`;
          }),
        ]),
      },
      {
        title: 'Loading and memory',
        columns: ['', ...searchSizes.map(format)],
        rows: [
          ['seconds to load and index', ...sizes.map(({ loaded }) => loaded.seconds.toFixed(1))],
          ['MiB of resident memory', ...sizes.map(({ loaded }) => format(loaded.mebibytes))],
          ['KiB a location', ...sizes.map(({ loaded, count }) => ((loaded.mebibytes * 1024) / count).toFixed(1))],
        ],
      },
    ],
    bars: bars(sizes),
  };
}

async function measure(count: number, share: number): Promise<Measured> {
  const name = `search-${count}`;
  const child = new Child(name, new URL('./search-process.ts', import.meta.url), [String(count), String(share)]);
  const answers = new Map<string, AnswersMessage>();
  try {
    let loaded: LoadedMessage | undefined;
    for (;;) {
      const message = (await child.nextMessage()) as SearchMessage;
      if (message.kind === 'done' && loaded !== undefined) return { count, loaded, answers };
      if (message.kind === 'loaded') loaded = message;
      if (message.kind === 'answers') answers.set(message.question, message);
    }
  } finally {
    await child.stop();
  }
}

function bars(sizes: readonly Measured[]): Bar[] {
  const [smallest, largest] = [sizes[0], sizes.at(-1)];
  if (smallest === undefined || largest === undefined) return [];
  return PROMISED.flatMap((index) => {
    const name = QUESTIONS[index]?.name ?? '';
    const [few, many] = [smallest, largest].map(({ answers }) =>
      percentile(answers.get(name)?.milliseconds ?? [], 0.95),
    ) as [number, number];
    const ratio = { median: many / few, minimum: many / few, maximum: many / few };
    const promise = `Search, ${name}: 95th percentile at ${format(largest.count)} locations to that at ${format(smallest.count)}`;
    return [{ promise, ratio, atMost: 2 }];
  });
}

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

function format(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}
