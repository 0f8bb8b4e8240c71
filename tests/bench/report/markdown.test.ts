import { describe, expect, it } from 'vitest';
import { resultsDocument } from './markdown.js';
import type { Section } from './section.js';

const section = (title: string, figure: string, ratio: number): Section => ({
  title,
  explanation: [`How ${title} is measured.`],
  tables: [{ title: `Table of ${title}`, columns: ['', 'figure'], rows: [['row', figure]] }],
  bars: [{ promise: `${title}, to the limit`, ratio: { median: ratio, minimum: 0, maximum: 9 }, atLeast: 0.5 }],
});
const ORDER = ['Import', 'Search', 'Quotes'];
const document = (sections: readonly Section[], measured: string, earlier?: string) =>
  resultsDocument(
    ['Introduction.'],
    sections.map((one) => ({ section: one, measured })),
    ORDER,
    earlier,
  );

describe('the document of results', () => {
  const first = document([section('Import', '1', 0.6), section('Quotes', '2', 0.7)], 'on Monday');

  it('has promises first, and each section with its day', () => {
    expect(first).toContain('| Import, to the limit | at least 0.5 | 0.60 (0.00 to 9.00) | met |');
    expect(first.indexOf('## Promises')).toBeLessThan(first.indexOf('## Import'));
    expect(first).toContain('## Quotes\n\nMeasured on Monday.\n\nHow Quotes is measured.\n\n### Table of Quotes');
  });

  it('keeps of an earlier one what was not measured again, and the order of sections', () => {
    const second = document([section('Search', '3', 0.1), section('Import', '4', 0.4)], 'on Friday', first);
    expect(second.match(/^## .*/gm)).toEqual(['## Promises', '## Import', '## Search', '## Quotes']);
    expect(second.match(/^\| \w+, to the limit.*/gm)).toEqual([
      '| Import, to the limit | at least 0.5 | 0.40 (0.00 to 9.00) | **missed** |',
      '| Search, to the limit | at least 0.5 | 0.10 (0.00 to 9.00) | **missed** |',
      '| Quotes, to the limit | at least 0.5 | 0.70 (0.00 to 9.00) | met |',
    ]);
    expect(second).toContain('| row | 2 |');
    expect(second).not.toContain('| row | 1 |');
    expect(second.match(/Measured on Monday/g)).toHaveLength(1);
  });

  it('is the same when nothing is measured', () => {
    expect(document([], 'never', first)).toBe(first);
  });

  it('refuses a promise that could not be told to be of its section', () => {
    const stray = { ...section('Search', '1', 1), title: 'Quotes' };
    expect(() => document([stray], 'on Monday')).toThrow(/does not begin with "Quotes"/);
  });
});
