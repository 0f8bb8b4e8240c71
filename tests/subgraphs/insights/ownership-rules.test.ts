import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guaranteeCover } from '../../../src/subgraphs/insights/total-cost-of-ownership/guarantee-cover.js';
import { localEvening } from '../../../src/subgraphs/insights/total-cost-of-ownership/local-evening.js';

describe('the local evening', () => {
  it.each([
    ['2026-11-24', 'Europe/Berlin', '2026-11-24T17:00:00.000Z'],
    ['2026-07-01', 'Europe/Berlin', '2026-07-01T16:00:00.000Z'],
    ['2026-07-01', 'Asia/Bangkok', '2026-07-01T11:00:00.000Z'],
    ['2026-01-15', 'America/Sao_Paulo', '2026-01-15T21:00:00.000Z'],
    ['2026-01-15', 'Australia/Sydney', '2026-01-15T07:00:00.000Z'],
    // The clocks went forward that morning.
    ['2026-03-29', 'Europe/Berlin', '2026-03-29T16:00:00.000Z'],
  ])('of %s in %s is %s', (date, zone, instant) => {
    expect(localEvening(date, zone)).toBe(instant);
  });

  it('shows six on the clock everywhere, every day', () => {
    const zones = fc.constantFrom(
      'Europe/London',
      'America/New_York',
      'Asia/Kolkata',
      'Pacific/Auckland',
      'Africa/Cairo',
    );
    fc.assert(
      fc.property(zones, fc.integer({ min: 0, max: 3_650 }), (timeZone, day) => {
        const date = new Date(Date.UTC(2020, 0, 1 + day)).toISOString().slice(0, 10);
        const shown = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
        expect(shown.format(new Date(localEvening(date, timeZone)))).toBe(`${date} 18:00:00`);
      }),
    );
  });
});

describe('cover by guarantees', () => {
  const provenance = { confidence: 'HIGH', source: { system: 'law' } };
  const guarantee = (component: string, years: number, km: number | null, legalMinimum = false) => ({
    programmeId: `${component} ${years}`,
    component,
    years,
    km,
    legalMinimum,
    provenance,
  });

  it('ends with the years or the kilometres, and the longest of a component counts', () => {
    const cover = guaranteeCover(
      [guarantee('VEHICLE', 3, 100_000), guarantee('VEHICLE', 2, null, true), guarantee('HV_BATTERY', 8, 160_000)],
      60_000,
    );
    expect(cover.map(({ component, months, legalMinimum }) => [component, months, legalMinimum])).toEqual([
      ['HV_BATTERY', 32, false],
      // 100,000 km last 20 months: the two years of the law last longer.
      ['VEHICLE', 24, true],
    ]);
    expect(guaranteeCover([guarantee('VEHICLE', 3, 100_000)], 0)[0]?.months).toBe(36);
  });
});
