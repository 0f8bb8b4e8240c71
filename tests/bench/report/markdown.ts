import { formatRatio } from './load-table.js';
import { type Bar, isMet, type Section, type Table } from './section.js';

/** A section that was measured, and a line that says when and on which machine. */
export interface MeasuredSection {
  readonly section: Section;
  readonly measured: string;
}

/** What a document of results holds, as text: sections and promises of earlier runs are kept as they are. */
interface Document {
  /** By title, each with its heading. */
  readonly sections: Map<string, string>;
  /** Rows of the table of promises; a promise begins with the title of its section. */
  readonly promises: readonly string[];
}

const PROMISES = 'Promises';

/**
 * The results as one Markdown document. What an earlier document says of other sections stays.
 * @param order titles of all sections, in the order in which they stand
 * @throws Error for a promise that does not begin with the title of its section
 */
export function resultsDocument(
  introduction: readonly string[],
  measured: readonly MeasuredSection[],
  order: readonly string[],
  earlier = '',
): string {
  const { sections, promises } = read(earlier);
  const titles = measured.map(({ section }) => section.title);
  for (const one of measured) sections.set(one.section.title, sectionText(one));
  const rows = [
    ...promises.filter((row) => !titles.some((title) => row.startsWith(`| ${title}`))),
    ...measured.flatMap(({ section }) => section.bars.map((bar) => promiseRow(bar, section.title))),
  ];
  const place = (title: string) => (order.indexOf(title) + order.length + 1) % (order.length + 1);
  const titleOf = (row: string) => order.find((title) => row.startsWith(`| ${title}`)) ?? '';
  const parts = [
    '# Benchmark results',
    ...introduction,
    `## ${PROMISES}`,
    [
      '|  | promised | measured |  |',
      '| --- | ---: | ---: | ---: |',
      ...rows.sort((a, b) => place(titleOf(a)) - place(titleOf(b))),
    ].join('\n'),
    ...[...sections].sort(([a], [b]) => place(a) - place(b)).map(([, text]) => text),
  ];
  return `${parts.join('\n\n')}\n`;
}

function read(markdown: string): Document {
  const [, ...parts] = markdown.split(/^## /m);
  const texts = new Map(parts.map((part) => [part.slice(0, part.indexOf('\n')).trim(), `## ${part.trim()}`]));
  const promises = (texts.get(PROMISES) ?? '').split('\n').filter((line) => /^\| [^\s|-]/.test(line));
  texts.delete(PROMISES);
  return { sections: texts, promises };
}

function sectionText({ section: { title, explanation, tables }, measured }: MeasuredSection): string {
  const parts = [`## ${title}`, `Measured ${measured}.`, ...explanation];
  for (const table of tables) parts.push(`### ${table.title}`, tableText(table));
  return parts.join('\n\n');
}

function promiseRow(bar: Bar, title: string): string {
  if (!bar.promise.startsWith(title)) throw new Error(`The promise "${bar.promise}" does not begin with "${title}"`);
  const promised = 'atLeast' in bar ? `at least ${bar.atLeast}` : `at most ${bar.atMost}`;
  return `| ${[bar.promise, promised, formatRatio(bar.ratio), isMet(bar) ? 'met' : '**missed**'].join(' | ')} |`;
}

function tableText({ columns, rows }: Table): string {
  const alignment = columns.map((_, index) => (index === 0 ? '---' : '---:'));
  return [columns, alignment, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
