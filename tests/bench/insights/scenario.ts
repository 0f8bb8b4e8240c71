import type { BenchOptions } from '../method/bench-options.js';
import { Child } from '../method/child-process.js';
import { ratioOf, spreadOf } from '../method/statistics.js';
import type { Section } from '../report/section.js';
import type { InsightsMessage, OwnershipMessage, WhiteSpotsMessage } from './insights-message.js';

/** Answers that need the whole graph: cost of ownership in 1, 12 and 60 countries, and white spots of Germany. */
export async function insightsScenario({ insights, tell }: BenchOptions): Promise<Section> {
  tell('Insights');
  const { ownership, whiteSpots } = await measure(insights);
  const [one, twelve, sixty] = ownership;
  if (!one || !twelve || !sixty || !whiteSpots) throw new Error('A part of the figures is missing');
  const { towns, workshops, sites, spots } = whiteSpots;
  const growth = (many: OwnershipMessage, few: OwnershipMessage) =>
    spreadOf(many.milliseconds).median / spreadOf(few.milliseconds).median / (many.countries / few.countries);
  const once = (ratio: number) => ({ median: ratio, minimum: ratio, maximum: ratio });
  return {
    title: 'Insights',
    explanation: [
      'The whole graph in one process over the seeds, on an embedded server in memory, one question after the other. *totalCostOfOwnership* month by month over 48 months; of sixty countries, 48 are copies of the German market. Milliseconds are those of the whole answer.',
      `*whiteSpots* of Germany: ${format(towns)} towns, ${format(workshops)} open workshops, ${format(sites)} charging sites (those of the register of the Bundesnetzagentur among them), ${format(spots)} white spots. By hand: calls of the driver for the same columns and a pass of every town over every place, which gives the same white spots. Rounds in turn.`,
    ],
    tables: [
      {
        title: 'Cost of ownership',
        columns: ['countries', 'p50 ms', 'p95 ms', 'ms a country', 'database commands'],
        rows: ownership.map(({ countries, milliseconds, commands }) => [
          format(countries),
          percentile(milliseconds, 0.5).toFixed(0),
          percentile(milliseconds, 0.95).toFixed(0),
          (percentile(milliseconds, 0.5) / countries).toFixed(1),
          format(commands),
        ]),
      },
      {
        title: 'White spots of Germany',
        columns: ['', 'p50 ms', 'p95 ms'],
        rows: (
          [
            ['**whiteSpots**, one request', whiteSpots.request],
            ['by hand, reading included', whiteSpots.handWritten],
            ['**the pure function**, over arrays in memory', whiteSpots.pure],
            ['a pass by hand over the same arrays', whiteSpots.pass],
          ] as const
        ).map(([name, times]) => [name, percentile(times, 0.5).toFixed(1), percentile(times, 0.95).toFixed(1)]),
      },
    ],
    bars: [
      {
        promise: 'Insights, cost of ownership: a country of twelve, to one alone',
        ratio: once(growth(twelve, one)),
        atMost: 1,
      },
      {
        promise: 'Insights, cost of ownership: a country of sixty, to one of twelve',
        ratio: once(growth(sixty, twelve)),
        atMost: 1.1,
      },
      {
        promise: 'Insights, white spots of Germany in one request, to reading and a pass by hand',
        ratio: ratioOf(whiteSpots.request, whiteSpots.handWritten),
        atMost: 3,
      },
      {
        promise: 'Insights, white spots of Germany over arrays, to a pass by hand over the same ones',
        ratio: ratioOf(whiteSpots.pure, whiteSpots.pass),
        atMost: 3,
      },
    ],
  };
}

async function measure(questions: number): Promise<{ ownership: OwnershipMessage[]; whiteSpots?: WhiteSpotsMessage }> {
  const child = new Child('insights', new URL('./insights-process.ts', import.meta.url), [String(questions)]);
  const ownership: OwnershipMessage[] = [];
  let whiteSpots: WhiteSpotsMessage | undefined;
  try {
    for (;;) {
      const message = (await child.nextMessage()) as InsightsMessage;
      if (message.kind === 'done') return whiteSpots ? { ownership, whiteSpots } : { ownership };
      if (message.kind === 'ownership') ownership.push(message);
      if (message.kind === 'white spots') whiteSpots = message;
    }
  } finally {
    await child.stop();
  }
}

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

function format(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}
