import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DayCountConvention, yearRatio } from '../../../../src/subgraphs/finance/mathematics/day-count.js';
import { addDays } from '../../../../src/subgraphs/finance/mathematics/local-dates.js';

function years(convention: DayCountConvention, from: string, to: string): number {
  const { numerator, denominator } = yearRatio(convention, from, to);
  return Number(numerator) / Number(denominator);
}

describe('ACT/ACT', () => {
  // ISDA, "EMU and Market Conventions: Recent Developments" (1998), appendix: interest on 10,000 at 10 %, ISDA method.
  it.each([
    ['2003-11-01', '2004-05-01', '497.72'],
    ['1999-02-01', '1999-07-01', '410.96'],
    ['1999-07-01', '2000-07-01', '1001.38'],
    ['2002-08-15', '2003-07-15', '915.07'],
    ['2003-07-15', '2004-01-15', '504.00'],
    ['1999-07-30', '2000-01-30', '503.89'],
    ['2000-01-30', '2000-06-30', '415.30'],
    ['1999-11-30', '2000-04-30', '415.54'],
  ])('from %s to %s', (from, to, interest) => {
    expect((10_000 * 0.1 * years('ACT_ACT', from, to)).toFixed(2)).toBe(interest);
  });

  it('counts a whole calendar year as one, and adds up', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), fc.nat(3_000), fc.nat(3_000), (start, first, second) => {
        const from = addDays('1990-01-01', start);
        const middle = addDays(from, first);
        const to = addDays(middle, second);
        const [one, two, all] = [
          yearRatio('ACT_ACT', from, middle),
          yearRatio('ACT_ACT', middle, to),
          yearRatio('ACT_ACT', from, to),
        ];
        return one.numerator + two.numerator === all.numerator;
      }),
    );
    expect([2023, 2024, 2100].map((year) => years('ACT_ACT', `${year}-01-01`, `${year + 1}-01-01`))).toEqual([1, 1, 1]);
  });
});

describe('30E/360', () => {
  // ISDA, 2006 Definitions, section 4.16 (g), with the worked dates of its 30/360 examples.
  it.each([
    ['2006-08-20', '2007-02-20', 180],
    ['2007-02-20', '2007-08-20', 180],
    ['2006-08-31', '2007-02-28', 178],
    ['2007-02-28', '2007-08-31', 182],
    ['2007-08-31', '2008-02-29', 179],
    ['2008-02-29', '2008-08-31', 181],
    ['2006-01-31', '2006-02-28', 28],
    ['2006-01-30', '2006-02-28', 28],
    ['2006-02-28', '2006-03-03', 5],
    ['2006-09-30', '2006-10-31', 30],
    ['2007-02-26', '2008-02-28', 362],
  ])('from %s to %s has %i days', (from, to, days) => {
    expect(yearRatio('30E_360', from, to)).toEqual({ numerator: BigInt(days), denominator: 360n });
  });
});

describe('ACT/360 and ACT/365', () => {
  it('are the days that pass over 360 and 365, leap day included', () => {
    expect(yearRatio('ACT_360', '2024-01-31', '2024-03-01')).toEqual({ numerator: 30n, denominator: 360n });
    expect(yearRatio('ACT_365', '2024-01-01', '2025-01-01')).toEqual({ numerator: 366n, denominator: 365n });
  });
});
