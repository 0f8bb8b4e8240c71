import 'reflect-metadata';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Caller } from '../../../src/kernel/caller.js';
import {
  INFRASTRUCTURE_MODELS,
  INFRASTRUCTURE_SUBGRAPH,
} from '../../../src/subgraphs/infrastructure/infrastructure.subgraph.js';
import { chargingLocationModel } from '../../../src/subgraphs/infrastructure/location/charging-location.model.js';
import {
  at,
  firstError,
  type OperationResult,
  type SubgraphHarness,
  startSubgraphHarness,
} from '../../support/subgraph-harness.js';
import { evse, site } from './location-records.js';

const MUTATION = `mutation ($input: UpdateEvseStatusInput!) { updateEvseStatus(input: $input) {
  locationId lastUpdated evses { uid status lastUpdated } } }`;

const INTERNAL: Caller = { authenticated: true, scopes: new Set(['internal']), partnerId: null, subject: 'operator' };

/** The clock stands still, so that no report of these tests lies in the future. */
const NOW = new Date('2026-11-24T08:00:00Z');

let infrastructure: SubgraphHarness;

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW });
  infrastructure = await startSubgraphHarness(INFRASTRUCTURE_SUBGRAPH, INFRASTRUCTURE_MODELS);
});

beforeEach(async () => {
  await infrastructure.database.model(chargingLocationModel).deleteMany({});
  await infrastructure.insert(chargingLocationModel, [
    site('DE', '1', {
      evses: [
        evse('a', { lastUpdated: new Date('2026-11-01T10:00:00Z') }),
        evse('b', { lastUpdated: new Date('2026-11-03T10:00:00Z') }),
      ],
      lastUpdated: new Date('2026-11-03T10:00:00Z'),
    }),
    site('DE', '2', { publish: false, evses: [evse('a')] }),
  ]);
});

afterAll(async () => {
  await infrastructure.close();
  vi.useRealTimers();
});

function update(fields: Record<string, unknown> = {}, caller: Caller = INTERNAL): Promise<OperationResult> {
  const input = {
    countryCode: 'DE',
    partyId: 'ABC',
    locationId: '1',
    evseUid: 'a',
    status: 'CHARGING',
    at: '2026-11-04T12:00:00Z',
    ...fields,
  };
  return infrastructure.run(MUTATION, { variables: { input }, caller });
}

async function stored(): Promise<unknown> {
  const row = await infrastructure.database.model(chargingLocationModel).findById('DE*ABC*1').lean();
  return row === null ? null : [row.lastUpdated, row.evses.map(({ status, lastUpdated }) => [status, lastUpdated])];
}

describe('updateEvseStatus', () => {
  it('sets status and times of the one EVSE in one transaction, and leaves the rest as it was', async () => {
    const before = await infrastructure.database.model(chargingLocationModel).findById('DE*ABC*1').lean();
    const result = await update();
    expect(result.errors).toEqual([]);
    expect(at(result, 'updateEvseStatus')).toEqual({
      locationId: '1',
      lastUpdated: '2026-11-04T12:00:00.000Z',
      evses: [
        { uid: 'a', status: 'CHARGING', lastUpdated: '2026-11-04T12:00:00.000Z' },
        { uid: 'b', status: 'AVAILABLE', lastUpdated: '2026-11-03T10:00:00.000Z' },
      ],
    });
    expect(result.commands).toEqual([
      'findAndModify sequences',
      'findAndModify charging_locations',
      'commitTransaction 1',
    ]);
    const after = await infrastructure.database.model(chargingLocationModel).findById('DE*ABC*1').lean();
    expect(after).toEqual({
      ...before,
      lastUpdated: new Date('2026-11-04T12:00:00Z'),
      changeNumber: expect.any(Number),
      changedAt: NOW,
      evses: [
        { ...before?.evses[0], status: 'CHARGING', lastUpdated: new Date('2026-11-04T12:00:00Z') },
        before?.evses[1],
      ],
    });
  });

  it('takes a status of the same instant, and never turns the time of the location back', async () => {
    const result = await update({ at: '2026-11-01T10:00:00Z', status: 'OUTOFORDER' });
    expect(at(result, 'updateEvseStatus', 'evses', 0, 'status')).toBe('OUTOFORDER');
    expect(at(result, 'updateEvseStatus', 'lastUpdated')).toBe('2026-11-03T10:00:00.000Z');
  });

  it('refuses a status that is older than the stored one, and changes nothing', async () => {
    const before = await stored();
    const result = await update({ at: '2026-11-01T09:59:59.999Z' });
    expect(result.errors[0]?.extensions).toMatchObject({
      code: 'CONFLICT',
      lastUpdated: '2026-11-01T10:00:00.000Z',
    });
    expect(await stored()).toEqual(before);
  });

  it.each([{ at: undefined }, { at: null }])('takes a report with %o as one of this moment', async (fields) => {
    const result = await update(fields);
    expect(at(result, 'updateEvseStatus', 'evses', 0)).toEqual({
      uid: 'a',
      status: 'CHARGING',
      lastUpdated: NOW.toISOString(),
    });
  });

  it('lets the clock of an operator be 5 minutes ahead, and no more', async () => {
    const ahead = await update({ at: '2026-11-24T08:05:00.000Z' });
    expect(at(ahead, 'updateEvseStatus', 'lastUpdated')).toBe('2026-11-24T08:05:00.000Z');
    const future = await update({ at: '2026-11-24T08:05:00.001Z' });
    expect(firstError(future)).toEqual({ code: 'BAD_USER_INPUT', field: 'at' });
    expect(future.commands).toEqual([]);
  });

  it.each([
    ['an unknown location', { locationId: '9' }],
    ['an unknown party', { partyId: 'XYZ' }],
    ['an unknown EVSE', { evseUid: 'z' }],
    ['a location that is not published', { locationId: '2' }],
  ])('does not find %s', async (_what, fields) => {
    const result = await update(fields);
    expect(firstError(result).code).toBe('NOT_FOUND');
    expect(JSON.stringify(result.data)).not.toContain('evses');
  });

  it('keeps the latest of many statuses that arrive at once', async () => {
    const minutes = [7, 3, 9, 1, 8, 2, 6];
    await Promise.all(minutes.map((minute) => update({ at: `2026-11-05T00:0${minute}:00Z`, status: 'RESERVED' })));
    expect(await stored()).toEqual([
      new Date('2026-11-05T00:09:00Z'),
      [
        ['RESERVED', new Date('2026-11-05T00:09:00Z')],
        ['AVAILABLE', new Date('2026-11-03T10:00:00Z')],
      ],
    ]);
  });

  it.each([
    [{ partyId: 'ABCD' }, 'partyId'],
    [{ locationId: '' }, 'locationId'],
    [{ locationId: 'x'.repeat(37) }, 'locationId'],
    [{ evseUid: 'ü' }, 'evseUid'],
  ])('refuses %o', async (fields, field) => {
    const result = await update(fields);
    expect(firstError(result)).toEqual({ code: 'BAD_USER_INPUT', field });
    expect(result.commands).toEqual([]);
  });

  it('needs a token with the scope internal', async () => {
    const anonymous = { authenticated: false, scopes: new Set<string>(), partnerId: null, subject: null };
    const bank = { authenticated: true, scopes: new Set(['bank']), partnerId: 'p', subject: 'bank' };
    const before = await stored();
    expect(firstError(await update({}, anonymous)).code).toBe('UNAUTHENTICATED');
    expect(firstError(await update({}, bank)).code).toBe('FORBIDDEN');
    expect(await stored()).toEqual(before);
  });
});
