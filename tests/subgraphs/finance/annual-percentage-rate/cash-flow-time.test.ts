import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { yearsOf } from '../../../../src/subgraphs/finance/annual-percentage-rate/cash-flow-time.js';
import { wholeMonthsBackwards } from '../../../../src/subgraphs/finance/annual-percentage-rate/whole-months.js';
import { addMonths } from '../../../../src/subgraphs/finance/mathematics/local-dates.js';

const years = (
  start: string,
  date: string,
  periodsPerYear = 12,
  basis: 'EQUAL_MONTHS' | 'UNIT_PERIODS' = 'UNIT_PERIODS',
) => yearsOf({ date }, { basis, start, periodsPerYear }).toNumber();

describe('years between two dates', () => {
  // Guidelines on the application of Directive 2008/48/EC in relation to costs and the APR, SWD(2012) 128, annex 1, 4.1.1.
  it.each<[string, string, number]>([
    ['2019-01-12', '2020-01-12', 1],
    ['2012-01-12', '2012-02-15', 1 / 12 + 3 / 365],
    ['2012-01-12', '2012-04-15', 3 / 12 + 3 / 365],
    ['2013-01-12', '2013-02-15', 1 / 12 + 3 / 366],
    ['2013-01-12', '2013-03-15', 2 / 12 + 3 / 366],
    ['2013-02-25', '2013-03-28', 1 / 12 + 3 / 366],
    ['2013-02-26', '2013-03-29', 1 / 12 + 2 / 366],
    ['2012-02-26', '2012-03-29', 1 / 12 + 3 / 366],
    ['2012-02-26', '2012-02-26', 0],
    // Ends of months.
    ['2024-12-31', '2025-02-28', 2 / 12],
    ['2024-01-31', '2024-02-29', 1 / 12],
    ['2024-01-31', '2025-02-28', 13 / 12],
    ['2024-02-29', '2024-03-31', 1 / 12],
  ])('%s to %s in months', (start, date, expected) => {
    expect(years(start, date)).toBeCloseTo(expected, 12);
    expect(years(start, date, 12, 'EQUAL_MONTHS')).toBeCloseTo(expected, 12);
  });

  it.each<[string, string, number]>([
    ['2012-01-12', '2012-02-15', 34 / 365],
    ['2012-01-12', '2013-02-15', 1 + 34 / 365],
    ['2020-01-01', '2021-03-15', 1 + 74 / 366],
    ['2024-02-29', '2025-02-28', 1],
    ['2023-02-28', '2024-02-29', 1],
  ])('%s to %s in whole years and days', (start, date, expected) => {
    expect(years(start, date, 1)).toBeCloseTo(expected, 12);
  });

  it.each<[string, string, number]>([
    ['2012-01-12', '2012-01-26', 2 / 52],
    ['2012-01-12', '2013-01-10', 1],
    ['2012-01-12', '2012-01-30', 2 / 52 + 4 / 365],
    ['2012-01-12', '2013-01-12', 1 + 2 / 365],
  ])('%s to %s in weeks', (start, date, expected) => {
    expect(years(start, date, 52)).toBeCloseTo(expected, 12);
  });

  it('are whole months wherever a monthly series falls', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 0, max: 400 }), (day, months) => {
        const start = new Date(day * 86_400_000).toISOString().slice(0, 10);
        expect(wholeMonthsBackwards(start, addMonths(start, months))).toEqual({ months, left: 0 });
      }),
      { numRuns: 2_000 },
    );
  });

  it('are those of the calendar, but for the days that months and years differ by', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 20_000 }),
        fc.integer({ min: 0, max: 1_500 }),
        fc.constantFrom(1, 12),
        (day, days, perYear) => {
          const at = (offset: number) => new Date((day + offset) * 86_400_000).toISOString().slice(0, 10);
          expect(Math.abs(years(at(0), at(days), perYear) - days / 365.25)).toBeLessThan(4 / 365);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
