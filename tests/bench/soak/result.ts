import type { Tally } from './tally.js';
import type { HeapSample, TimedEvent } from './watch.js';

/** What a run has found. */
export interface SoakResult {
  readonly machine: string;
  readonly minutes: number;
  /** Processor time of the server over the time of the run: 1 is one core. */
  readonly serverCores: number;
  readonly samples: readonly HeapSample[];
  readonly events: readonly TimedEvent[];
  readonly tally: Tally;
  /** Of the server after SIGTERM. */
  readonly exitCode: number | null;
  /** What the server wrote to its standard error. */
  readonly complaints: string;
}

/** How far heaps may be apart after the time to warm up. */
const ALLOWED_SPREAD = 0.1;
/** Until when caches fill, in seconds. */
const WARM_UP_SECONDS = 120;

/** The run as a Markdown document. */
export function soakReport(result: SoakResult): string {
  const { machine, minutes, serverCores, tally, events, samples } = result;
  const total = tally.rows().reduce((sum, row) => sum + row.total, 0);
  const parts = [
    `# ${minutes} minutes under mixed load`,
    'Written by `npm run build && npx tsx tests/bench/soak/soak.ts`; what it does is described in [soak/README.md](soak/README.md).',
    `${machine}. ${total} requests and events; the server used ${serverCores.toFixed(2)} of a core.`,
    '## What it shows',
    table(['', 'wanted', 'found', ''], findings(result)),
    '## Heap after garbage collection',
    'Each minute is the mean of its samples, one every 20 seconds, taken while the load goes on.',
    table(['minute', 'gateway, MiB', 'database thread, MiB', 'resident, MiB'], minuteRows(samples)),
    '## The partner bank and the breaker in front of it',
    table(
      ['time', ''],
      events.map(({ seconds, what }) => [clock(seconds), what]),
    ),
    '## Answers',
    table(
      ['kind', 'count', 'status'],
      tally.rows().map(({ kind, total: count, outcomes }) => [kind, String(count), outcomes]),
    ),
  ];
  if (tally.failures.length > 0)
    parts.push('## Answers that should not be', tally.failures.map((line) => `* \`${line}\``).join('\n'));
  if (result.complaints !== '')
    parts.push('## Standard error of the server', `\`\`\`\n${result.complaints.slice(-4_000)}\n\`\`\``);
  return `${parts.join('\n\n')}\n`;
}

/** Whether all that the run wanted to see was there. */
export function isPassed(result: SoakResult): boolean {
  return findings(result).every(([, , , verdict]) => verdict === 'met');
}

function findings({ samples, events, tally, exitCode }: SoakResult): string[][] {
  const warm = warmSamples(samples);
  const spread = spreadOf(warm.map(({ heapBytes }) => heapBytes));
  const growth = growthOf(minutesOf(warm).map(({ heap }) => heap));
  const unhandled = samples.at(-1)?.unhandledRejections ?? Number.NaN;
  const deaths = events.filter(({ what }) => what === 'bank killed').length;
  const opened = cycles(events);
  const row = (what: string, wanted: string, found: string, met: boolean) => [
    what,
    wanted,
    found,
    met ? 'met' : '**missed**',
  ];
  return [
    row('heap, last minute against minute 2', 'at most 10 % more', percent(growth), growth <= ALLOWED_SPREAD),
    row(
      'heap, highest against lowest of all samples from minute 2',
      'within 10 %',
      percent(spread),
      spread <= ALLOWED_SPREAD,
    ),
    row('unhandled rejections', '0', String(unhandled), unhandled === 0),
    row('breaker opened and closed again', String(deaths), String(opened), deaths > 0 && opened === deaths),
    row(
      'answers that should not be (5xx, INTERNAL, a good request refused)',
      '0',
      String(tally.failureCount),
      tally.failureCount === 0,
    ),
    row('exit code after SIGTERM', '0', String(exitCode), exitCode === 0),
  ];
}

/** How often the bank died, the breaker opened, the bank came back and the breaker closed, in this order. */
function cycles(events: readonly TimedEvent[]): number {
  const order = ['bank killed', 'breaker open', 'bank back', 'breaker closed'];
  let step = 0;
  for (const { what } of events) if (what === order[step % order.length]) step += 1;
  return Math.floor(step / order.length);
}

/** A run too short to warm up is judged as a whole. */
function warmSamples(samples: readonly HeapSample[]): readonly HeapSample[] {
  const warm = samples.filter(({ seconds }) => seconds >= WARM_UP_SECONDS);
  return warm.length > 0 ? warm : samples;
}

interface MinuteMeans {
  readonly minute: number;
  readonly heap: number;
  readonly database: number;
  readonly resident: number;
}

function minutesOf(samples: readonly HeapSample[]): MinuteMeans[] {
  const byMinute = new Map<number, HeapSample[]>();
  for (const sample of samples) {
    const minute = Math.floor(sample.seconds / 60);
    byMinute.set(minute, [...(byMinute.get(minute) ?? []), sample]);
  }
  return [...byMinute].map(([minute, group]) => ({
    minute,
    heap: mean(group.map(({ heapBytes }) => heapBytes)),
    database: mean(group.map(({ databaseHeapBytes }) => databaseHeapBytes ?? Number.NaN)),
    resident: mean(group.map(({ residentBytes }) => residentBytes)),
  }));
}

function minuteRows(samples: readonly HeapSample[]): string[][] {
  return minutesOf(samples).map(({ minute, heap, database, resident }) => [
    String(minute),
    mebibytes(heap),
    mebibytes(database),
    mebibytes(resident),
  ]);
}

function growthOf(heaps: readonly number[]): number {
  const [first = Number.NaN] = heaps;
  return (heaps.at(-1) ?? Number.NaN) / first - 1;
}

function spreadOf(heaps: readonly number[]): number {
  return Math.max(...heaps) / Math.min(...heaps) - 1;
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

function percent(ratio: number): string {
  return `${(ratio * 100).toFixed(1)} %`;
}

function mebibytes(bytes: number): string {
  return Number.isNaN(bytes) ? '' : (bytes / 2 ** 20).toFixed(1);
}

function clock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${(seconds % 60).toFixed(1).padStart(4, '0')}`;
}

function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [columns, columns.map(() => '---'), ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
