import { formatRatio } from './load-table.js';
import { type Bar, isMet, type Section, type Table } from './section.js';

/** The results as one Markdown document. */
export function toMarkdown(introduction: readonly string[], sections: readonly Section[]): string {
  const bars = sections.flatMap((section) => section.bars);
  const parts = ['# Benchmark results', ...introduction, '## Promises', barTable(bars)];
  for (const { title, explanation, tables } of sections) {
    parts.push(`## ${title}`, ...explanation);
    for (const table of tables) {
      parts.push(`### ${table.title}`, tableText(table));
    }
  }
  return `${parts.join('\n\n')}\n`;
}

function barTable(bars: readonly Bar[]): string {
  return tableText({
    title: '',
    columns: ['', 'promised', 'measured', ''],
    rows: bars.map((bar) => [
      bar.promise,
      'atLeast' in bar ? `at least ${bar.atLeast}` : `at most ${bar.atMost}`,
      formatRatio(bar.ratio),
      isMet(bar) ? 'met' : '**missed**',
    ]),
  });
}

function tableText({ columns, rows }: Table): string {
  const alignment = columns.map((_, index) => (index === 0 ? '---' : '---:'));
  return [columns, alignment, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
