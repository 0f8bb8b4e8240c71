import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isBankHoliday } from '../../../../src/subgraphs/finance/mathematics/bank-holidays.js';
import { adjusted, isBusinessDay } from '../../../../src/subgraphs/finance/mathematics/business-days.js';
import { addDays } from '../../../../src/subgraphs/finance/mathematics/local-dates.js';

function holidaysOf(year: number, country: string): string[] {
  return Array.from({ length: 366 }, (_, day) => addDays(`${year}-01-01`, day)).filter(
    (date) => date.startsWith(String(year)) && isBankHoliday(date, country),
  );
}

describe('bank holidays', () => {
  // As published by the ECB, the Federal Reserve, gov.uk and the law of Norway.
  it.each<[string, string, number, string]>([
    ['T2, where the euro is', 'DE', 2026, '01-01 04-03 04-06 05-01 12-25 12-26'],
    ['T2, where the euro is', 'FR', 2025, '01-01 04-18 04-21 05-01 12-25 12-26'],
    ['the Federal Reserve', 'US', 2026, '01-01 01-19 02-16 05-25 06-19 07-04 09-07 10-12 11-11 11-26 12-25'],
    ['the Federal Reserve', 'US', 2023, '01-01 01-02 01-16 02-20 05-29 06-19 07-04 09-04 10-09 11-11 11-23 12-25'],
    ['England and Wales', 'GB', 2026, '01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-26 12-28'],
    ['England and Wales', 'GB', 2021, '01-01 04-02 04-05 05-03 05-31 08-30 12-25 12-26 12-27 12-28'],
    ['Norway', 'NO', 2026, '01-01 04-02 04-03 04-06 05-01 05-14 05-17 05-25 12-25 12-26'],
    ['a country without a calendar', 'TH', 2026, ''],
  ])('of %s (%s) in %i', (_name, country, year, expected) => {
    expect(holidaysOf(year, country).map((date) => date.slice(5))).toEqual(expected.split(' ').filter(Boolean));
  });
});

describe('a due date', () => {
  it.each([
    // Good Friday 2026, followed by a weekend and Easter Monday.
    ['2026-04-03', 'FOLLOWING', 'DE', '2026-04-07'],
    ['2026-04-03', 'PRECEDING', 'DE', '2026-04-02'],
    ['2026-04-03', 'NONE', 'DE', '2026-04-03'],
    ['2026-04-03', 'FOLLOWING', 'US', '2026-04-03'],
    // A Saturday at the end of a month.
    ['2026-01-31', 'FOLLOWING', 'DE', '2026-02-02'],
    ['2026-01-31', 'MODIFIED_FOLLOWING', 'DE', '2026-01-30'],
    ['2026-05-30', 'MODIFIED_FOLLOWING', 'GB', '2026-05-29'],
    ['2026-12-25', 'MODIFIED_FOLLOWING', 'GB', '2026-12-29'],
    ['2027-01-01', 'PRECEDING', 'FR', '2026-12-31'],
    // In the Emirates the weekend is Saturday and Sunday, in Kuwait Friday and Saturday.
    ['2026-05-01', 'FOLLOWING', 'KW', '2026-05-03'],
    ['2026-05-02', 'FOLLOWING', 'AE', '2026-05-04'],
  ] as const)('%s moved by %s in %s', (date, rule, country, expected) => {
    expect(adjusted(date, rule, country)).toBe(expected);
  });

  it('is moved to the nearest business day in its direction, and stays within the month where it must', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 40_000 }),
        fc.constantFrom('DE', 'US', 'GB', 'NO', 'EG', 'IR', 'NP', 'JP'),
        (day, country) => {
          const date = addDays('1999-12-20', day);
          const next = adjusted(date, 'FOLLOWING', country);
          const before = adjusted(date, 'PRECEDING', country);
          const modified = adjusted(date, 'MODIFIED_FOLLOWING', country);
          for (let open = date; open < next; open = addDays(open, 1)) {
            if (isBusinessDay(open, country)) return false;
          }
          for (let open = date; open > before; open = addDays(open, -1)) {
            if (isBusinessDay(open, country)) return false;
          }
          return (
            [next, before, modified].every((moved) => isBusinessDay(moved, country)) &&
            modified === (next.slice(0, 7) === date.slice(0, 7) ? next : before)
          );
        },
      ),
      { numRuns: 5_000 },
    );
  });
});
