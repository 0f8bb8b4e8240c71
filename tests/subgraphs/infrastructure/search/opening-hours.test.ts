import { describe, expect, it } from 'vitest';
import { isOpenAt, type Schedule } from '../../../../src/subgraphs/infrastructure/location/search/opening-hours.js';

function schedule(fields: Partial<Schedule>): Schedule {
  return { openingHours: null, openingTimes: null, timeZone: 'Europe/Berlin', country: 'DE', ...fields };
}

function hours(fields: Partial<NonNullable<Schedule['openingTimes']>>): Partial<Schedule> {
  const openingTimes = {
    twentyfourseven: false,
    regularHours: [],
    exceptionalOpenings: [],
    exceptionalClosings: [],
    ...fields,
  };
  return { openingTimes };
}

describe('hours of OpenStreetMap', () => {
  it.each([
    ['24/7', '2026-11-25T03:00:00Z', true],
    // A Wednesday: 08:00 in Berlin is 07:00 UTC in winter and 06:00 UTC in summer.
    ['Mo-Fr 08:00-18:00', '2026-11-25T06:59:00Z', false],
    ['Mo-Fr 08:00-18:00', '2026-11-25T07:00:00Z', true],
    ['Mo-Fr 08:00-18:00', '2026-07-15T06:00:00Z', true],
    ['Mo-Fr 08:00-18:00', '2026-11-25T17:00:00Z', false],
    ['Mo-Fr 22:00-06:00', '2026-11-25T23:30:00Z', true],
    // 25 December is a public holiday in Germany, a Friday in 2026.
    ['Mo-Fr 08:00-18:00; PH off', '2026-12-25T10:00:00Z', false],
    ['Mo-Fr 08:00-18:00', '2026-12-25T10:00:00Z', true],
    ['Apr-Oct: Mo-Su 06:00-22:00', '2026-11-25T10:00:00Z', false],
    ['by appointment of the owner', '2026-11-25T10:00:00Z', null],
    ['sunrise-sunset', '2026-11-25T10:00:00Z', null],
    ['"by appointment"', '2026-11-25T10:00:00Z', null],
    [null, '2026-11-25T10:00:00Z', null],
  ])('%s at %s: %s', (openingHours, at, expected) => {
    expect(isOpenAt(schedule({ openingHours }), new Date(at))).toBe(expected);
  });

  it('are those of the time zone of the site', () => {
    const at = new Date('2026-11-25T07:30:00Z');
    expect(isOpenAt(schedule({ openingHours: 'Mo-Fr 08:00-18:00' }), at)).toBe(true);
    expect(isOpenAt(schedule({ openingHours: 'Mo-Fr 08:00-18:00', timeZone: 'Europe/London' }), at)).toBe(false);
    expect(isOpenAt(schedule({ openingHours: 'Mo-Fr 08:00-18:00', timeZone: 'No/Where' }), at)).toBeNull();
  });
});

describe('hours of OCPI', () => {
  const wednesday = hours({ regularHours: [{ weekday: 3, periodBegin: '08:00', periodEnd: '20:00' }] });

  it.each([
    ['2026-11-25T06:59:59Z', false],
    ['2026-11-25T07:00:00Z', true],
    ['2026-11-25T18:59:59Z', true],
    ['2026-11-25T19:00:00Z', false],
    ['2026-11-26T10:00:00Z', false],
  ])('by the week, in local time: %s %s', (at, expected) => {
    expect(isOpenAt(schedule(wednesday), new Date(at))).toBe(expected);
  });

  it('an exceptional closing counts more than an opening, and both more than the week', () => {
    const day = { periodBegin: new Date('2026-11-25T00:00:00Z'), periodEnd: new Date('2026-11-26T00:00:00Z') };
    const noon = { periodBegin: new Date('2026-11-25T11:00:00Z'), periodEnd: new Date('2026-11-25T12:00:00Z') };
    const closed = hours({ ...wednesday.openingTimes, exceptionalClosings: [noon], exceptionalOpenings: [day] });
    expect(isOpenAt(schedule(closed), new Date('2026-11-25T11:30:00Z'))).toBe(false);
    expect(isOpenAt(schedule(closed), new Date('2026-11-25T12:00:00Z'))).toBe(true);
    expect(isOpenAt(schedule(closed), new Date('2026-11-25T04:00:00Z'))).toBe(true);
    const always = hours({ twentyfourseven: true, exceptionalClosings: [noon] });
    expect(isOpenAt(schedule(always), new Date('2026-11-25T11:30:00Z'))).toBe(false);
    expect(isOpenAt(schedule(always), new Date('2026-11-25T13:30:00Z'))).toBe(true);
  });

  it('count more than those of OpenStreetMap, and exceptions alone say nothing of other days', () => {
    const at = new Date('2026-11-26T10:00:00Z');
    expect(isOpenAt(schedule({ ...wednesday, openingHours: '24/7' }), at)).toBe(false);
    expect(isOpenAt(schedule(hours({})), at)).toBeNull();
    expect(isOpenAt(schedule({ ...hours({}), openingHours: '24/7' }), at)).toBe(true);
  });
});
