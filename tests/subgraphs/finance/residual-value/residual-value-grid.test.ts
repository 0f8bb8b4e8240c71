import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type GridPoint,
  gridProblems,
  residualShare,
} from '../../../../src/subgraphs/finance/residual-value/residual-value-grid.js';

const point = (months: number, kmPerYear: number, share: string | number): GridPoint => ({
  months,
  kmPerYear,
  share: new Decimal(share),
});

/** Worked by hand below. */
const GRID = [
  point(24, 10_000, '0.6'),
  point(24, 20_000, '0.56'),
  point(48, 10_000, '0.42'),
  point(48, 20_000, '0.36'),
];

describe('a residual share', () => {
  it.each([
    [24, 10_000, '0.6'],
    [48, 20_000, '0.36'],
    // Half way in age: (0.6 + 0.42) / 2.
    [36, 10_000, '0.51'],
    // Half way in both: the mean of all four.
    [36, 15_000, '0.485'],
    // A third of the way in age (0.54, 0.493333…), a quarter in distance.
    [32, 12_500, '0.528333'],
  ])('after %i months with %i km a year is %s', (months, kmPerYear, share) => {
    expect(residualShare(GRID, months, kmPerYear)?.toFixed()).toBe(share);
  });

  it.each([
    [23, 10_000],
    [49, 10_000],
    [36, 9_999],
    [36, 20_001],
  ])('is not made up outside of the grid: %i months, %i km', (months, kmPerYear) => {
    expect(residualShare(GRID, months, kmPerYear)).toBeNull();
  });

  it('lies between the points around it, and falls with age and distance, for every grid that may be published', () => {
    const falling = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 9, maxLength: 9 }).map((losses) =>
      [12, 30, 60].flatMap((months, row) =>
        [5_000, 20_000, 35_000].map((kmPerYear, column) => {
          const lost = losses
            .filter((_loss, at) => Math.floor(at / 3) <= row && at % 3 <= column)
            .reduce((sum, loss) => sum + loss, 0);
          return point(months, kmPerYear, (1_000 - 2 * lost) / 1_000);
        }),
      ),
    );
    fc.assert(
      fc.property(
        falling,
        fc.integer({ min: 12, max: 59 }),
        fc.integer({ min: 5_000, max: 34_999 }),
        (grid, months, kmPerYear) => {
          const here = residualShare(grid, months, kmPerYear);
          const older = residualShare(grid, months + 1, kmPerYear);
          const further = residualShare(grid, months, kmPerYear + 1);
          const shares = grid.map(({ share }) => share);
          return (
            gridProblems(grid).length === 0 &&
            here !== null &&
            here.lte(Decimal.max(...shares)) &&
            here.gte(Decimal.min(...shares)) &&
            older?.lte(here) === true &&
            further?.lte(here) === true
          );
        },
      ),
    );
  });
});

describe('a grid', () => {
  it.each<[string, GridPoint[], number]>([
    ['with a hole', GRID.slice(0, 3), 0],
    ['with a point twice', [...GRID, point(24, 10_000, '0.6')], 4],
    ['with more than the whole price', [point(0, 0, '1.01')], 0],
    ['with less than nothing', [point(0, 0, '-0.01')], 0],
    ['that is worth more when it is older', [point(12, 1, '0.5'), point(24, 1, '0.6')], 1],
    ['that is worth more when it has run more', [point(12, 1, '0.5'), point(12, 2, '0.6')], 1],
  ])('%s is refused at its point', (_what, points, at) => {
    expect(gridProblems(points)[0]?.at).toBe(at);
  });

  it('of one point is whole', () => {
    expect(gridProblems([point(36, 15_000, '0.5')])).toEqual([]);
    expect(residualShare([point(36, 15_000, '0.5')], 36, 15_000)?.toFixed()).toBe('0.5');
  });
});
