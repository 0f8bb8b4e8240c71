import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isOpenByHours,
  nextOpening,
  openPeriods,
  type PlaceHours,
} from '../../../src/kernel/opening-hours/opening-hours.js';
import { instantOf, localDateAt, wallClockOf } from '../../../src/kernel/opening-hours/wall-clock.js';

function place(openingHours: string | null, values: Partial<PlaceHours> = {}): PlaceHours {
  return { openingHours, timeZone: 'Europe/Berlin', country: 'DE', ...values };
}

const periods = (hours: PlaceHours, from: string, to: string) =>
  openPeriods(hours, new Date(from), new Date(to))?.map((period) => [
    period.from.toISOString().slice(0, 16),
    period.to.toISOString().slice(0, 16),
  ]) ?? null;

describe('isOpenByHours', () => {
  it.each([
    // 2026-10-03 is a Saturday and German Unity Day; 2026-12-24 a Thursday, 2026-12-25 a public holiday.
    ['Mo-Sa 08:00-18:00; PH off', '2026-10-03T10:00:00Z', false],
    ['Mo-Sa 08:00-18:00; PH 10:00-12:00', '2026-10-03T09:30:00Z', true],
    ['Mo-Fr 08:00-18:00; Dec 24 08:00-12:00', '2026-12-24T10:59:00Z', true],
    ['Mo-Fr 08:00-18:00; Dec 24 08:00-12:00', '2026-12-24T11:00:00Z', false],
    ['Mo-Fr 08:00-18:00; 2026 Nov 25 off', '2026-11-25T10:00:00Z', false],
    ['Mo-Fr 08:00-18:00; 2026 Nov 25 off', '2027-11-25T10:00:00Z', true],
    ['every other day', '2026-11-25T10:00:00Z', null],
    [null, '2026-11-25T10:00:00Z', null],
  ])('%s at %s: %s', (hours, at, expected) => {
    expect(isOpenByHours(place(hours), new Date(at))).toBe(expected);
  });

  it('knows nothing where the holidays of the country are not known and the hours depend on them', () => {
    const turkish = place('Mo-Fr 08:00-18:00; PH off', { timeZone: 'Europe/Istanbul', country: 'TR' });
    expect(isOpenByHours(turkish, new Date('2026-11-25T10:00:00Z'))).toBeNull();
    expect(nextOpening(turkish, new Date('2026-11-25T10:00:00Z'))).toBeNull();
    expect(openPeriods(turkish, new Date('2026-11-25T00:00:00Z'), new Date('2026-11-26T00:00:00Z'))).toBeNull();
  });
});

describe('nextOpening', () => {
  it.each([
    // Wednesday 25 November 2026; Berlin is an hour ahead of UTC in winter.
    ['Mo-Fr 08:00-17:00', '2026-11-25T05:00:00Z', '2026-11-25T07:00:00.000Z'],
    ['Mo-Fr 08:00-17:00', '2026-11-25T07:00:00Z', '2026-11-26T07:00:00.000Z'],
    ['Mo-Fr 08:00-17:00', '2026-11-27T17:00:00Z', '2026-11-30T07:00:00.000Z'],
    ['Mo-Fr 08:00-12:00,13:00-17:00', '2026-11-25T11:30:00Z', '2026-11-25T12:00:00.000Z'],
    // Christmas Eve is a Thursday; the holidays and the weekend follow.
    ['Mo-Fr 08:00-17:00; PH off', '2026-12-24T17:00:00Z', '2026-12-28T07:00:00.000Z'],
    // Clocks go forward in the night to Sunday, 29 March 2026.
    ['Mo-Su 08:00-17:00', '2026-03-28T18:00:00Z', '2026-03-29T06:00:00.000Z'],
    // The hour from two to three does not exist: what opens within it opens at three.
    ['Mo-Su 02:30-05:00', '2026-03-29T00:00:00Z', '2026-03-29T01:30:00.000Z'],
    ['24/7', '2026-11-25T05:00:00Z', null],
    ['off', '2026-11-25T05:00:00Z', null],
    ['whenever', '2026-11-25T05:00:00Z', null],
    [null, '2026-11-25T05:00:00Z', null],
  ])('%s after %s: %s', (hours, after, expected) => {
    expect(nextOpening(place(hours), new Date(after))?.toISOString() ?? null).toBe(expected);
  });

  it('comes after the instant, is open, and follows what is closed', () => {
    const texts = [
      'Mo-Fr 08:00-17:00',
      'Mo-Sa 06:00-12:00,14:00-22:00; PH off',
      'Tu,Th 20:00-03:00',
      'Dec 01-24: 09:00-18:00',
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...texts),
        fc.constantFrom('Europe/Berlin', 'America/Sao_Paulo', 'Asia/Bangkok', 'Australia/Sydney'),
        fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true }),
        (text, timeZone, after) => {
          const hours = place(text, { timeZone });
          const opening = nextOpening(hours, after);
          if (opening === null) return;
          expect(opening.getTime()).toBeGreaterThan(after.getTime());
          expect(isOpenByHours(hours, opening)).toBe(true);
          expect(isOpenByHours(hours, new Date(opening.getTime() - 60_000))).toBe(false);
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe('openPeriods', () => {
  it('are cut off at both ends and keep to the clock on the wall', () => {
    expect(periods(place('Mo-Fr 08:00-12:00,13:00-17:00'), '2026-11-25T09:00:00Z', '2026-11-26T08:00:00Z')).toEqual([
      ['2026-11-25T09:00', '2026-11-25T11:00'],
      ['2026-11-25T12:00', '2026-11-25T16:00'],
      ['2026-11-26T07:00', '2026-11-26T08:00'],
    ]);
    // Nine to five is seven to fifteen UTC in summer, eight to sixteen in winter: clocks go back on 25 October 2026.
    expect(periods(place('Mo-Su 09:00-17:00'), '2026-10-24T00:00:00Z', '2026-10-26T00:00:00Z')).toEqual([
      ['2026-10-24T07:00', '2026-10-24T15:00'],
      ['2026-10-25T08:00', '2026-10-25T16:00'],
    ]);
    // A night of nine hours.
    expect(periods(place('Sa 22:00-06:00'), '2026-10-24T12:00:00Z', '2026-10-26T00:00:00Z')).toEqual([
      ['2026-10-24T20:00', '2026-10-25T05:00'],
    ]);
  });

  it('are everything where a place never closes, nothing where it never opens, unknown where nobody knows', () => {
    const [from, to] = ['2026-11-25T09:00:00Z', '2026-11-26T08:00:00Z'];
    expect(periods(place('24/7'), from, to)).toEqual([['2026-11-25T09:00', '2026-11-26T08:00']]);
    expect(periods(place('off'), from, to)).toEqual([]);
    expect(periods(place(null), from, to)).toBeNull();
    expect(periods(place('Mo-Fr 08:00-17:00', { timeZone: 'No/Where' }), from, to)).toBeNull();
  });

  it('agree with what is open at any minute', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 7 * 24 * 60 - 1 }), (minute) => {
        const hours = place('Mo-Fr 08:00-12:00,13:00-17:00; Sa 22:00-06:00; PH off');
        const start = new Date('2026-10-21T00:00:00Z');
        const at = new Date(start.getTime() + minute * 60_000);
        const within = openPeriods(hours, start, new Date(start.getTime() + 7 * 86_400_000)) ?? [];
        expect(within.some(({ from, to }) => from <= at && at < to)).toBe(isOpenByHours(hours, at));
      }),
      { numRuns: 200 },
    );
  });
});

describe('the clock on the wall', () => {
  it('shows the hour of the place, and its date', () => {
    expect(wallClockOf(new Date('2026-07-15T22:30:00Z'), 'Asia/Bangkok')?.getHours()).toBe(5);
    expect(localDateAt(new Date('2026-07-15T22:30:00Z'), 'Asia/Bangkok')).toBe('2026-07-16');
    expect(localDateAt(new Date('2026-07-15T22:30:00Z'), 'No/Where')).toBeNull();
  });

  it('shows an hour twice in autumn: the first one counts', () => {
    expect(instantOf(new Date(2026, 9, 25, 2, 30), 'Europe/Berlin').toISOString()).toBe('2026-10-25T00:30:00.000Z');
  });
});
