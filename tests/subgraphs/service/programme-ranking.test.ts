import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { termsPerComponent } from '../../../src/subgraphs/service/guarantee/guarantee-terms.js';
import {
  bestPerComponent,
  type GuaranteePlace,
  legalMinima,
  programmesReaching,
  type RankedProgramme,
  reachOf,
} from '../../../src/subgraphs/service/guarantee/programme-ranking.js';

const BYD = { maker: 'byd', modelYear: 2025 };
const GERMANY: GuaranteePlace = { country: 'DE', tradeRegions: ['EU27'], subregion: '155', region: '150' };

function programme(values: Partial<RankedProgramme>): RankedProgramme {
  return {
    _id: 'p',
    country: null,
    tradeRegion: null,
    region: null,
    maker: null,
    component: 'HV_BATTERY',
    legalMinimum: false,
    years: 8,
    km: 160_000,
    ...values,
  };
}

const anyProgramme = fc
  .record({
    reach: fc.constantFrom<Partial<RankedProgramme>>(
      { country: 'DE' },
      { country: 'FR' },
      { tradeRegion: 'EU27' },
      { tradeRegion: 'ASEAN' },
      { region: '155' },
      { region: '150' },
      { region: '142' },
      {},
    ),
    maker: fc.constantFrom(null, 'byd', 'mg'),
    component: fc.constantFrom<RankedProgramme['component']>('VEHICLE', 'HV_BATTERY'),
    legalMinimum: fc.boolean(),
    years: fc.integer({ min: 1, max: 10 }),
    km: fc.option(fc.integer({ min: 1, max: 3 }).map((n) => n * 50_000)),
  })
  .map(({ reach, ...rest }) => programme({ ...rest, ...reach }));

const programmes = fc
  .array(anyProgramme, { maxLength: 25 })
  .map((list) => list.map((entry, index) => ({ ...entry, _id: `p${String(index).padStart(2, '0')}` })));

describe('reach of a guarantee programme', () => {
  it.each([
    [{ country: 'DE' }, 0],
    [{ tradeRegion: 'EU27' }, 1],
    [{ region: '155' }, 2],
    [{ region: '150' }, 3],
    [{}, 4],
    [{ country: 'FR' }, null],
    [{ tradeRegion: 'EFTA' }, null],
    [{ region: '142' }, null],
  ])('%j reaches Germany with rank %s', (reach, rank) => {
    expect(reachOf(programme(reach), GERMANY)).toBe(rank);
  });

  it('never takes a region that the place lacks for the world', () => {
    const antarctica: GuaranteePlace = { country: 'AQ', tradeRegions: [], subregion: null, region: null };
    expect(reachOf(programme({ region: '150' }), antarctica)).toBeNull();
    expect(reachOf(programme({}), antarctica)).toBe(4);
  });
});

describe('list of a place', () => {
  it('is sorted by reach, component and key, and holds all that reaches and nothing else', () => {
    fc.assert(
      fc.property(programmes, (all) => {
        const listed = programmesReaching(all, GERMANY);
        expect(new Set(listed)).toEqual(new Set(all.filter((entry) => reachOf(entry, GERMANY) !== null)));
        const keys = listed.map((entry) => `${reachOf(entry, GERMANY)} ${entry.component} ${entry._id}`);
        expect(keys).toEqual([...keys].sort());
      }),
    );
  });
});

describe('best programme per component', () => {
  it("prefers the maker's own to one for every make, even where that is more specific", () => {
    const own = programme({ _id: 'own', maker: 'byd' });
    const national = programme({ _id: 'national', country: 'DE', years: 15 });
    expect(bestPerComponent([national, own], GERMANY, BYD)).toEqual([own]);
    expect(bestPerComponent([national, own], GERMANY, { ...BYD, maker: 'mg' })).toEqual([national]);
  });

  it('prefers country to trade region to sub-region to region to world', () => {
    const ladder = [
      programme({ _id: 'a', country: 'DE' }),
      programme({ _id: 'b', tradeRegion: 'EU27' }),
      programme({ _id: 'c', region: '155' }),
      programme({ _id: 'd', region: '150' }),
      programme({ _id: 'e' }),
    ];
    for (let step = 0; step < ladder.length; step += 1) {
      expect(bestPerComponent(ladder.slice(step).reverse(), GERMANY, BYD)).toEqual([ladder[step]]);
    }
  });

  it('takes the longer one of two with the same reach, no limit of kilometres being the longest', () => {
    const short = programme({ _id: 'a', years: 5, km: null });
    const long = programme({ _id: 'b', years: 8, km: 100_000 });
    const unlimited = programme({ _id: 'c', years: 8, km: null });
    expect(bestPerComponent([short, long], GERMANY, BYD)).toEqual([long]);
    expect(bestPerComponent([short, long, unlimited], GERMANY, BYD)).toEqual([unlimited]);
  });

  it('is unbeaten, one per component, no legal minimum, independent of the order given', () => {
    const merits = (entry: RankedProgramme) => [
      entry.maker === 'byd' ? 0 : 1,
      reachOf(entry, GERMANY) ?? Number.NaN,
      -entry.years,
      -(entry.km ?? Number.MAX_SAFE_INTEGER),
    ];
    const isBetter = (left: number[], right: number[]): boolean => {
      const difference = left.map((value, index) => value - (right[index] ?? 0)).find((value) => value !== 0);
      return difference !== undefined && difference < 0;
    };
    fc.assert(
      fc.property(programmes, (all) => {
        const candidates = all.filter(
          (entry) =>
            !entry.legalMinimum && (entry.maker === null || entry.maker === 'byd') && reachOf(entry, GERMANY) !== null,
        );
        const best = bestPerComponent(all, GERMANY, BYD);
        expect(best.map((entry) => entry.component)).toEqual(
          [...new Set(candidates.map((entry) => entry.component))].sort(),
        );
        for (const winner of best) {
          expect(candidates).toContain(winner);
          for (const rival of candidates.filter((entry) => entry.component === winner.component)) {
            expect(isBetter(merits(rival), merits(winner))).toBe(false);
          }
        }
        expect(bestPerComponent([...all].reverse(), GERMANY, BYD)).toEqual(best);
      }),
    );
  });
});

describe('a subdivision', () => {
  const california: GuaranteePlace = {
    country: 'US',
    subdivision: 'US-CA',
    tradeRegions: [],
    subregion: '021',
    region: '019',
  };
  const federal = programme({ _id: 'federal', country: 'US', years: 8 });
  const californian = programme({ _id: 'californian', country: 'US', subdivision: 'US-CA', years: 7 });

  it('is more specific than its country, and reached by nobody else', () => {
    expect(bestPerComponent([federal, californian], california, BYD)).toEqual([californian]);
    expect(bestPerComponent([federal, californian], { ...california, subdivision: 'US-NY' }, BYD)).toEqual([federal]);
    expect(bestPerComponent([federal, californian], { ...california, subdivision: null }, BYD)).toEqual([federal]);
    expect(programmesReaching([federal, californian], california)).toEqual([californian, federal]);
  });
});

describe('model years', () => {
  it.each([
    [2025, []],
    [2026, ['first']],
    [2030, ['first']],
    [2031, ['second']],
    [null, []],
  ])('of %s are covered by %j', (modelYear, expected) => {
    const first = programme({ _id: 'first', modelYearFrom: 2026, modelYearTo: 2031 });
    const second = programme({ _id: 'second', modelYearFrom: 2031 });
    const best = bestPerComponent([first, second], GERMANY, { maker: 'byd', modelYear });
    expect(best.map(({ _id }) => _id)).toEqual(expected);
  });
});

describe('terms per component', () => {
  it('set what the law grants beside what is promised', () => {
    const promised = programme({ _id: 'promised', component: 'VEHICLE', tradeRegion: 'EU27', years: 2, km: 100_000 });
    const worldwide = programme({ _id: 'worldwide', component: 'VEHICLE', years: 9 });
    const european = programme({
      _id: 'eu',
      component: 'VEHICLE',
      tradeRegion: 'EU27',
      legalMinimum: true,
      years: 5,
      km: null,
    });
    const german = programme({
      _id: 'de',
      component: 'VEHICLE',
      country: 'DE',
      legalMinimum: true,
      years: 2,
      km: 100_000,
    });
    const paint = programme({ _id: 'paint', component: 'CORROSION', years: 12 });
    const idsOf = (all: RankedProgramme[]) =>
      termsPerComponent(all, GERMANY, BYD).map(({ component, programme: own, legalMinimum, lawGrantsMore }) => [
        component,
        own?._id,
        legalMinimum?._id,
        lawGrantsMore,
      ]);
    expect(idsOf([worldwide, promised, european, german, paint])).toEqual([
      ['CORROSION', 'paint', undefined, null],
      ['VEHICLE', 'promised', 'de', false],
    ]);
    expect(idsOf([promised, european])).toEqual([['VEHICLE', 'promised', 'eu', true]]);
    expect(idsOf([german])).toEqual([['VEHICLE', undefined, 'de', null]]);
  });

  it('have the programmes that are best, and the law of every component that it knows', () => {
    fc.assert(
      fc.property(programmes, (all) => {
        const terms = termsPerComponent(all, GERMANY, BYD);
        expect(terms.flatMap((term) => term.programme ?? [])).toEqual(bestPerComponent(all, GERMANY, BYD));
        const granted = new Set(legalMinima(all, GERMANY, BYD).map(({ component }) => component));
        expect(new Set(terms.filter((term) => term.legalMinimum !== null).map(({ component }) => component))).toEqual(
          granted,
        );
      }),
    );
  });
});

describe('legal minima', () => {
  it('are all those that cover the car, national law first', () => {
    const european = programme({ _id: 'eu', tradeRegion: 'EU27', legalMinimum: true, component: 'VEHICLE', years: 2 });
    const german = programme({ _id: 'de', country: 'DE', legalMinimum: true, component: 'VEHICLE', years: 2 });
    const french = programme({ _id: 'fr', country: 'FR', legalMinimum: true });
    const own = programme({ _id: 'own', maker: 'byd' });
    const all = [european, own, french, german];
    expect(legalMinima(all, GERMANY, BYD).map((entry) => entry._id)).toEqual(['de', 'eu']);
  });
});
