import fc from 'fast-check';
import { Query } from 'mingo';
import { describe, expect, it } from 'vitest';
import { allOf } from '../../src/database/filters.js';
import { afterCursor, BY_ID, type SortField, sortOf } from '../../src/database/keyset.js';
import { encodeCursor } from '../../src/kernel/paging/cursor.js';

interface Row {
  _id: string;
  population: number;
}

const ORDER: readonly SortField[] = [
  { field: 'population', direction: -1 },
  { field: '_id', direction: 1 },
];

const rows = fc.uniqueArray(
  fc.record({ _id: fc.stringMatching(/^[a-f]{1,4}$/), population: fc.integer({ min: 0, max: 5 }) }),
  {
    selector: ({ _id }) => _id,
    maxLength: 40,
  },
);

function sorted(all: readonly Row[]): Row[] {
  return [...all].sort((a, b) => b.population - a.population || (a._id < b._id ? -1 : 1));
}

describe('keyset paging', () => {
  it('walks a list page by page without gaps or repeats, whatever the page size', () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 7 }), (all, size) => {
        const seen: Row[] = [];
        for (let after: string | null = null, page = 0; page <= all.length; page += 1) {
          const filter = new Query(afterCursor(ORDER, after));
          const next = sorted(all.filter((row) => filter.test(row))).slice(0, size);
          seen.push(...next);
          const last = next.at(-1);
          if (last === undefined) {
            break;
          }
          after = encodeCursor([last.population, last._id]);
        }
        expect(seen).toEqual(sorted(all));
      }),
    );
  });

  it('starts at the beginning without a cursor', () => {
    expect(afterCursor(BY_ID, null)).toEqual({});
    expect(afterCursor(BY_ID, encodeCursor(['b']))).toEqual({ _id: { $gt: 'b' } });
  });

  it('sorts by the fields in their order', () => {
    expect(Object.entries(sortOf(ORDER))).toEqual([
      ['population', -1],
      ['_id', 1],
    ]);
  });
});

describe('filters that must all hold', () => {
  it('are joined without losing one of two that name the same field', () => {
    expect(allOf([{ country: 'NO' }, {}, { status: 'OPEN' }])).toEqual({ country: 'NO', status: 'OPEN' });
    expect(allOf([{ _id: { $in: ['a'] } }, { _id: { $gt: 'b' } }])).toEqual({
      $and: [{ _id: { $in: ['a'] } }, { _id: { $gt: 'b' } }],
    });
  });
});
