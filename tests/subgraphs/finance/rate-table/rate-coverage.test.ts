import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CoveringRow, coverageProblems } from '../../../../src/subgraphs/finance/rate-table/rate-coverage.js';

const row = (
  termFrom: number,
  termTo: number,
  ltvFrom: number,
  ltvTo: number,
  more: Partial<CoveringRow> = {},
): CoveringRow => ({
  termFrom,
  termTo,
  ltvFrom: new Decimal(ltvFrom),
  ltvTo: new Decimal(ltvTo),
  scoreBand: null,
  powertrain: null,
  variantIds: [],
  ...more,
});

const offered = {
  termMonths: { min: 12, max: 48, step: 12 },
  ltv: { min: new Decimal('0.5'), max: new Decimal('1') },
};

describe('the coverage of a rate table', () => {
  it('is whole where every case hits one row', () => {
    expect(coverageProblems([row(12, 24, 0, 0.8), row(25, 48, 0, 0.8), row(12, 48, 0.8, 1.01)], offered)).toEqual([]);
  });

  it('has a gap where the greatest ratio is left out, since rows end before their end', () => {
    expect(coverageProblems([row(12, 48, 0, 1)], offered)).toEqual([
      { kind: 'GAP', rows: [], where: '12 months, loan-to-value 1' },
    ]);
  });

  it('names rows that overlap', () => {
    expect(coverageProblems([row(12, 36, 0, 1.01), row(36, 48, 0, 1.01)], offered)).toEqual([
      { kind: 'OVERLAP', rows: [1, 2], where: '36 months, loan-to-value 0.5 to 1' },
    ]);
  });

  it('asks for every band that is named, and for all others only where a row is for all', () => {
    const bands = [row(12, 48, 0, 1.01, { scoreBand: 'A' }), row(12, 48, 0, 0.8, { scoreBand: 'B' })];
    expect(coverageProblems(bands, offered)).toMatchObject([
      { kind: 'GAP', where: '12 months, loan-to-value 0.8 to 1, score B' },
      { kind: 'GAP' },
    ]);
    expect(coverageProblems([bands[0] as CoveringRow, row(12, 48, 0, 1.01)], offered)).toMatchObject([
      { kind: 'OVERLAP', rows: [1, 2] },
    ]);
  });

  it('finds exactly the cases that a look at every one of them finds', () => {
    const anyRow = fc
      .tuple(
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 0, max: 3 }),
        fc.integer({ min: 0, max: 9 }),
        fc.integer({ min: 1, max: 6 }),
        fc.constantFrom(null, 'A', 'B'),
      )
      .map(([from, more, low, width, scoreBand]) =>
        row(from * 12, (from + more) * 12, low / 8, (low + width) / 8, { scoreBand }),
      );
    fc.assert(
      fc.property(fc.array(anyRow, { minLength: 1, maxLength: 6 }), (rows) => {
        const named = [...new Set(rows.flatMap(({ scoreBand }) => scoreBand ?? []))];
        const bands: (string | null)[] =
          named.length === 0 || rows.some(({ scoreBand }) => scoreBand === null) ? [...named, null] : named;
        let whole = true;
        for (let term = 12; term <= 48; term += 12) {
          for (let ratio = 4; ratio <= 8; ratio += 0.5) {
            for (const band of bands) {
              const hits = rows.filter(
                (one) =>
                  one.termFrom <= term &&
                  term <= one.termTo &&
                  one.ltvFrom.lte(ratio / 8) &&
                  one.ltvTo.gt(ratio / 8) &&
                  (one.scoreBand === null || one.scoreBand === band),
              );
              if (hits.length !== 1) whole = false;
            }
          }
        }
        return (coverageProblems(rows, offered).length === 0) === whole;
      }),
      { numRuns: 2_000 },
    );
  });
});
