import 'reflect-metadata';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type AppointmentPlace,
  appointmentSlots,
} from '../../../src/subgraphs/service/appointment/appointment-slots.js';
import {
  type ServiceBookingRecord,
  serviceBookingModel,
} from '../../../src/subgraphs/service/appointment/service-booking.model.js';
import { servicePointModel } from '../../../src/subgraphs/service/point/service-point.model.js';
import { SERVICE_MODELS, SERVICE_SUBGRAPH } from '../../../src/subgraphs/service/service.subgraph.js';
import {
  at,
  firstError,
  type SubgraphHarness,
  startSubgraphHarness,
  TEST_PROVENANCE,
} from '../../support/subgraph-harness.js';
import { capability, point } from './service-records.js';

const BERLIN: AppointmentPlace = {
  openingHours: 'Mo-Fr 08:00-12:00; PH off',
  timeZone: 'Europe/Berlin',
  country: 'DE',
  bays: 2,
  leadTimeDays: 0,
};

const taken = (startsAt: string, endsAt: string) => ({ startsAt: new Date(startsAt), endsAt: new Date(endsAt) });
const startsOf = (slots: ReturnType<typeof appointmentSlots>) =>
  slots?.map(({ startsAt, freeBays }) => `${startsAt.toISOString().slice(0, 16)} ${freeBays}`);

describe('appointmentSlots', () => {
  it('begin when the workshop opens and every half hour, and end before it closes', () => {
    // Wednesday in Berlin: eight is seven UTC.
    const request = { asOf: '2026-11-25', from: '2026-11-25', days: 1, durationMinutes: 120 };
    expect(startsOf(appointmentSlots(BERLIN, [], request))).toEqual([
      '2026-11-25T07:00 2',
      '2026-11-25T07:30 2',
      '2026-11-25T08:00 2',
      '2026-11-25T08:30 2',
      '2026-11-25T09:00 2',
    ]);
  });

  it('wait for the lead time in days of the calendar, and leave holidays out', () => {
    const request = { asOf: '2026-12-23', from: '2026-12-23', days: 7, durationMinutes: 240 };
    // The 24th is a Thursday; then two holidays, a Sunday, and Monday the 28th.
    expect(startsOf(appointmentSlots({ ...BERLIN, leadTimeDays: 1 }, [], request))).toEqual([
      '2026-12-24T07:00 2',
      '2026-12-28T07:00 2',
      '2026-12-29T07:00 2',
    ]);
    expect(appointmentSlots({ ...BERLIN, leadTimeDays: 30 }, [], request)).toEqual([]);
  });

  it('count the bays that are taken at each moment', () => {
    const request = { asOf: '2026-11-25', from: '2026-11-25', days: 1, durationMinutes: 60 };
    const bookings = [
      taken('2026-11-25T07:00:00Z', '2026-11-25T08:00:00Z'),
      taken('2026-11-25T07:30:00Z', '2026-11-25T08:30:00Z'),
      // Two after each other take one bay.
      taken('2026-11-25T09:00:00Z', '2026-11-25T09:30:00Z'),
      taken('2026-11-25T09:30:00Z', '2026-11-25T10:00:00Z'),
    ];
    expect(startsOf(appointmentSlots(BERLIN, bookings, request))).toEqual([
      // From half past seven to eight both bays are taken: seven, half past seven and what overlaps are gone.
      '2026-11-25T08:00 1',
      '2026-11-25T08:30 1',
      '2026-11-25T09:00 1',
      '2026-11-25T09:30 1',
      '2026-11-25T10:00 2',
    ]);
  });

  it('keep to the clock of the workshop when daylight saving begins and ends', () => {
    const place = { ...BERLIN, openingHours: 'Mo-Su 08:00-09:00' };
    const spring = { asOf: '2026-03-28', from: '2026-03-28', days: 2, durationMinutes: 60 };
    expect(startsOf(appointmentSlots(place, [], spring))).toEqual(['2026-03-28T07:00 2', '2026-03-29T06:00 2']);
    const autumn = { asOf: '2026-10-24', from: '2026-10-24', days: 2, durationMinutes: 60 };
    expect(startsOf(appointmentSlots(place, [], autumn))).toEqual(['2026-10-24T06:00 2', '2026-10-25T07:00 2']);
    // Days are those of the workshop: at noon UTC it is the next day in Auckland.
    const auckland = { ...place, timeZone: 'Pacific/Auckland', country: 'NZ' };
    expect(startsOf(appointmentSlots(auckland, [], { ...spring, from: '2026-11-25', days: 1 }))).toEqual([
      '2026-11-24T19:00 2',
    ]);
  });

  it('never overbook', () => {
    const quarter = fc.integer({ min: 0, max: 40 });
    const booking = fc.tuple(quarter, fc.integer({ min: 1, max: 12 })).map(([start, length]) => {
      const from = Date.parse('2026-11-25T05:00:00Z') + start * 900_000;
      return { startsAt: new Date(from), endsAt: new Date(from + length * 900_000) };
    });
    fc.assert(
      fc.property(
        fc.array(booking, { maxLength: 12 }),
        fc.constantFrom(30, 60, 90, 240),
        (bookings, durationMinutes) => {
          const request = { asOf: '2026-11-25', from: '2026-11-25', days: 1, durationMinutes };
          for (const slot of appointmentSlots(BERLIN, bookings, request) ?? []) {
            // Minute by minute, as a receptionist would look.
            let most = 0;
            for (let minute = slot.startsAt.getTime(); minute < slot.endsAt.getTime(); minute += 60_000) {
              most = Math.max(most, bookings.filter((one) => +one.startsAt <= minute && minute < +one.endsAt).length);
            }
            expect(slot.freeBays).toBe(BERLIN.bays - most);
            expect(slot.freeBays).toBeGreaterThan(0);
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('ServicePoint.appointments', () => {
  let service: SubgraphHarness;

  function booking(id: string, startsAt: string, endsAt: string, status: ServiceBookingRecord['status'] = 'BOOKED') {
    const servicePointId = id.split('#')[0] ?? '';
    const country = id.slice(0, 2);
    const times = taken(startsAt, endsAt);
    return { _id: id, bookingId: id, country, servicePointId, status, ...times, provenance: TEST_PROVENANCE };
  }

  beforeAll(async () => {
    service = await startSubgraphHarness(SERVICE_SUBGRAPH, SERVICE_MODELS);
    const open = { openingHours: 'Mo-Fr 08:00-12:00', bays: 1, leadTimeDays: 1 };
    await service.insert(servicePointModel, [
      point('DE:1', { ...open, capabilities: [capability('HV_LEVEL_3_LIVE_WORK', '2026-11-26')] }),
      point('DE:2', { ...open, bays: 2 }),
      point('DE:3', { ...open, openingHours: null }),
      point('DE:4', { ...open, bays: null }),
      point('DE:5', { ...open, status: 'SUSPENDED' }),
    ]);
    await service.insert(serviceBookingModel, [
      booking('DE:1#1', '2026-11-25T07:00:00Z', '2026-11-25T10:00:00Z'),
      booking('DE:1#2', '2026-11-25T10:00:00Z', '2026-11-25T11:00:00Z', 'CANCELLED'),
      booking('DE:2#1', '2026-11-25T07:00:00Z', '2026-11-25T08:00:00Z'),
    ]);
  });

  afterAll(() => service.close());

  it('are told for many workshops with one command, or why they cannot be', async () => {
    const result = await service.run(`{ servicePoints(status: [OPEN, SUSPENDED]) { nodes { servicePointId
      appointments(days: 2, durationMinutes: 60, first: 1) { nodes { localStart startsAt endsAt freeBays } totalCount obstacle
        pageInfo { hasNextPage } } } } }`);
    expect(result.errors).toEqual([]);
    const answers = at(result, 'servicePoints', 'nodes') as { appointments: { obstacle: string | null }[] }[];
    expect(answers[0]).toEqual({
      servicePointId: 'DE:1',
      appointments: {
        // The day after today; three hours of the only bay are taken.
        nodes: [
          {
            localStart: '2026-11-25T11:00:00+01:00',
            startsAt: '2026-11-25T10:00:00.000Z',
            endsAt: '2026-11-25T11:00:00.000Z',
            freeBays: 1,
          },
        ],
        totalCount: 1,
        obstacle: null,
        pageInfo: { hasNextPage: false },
      },
    });
    expect(answers[1]).toMatchObject({
      appointments: {
        nodes: [{ localStart: '2026-11-25T08:00:00+01:00', freeBays: 1 }],
        totalCount: 7,
        obstacle: null,
      },
    });
    expect(answers.slice(2)).toMatchObject([
      { appointments: { totalCount: 0, obstacle: 'HOURS_UNKNOWN' } },
      { appointments: { totalCount: 0, obstacle: 'BAYS_UNKNOWN' } },
      { appointments: { totalCount: 0, obstacle: 'NOT_OPEN' } },
    ]);
    expect(result.commands).toEqual(['aggregate service_points', 'find service_bookings']);
  });

  it('end with the certificate that the work needs', async () => {
    const ask = (asOf: string, days: number) =>
      service.run(`{ servicePoint(id: "DE:1") { appointments(capabilities: HV_LEVEL_3_LIVE_WORK, asOf: "${asOf}", days: ${days}) {
        totalCount obstacle } plain: appointments(asOf: "${asOf}", days: ${days}) { totalCount } } }`);
    expect(at(await ask('2026-11-24', 3), 'servicePoint')).toEqual({
      appointments: { totalCount: 1, obstacle: null },
      plain: { totalCount: 8 },
    });
    expect(at(await ask('2026-11-25', 3), 'servicePoint', 'appointments')).toEqual({
      totalCount: 0,
      obstacle: 'NOT_CAPABLE',
    });
  });

  it('are paged in the order of time', async () => {
    const seen: string[] = [];
    let after: unknown = null;
    do {
      const result = await service.run(
        `query ($after: String) { servicePoint(id: "DE:2") { appointments(days: 2, first: 3, after: $after) {
          nodes { startsAt } pageInfo { hasNextPage endCursor } } } }`,
        { variables: { after } },
      );
      const path = ['servicePoint', 'appointments'] as const;
      seen.push(...(at(result, ...path, 'nodes') as { startsAt: string }[]).map(({ startsAt }) => startsAt));
      after =
        at(result, ...path, 'pageInfo', 'hasNextPage') === true ? at(result, ...path, 'pageInfo', 'endCursor') : null;
    } while (after !== null);
    expect(seen).toHaveLength(7);
    expect(seen).toEqual([...seen].sort());
    expect(new Set(seen).size).toBe(7);
  });

  it.each([
    ['days: 0', 'days'],
    ['days: 32', 'days'],
    ['durationMinutes: 10', 'durationMinutes'],
    ['after: "W10"', 'after'],
  ])('refuse %s', async (list, field) => {
    const result = await service.run(`{ servicePoint(id: "DE:2") { appointments(${list}) { totalCount } } }`);
    expect(firstError(result)).toEqual({ code: 'BAD_USER_INPUT', field });
  });
});
