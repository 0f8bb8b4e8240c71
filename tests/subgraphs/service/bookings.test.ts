import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditModel } from '../../../src/database/audit/audit-record.js';
import type { Caller } from '../../../src/kernel/caller.js';
import { serviceBookingModel } from '../../../src/subgraphs/service/appointment/service-booking.model.js';
import { servicePointModel } from '../../../src/subgraphs/service/point/service-point.model.js';
import { SERVICE_MODELS, SERVICE_SUBGRAPH } from '../../../src/subgraphs/service/service.subgraph.js';
import { at, firstError, type SubgraphHarness, startSubgraphHarness } from '../../support/subgraph-harness.js';
import { capability, point } from './service-records.js';

const INTERNAL: Caller = {
  authenticated: true,
  scopes: new Set(['internal']),
  partnerId: null,
  subject: 'service desk',
};

let service: SubgraphHarness;

beforeAll(async () => {
  service = await startSubgraphHarness(SERVICE_SUBGRAPH, SERVICE_MODELS);
  // Days in Berlin: the morning from eight to twelve is seven to eleven UTC in November.
  const open = { openingHours: 'Mo-Fr 08:00-12:00', leadTimeDays: 1 };
  await service.insert(servicePointModel, [
    point('DE:one', { ...open, bays: 1, capabilities: [capability('HV_LEVEL_3_LIVE_WORK', '2026-11-26')] }),
    point('DE:two', { ...open, bays: 2 }),
    point('DE:shut', { ...open, bays: 2, status: 'SUSPENDED' }),
  ]);
});

afterAll(() => service.close());

interface Booking {
  servicePointId: string;
  startsAt: string;
  durationMinutes?: number;
  capabilities?: string[];
  idempotencyKey?: string;
}

const book = (input: Booking, caller: Caller | undefined = INTERNAL) =>
  service.run(
    'mutation ($input: BookAppointmentInput!) { bookAppointment(input: $input) { bookingId servicePointId startsAt endsAt status } }',
    { variables: { input: { idempotencyKey: randomUUID(), ...input } }, ...(caller && { caller }) },
  );

const cancel = (bookingId: unknown, idempotencyKey = randomUUID()) =>
  service.run('mutation ($input: CancelAppointmentInput!) { cancelAppointment(input: $input) { bookingId status } }', {
    variables: { input: { bookingId, idempotencyKey } },
    caller: INTERNAL,
  });

const freeAt = async (servicePointId: string, startsAt: string) => {
  const result = await service.run(
    'query ($id: ID!) { servicePoint(id: $id) { appointments(days: 4, first: 200) { nodes { startsAt freeBays } } } }',
    { variables: { id: servicePointId } },
  );
  const slots = at(result, 'servicePoint', 'appointments', 'nodes') as { startsAt: string; freeBays: number }[];
  return slots.find((slot) => slot.startsAt === startsAt)?.freeBays ?? 0;
};

describe('bookAppointment', () => {
  it('takes a bay, which is not offered any more; cancelling gives it back', async () => {
    const startsAt = '2026-11-25T08:00:00.000Z';
    expect(await freeAt('DE:one', startsAt)).toBe(1);
    const booked = await book({ servicePointId: 'DE:one', startsAt, capabilities: ['HV_LEVEL_3_LIVE_WORK'] });
    expect(booked.errors).toEqual([]);
    expect(at(booked, 'bookAppointment')).toMatchObject({
      servicePointId: 'DE:one',
      startsAt,
      endsAt: '2026-11-25T09:00:00.000Z',
      status: 'BOOKED',
    });
    expect(await freeAt('DE:one', startsAt)).toBe(0);
    expect(firstError(await book({ servicePointId: 'DE:one', startsAt: '2026-11-25T08:30:00.000Z' })).code).toBe(
      'CONFLICT',
    );
    const bookingId = at(booked, 'bookAppointment', 'bookingId');
    expect(at(await cancel(bookingId), 'cancelAppointment')).toEqual({ bookingId, status: 'CANCELLED' });
    expect(await freeAt('DE:one', startsAt)).toBe(1);
  });

  it('never overbooks, however many ask at once', async () => {
    const startsAt = '2026-11-26T08:00:00.000Z';
    const answers = await Promise.all(Array.from({ length: 6 }, () => book({ servicePointId: 'DE:two', startsAt })));
    expect(answers.filter(({ errors }) => errors.length === 0)).toHaveLength(2);
    expect(answers.flatMap(({ errors }) => errors.map((error) => error.extensions?.code))).toEqual(
      Array(4).fill('CONFLICT'),
    );
    expect(await freeAt('DE:two', startsAt)).toBe(0);
  });

  it('gives a repeat the same answer, and refuses the key for something else', async () => {
    const input = { servicePointId: 'DE:two', startsAt: '2026-11-27T07:00:00.000Z', idempotencyKey: randomUUID() };
    const first = await book(input);
    const again = await book(input);
    expect(at(again, 'bookAppointment')).toEqual(at(first, 'bookAppointment'));
    const model = service.database.model(serviceBookingModel, 'default');
    expect(await model.countDocuments({ servicePointId: 'DE:two', startsAt: new Date(input.startsAt) })).toBe(1);
    expect(firstError(await book({ ...input, durationMinutes: 90 }))).toEqual({
      code: 'CONFLICT',
      field: 'idempotencyKey',
    });
  });

  it('is written down in the trail', async () => {
    const booked = await book({ servicePointId: 'DE:two', startsAt: '2026-11-27T09:00:00.000Z' });
    const subject = `ServiceBooking:${String(at(booked, 'bookAppointment', 'bookingId'))}`;
    const records = await service.database.model(auditModel, 'default').find({ subject }).lean();
    expect(records).toMatchObject([{ action: 'bookAppointment', actor: { subject: 'service desk' } }]);
  });

  it.each([
    // A quarter past, before the lead time, on a Saturday, and over the end of the morning.
    ['2026-11-25T08:15:00.000Z', {}, 'startsAt'],
    ['2026-11-24T08:00:00.000Z', {}, 'startsAt'],
    ['2026-11-28T08:00:00.000Z', {}, 'startsAt'],
    ['2026-11-25T10:30:00.000Z', {}, 'startsAt'],
    ['2026-11-25T08:00:00.000Z', { durationMinutes: 10 }, 'durationMinutes'],
    ['2026-11-26T08:00:00.000Z', { capabilities: ['HV_LEVEL_3_LIVE_WORK'] }, 'capabilities'],
    ['2026-11-25T08:00:00.000Z', { idempotencyKey: 'short' }, 'idempotencyKey'],
  ])('refuses %s with %j', async (startsAt, change, field) => {
    const result = await book({ servicePointId: 'DE:one', startsAt, ...change });
    expect(firstError(result)).toEqual({ code: 'BAD_USER_INPUT', field });
  });

  it('refuses workshops that there are not or that are shut, and callers without the scope', async () => {
    const startsAt = '2026-11-25T08:00:00.000Z';
    expect(firstError(await book({ servicePointId: 'DE:none', startsAt })).code).toBe('NOT_FOUND');
    expect(firstError(await book({ servicePointId: 'DE:shut', startsAt })).code).toBe('CONFLICT');
    const nobody = { authenticated: false, scopes: new Set<string>(), partnerId: null, subject: null };
    expect(firstError(await book({ servicePointId: 'DE:two', startsAt }, nobody)).code).toBe('UNAUTHENTICATED');
    const stranger = { ...INTERNAL, scopes: new Set(['bank']) };
    expect(firstError(await book({ servicePointId: 'DE:two', startsAt }, stranger)).code).toBe('FORBIDDEN');
    expect(firstError(await cancel('DE:none:A1')).code).toBe('NOT_FOUND');
    expect(firstError(await cancel('none'))).toEqual({ code: 'BAD_USER_INPUT', field: 'bookingId' });
  });
});
