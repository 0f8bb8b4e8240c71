import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type LocalisationTerm,
  localisationAccount,
  type QuarterOutput,
} from '../../../src/subgraphs/supply/localisation/localisation-account.js';
import { firstDayAfter, firstDayOf } from '../../../src/subgraphs/supply/plan/quarter.js';

const term = (year: number, ratio: number): LocalisationTerm => ({
  policyId: `th-${year}`,
  ratio: new Decimal(ratio),
  validFrom: `${year}-01-01`,
  validTo: `${year + 1}-01-01`,
});

/** Thailand's EV3.5: two cars for one in 2026, three in 2027. */
const THAILAND = [term(2027, 3), term(2026, 2)];

const quarter = (name: string, plannedUnits: number, producedUnits: number | null = null): QuarterOutput => ({
  quarter: name,
  plannedUnits,
  producedUnits,
});

const numbers = (values: readonly { toString(): string }[]) => values.map(Number);

describe('the account', () => {
  it('settles two for one in 2026, and asks three for one of what is left in 2027', () => {
    const account = localisationAccount(
      1000,
      THAILAND,
      [quarter('2026-Q1', 500, 400), quarter('2026-Q2', 500, 500), quarter('2026-Q3', 300), quarter('2027-Q1', 900)],
      '2026-07-15',
    );
    const [first, second] = account.obligations;
    // 1,000 cars x 2 = 2,000 due; 900 made, 300 planned: 800 short, which are 400 cars.
    expect(numbers([first?.dueUnits ?? '', first?.outstandingUnits ?? '', first?.shortfallUnits ?? ''])).toEqual([
      2000, 1100, 800,
    ]);
    expect([first?.producedUnits, first?.plannedUnits]).toEqual([900, 300]);
    // 400 x 3 = 1,200 due in 2027; 900 planned: 300 short, which are 100 of the 1,000 cars.
    expect(numbers([second?.importedUnits ?? '', second?.dueUnits ?? '', second?.shortfallUnits ?? ''])).toEqual([
      400, 1200, 300,
    ]);
    expect(numbers([account.unsettledImports, account.unsettledShare])).toEqual([100, 0.1]);
  });

  it('counts a quarter for the term in which it lies, and what nobody reported as planned', () => {
    const account = localisationAccount(
      100,
      [term(2026, 1)],
      [quarter('2025-Q4', 50, 50), quarter('2026-Q1', 30, null), quarter('2027-Q1', 50)],
      '2026-12-31',
    );
    expect(account.obligations[0]).toMatchObject({ producedUnits: 0, plannedUnits: 30 });
    expect(Number(account.unsettledImports)).toBe(70);
  });

  it('owes nothing without a rule, and nothing for no imports', () => {
    expect(Number(localisationAccount(500, [], [], '2026-01-01').unsettledImports)).toBe(0);
    const none = localisationAccount(0, THAILAND, [], '2026-01-01');
    expect(numbers([none.unsettledImports, none.unsettledShare])).toEqual([0, 0]);
  });

  it('never settles more than was imported, and production never makes it worse', () => {
    const quarters = fc.array(
      fc.record({
        quarter: fc.constantFrom('2026-Q1', '2026-Q3', '2027-Q2'),
        plannedUnits: fc.nat(5000),
        producedUnits: fc.option(fc.nat(5000)),
      }),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(fc.nat(20_000), quarters, fc.nat(3000), (imported, outputs, more) => {
        const open = (list: QuarterOutput[]) =>
          localisationAccount(imported, THAILAND, list, '2026-10-01').unsettledImports;
        const before = open(outputs);
        const after = open([...outputs, quarter('2027-Q4', more)]);
        return before.gte(0) && before.lte(imported) && after.lte(before);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('the rules of Thailand and Indonesia, by plain arithmetic', () => {
  const units = fc.nat(60_000);

  it('Thailand: what 2026 does not settle at two for one, 2027 settles at three for one', () => {
    fc.assert(
      fc.property(
        units,
        units,
        units,
        fc.constantFrom('2025-06-30', '2026-12-31', '2027-01-01', '2028-01-01'),
        (imported, in2026, in2027, asOf) => {
          const outputs = [
            quarter('2025-Q4', 9_999, 9_999),
            quarter('2026-Q4', in2026, in2026),
            quarter('2027-Q4', in2027, in2027),
          ];
          const { unsettledImports, obligations } = localisationAccount(imported, THAILAND, outputs, asOf);
          const settledIn2026 = Math.min(imported, in2026 / 2);
          const settledIn2027 = Math.min(imported - settledIn2026, in2027 / 3);
          expect(Number(unsettledImports)).toBeCloseTo(imported - settledIn2026 - settledIn2027, 6);
          // A quarter counts as made from the day after its end.
          expect(obligations.map(({ producedUnits }) => producedUnits)).toEqual([
            asOf >= '2027-01-01' ? in2026 : 0,
            asOf >= '2028-01-01' ? in2027 : 0,
          ]);
        },
      ),
    );
  });

  it('Indonesia: one for one over both years, and nothing after them', () => {
    const indonesia = [{ policyId: 'id', ratio: new Decimal(1), validFrom: '2026-01-01', validTo: '2028-01-01' }];
    fc.assert(
      fc.property(units, units, units, units, (imported, in2026, in2027, in2028) => {
        const outputs = [quarter('2026-Q1', in2026, in2026), quarter('2027-Q4', in2027), quarter('2028-Q1', in2028)];
        const account = localisationAccount(imported, indonesia, outputs, '2026-06-30');
        expect(Number(account.unsettledImports)).toBe(Math.max(0, imported - in2026 - in2027));
        expect(Number(account.obligations[0]?.outstandingUnits)).toBe(Math.max(0, imported - in2026));
      }),
    );
  });
});

describe('quarters', () => {
  it.each([
    ['2026-Q1', '2026-01-01', '2026-04-01'],
    ['2026-Q4', '2026-10-01', '2027-01-01'],
  ])('%s runs from %s to %s', (name, first, after) => {
    expect([firstDayOf(name), firstDayAfter(name)]).toEqual([first, after]);
  });
});
