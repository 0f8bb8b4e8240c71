import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withoutDuplicates } from '../../../src/subgraphs/infrastructure/density/linked-sites.js';

interface Row {
  readonly system: string;
  readonly site: string | null;
  readonly links: readonly string[];
  readonly points: number;
}

const count = (rows: readonly Row[]) => {
  const { kept, duplicates } = withoutDuplicates(rows, ({ points }) => [points]);
  return { sites: kept.map(({ site }) => site).sort(), duplicates };
};

describe('linked sites', () => {
  it('count with all records of the source that has the most points', () => {
    // A register has a record for each of two posts, a map one for the site.
    const rows = [
      { system: 'Register', site: 'A1', links: ['B'], points: 2 },
      { system: 'Register', site: 'A2', links: ['B'], points: 2 },
      { system: 'Map', site: 'B', links: ['A1', 'A2'], points: 3 },
      { system: 'Map', site: null, links: [], points: 50 },
    ];
    expect(count(rows)).toEqual({ sites: ['A1', 'A2', null], duplicates: 1 });
  });

  it('of equal sources count with the one of the first key', () => {
    const rows = [
      { system: 'Map', site: 'B', links: [], points: 2 },
      { system: 'Register', site: 'A', links: ['B'], points: 2 },
    ];
    expect(count(rows)).toEqual({ sites: ['A'], duplicates: 1 });
  });

  it('never count two sources of one site, nor fewer sites than groups, in whatever order they come', () => {
    const keys = fc.constantFrom('1', '2', '3', '4', '5', '6');
    const row = fc.record({
      system: fc.constantFrom('A', 'B', 'C'),
      links: fc.array(keys, { maxLength: 3 }),
      points: fc.nat(4),
    });
    fc.assert(
      fc.property(fc.array(row, { minLength: 6, maxLength: 6 }), fc.boolean(), (drawn, turned) => {
        const rows = drawn.map((one, at): Row => ({ ...one, site: String(at + 1) }));
        const { kept } = withoutDuplicates(turned ? [...rows].reverse() : rows, ({ points }) => [points]);
        expect(kept.map(({ site }) => site).sort()).toEqual(count(rows).sites);
        for (const one of kept) {
          for (const other of kept) {
            if (one.links.includes(other.site ?? '')) expect(one.system).toBe(other.system);
          }
        }
      }),
    );
  });
});
