import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isOpenByHours } from '../../src/kernel/opening-hours/opening-hours.js';
import type { PartsAvailabilityRecord } from '../../src/subgraphs/service/depot/parts-availability.model.js';
import type { PartsDepotRecord } from '../../src/subgraphs/service/depot/parts-depot.model.js';
import type { MobileServiceUnitRecord } from '../../src/subgraphs/service/mobile-unit/mobile-service-unit.model.js';
import type { ServicePointRecord } from '../../src/subgraphs/service/point/service-point.model.js';
import { seedRows } from '../support/seed-rows.js';
import { type SeededDatabase, startSeededDatabase } from '../support/seeded-database.js';
import { type SeededServer, startSeededServer } from '../support/seeded-server.js';

const QUERY = readFileSync('examples/queries/repair-near.graphql', 'utf8');
const AT = new Date('2026-11-25T09:00:00Z');
const DAY = '2026-11-25';
const [LATITUDE, LONGITUDE] = [52.52, 13.405];

interface Answer {
  servicePoints: {
    totalCount: number;
    nodes: {
      servicePointId: string;
      distanceKm: number;
      highVoltageLevel: number;
      appointments: { obstacle: string | null; nodes: { localStart: string; freeBays: number }[] };
    }[];
    facets: { networks: { value: string; count: number }[] };
  };
  mobileServiceUnits: { totalCount: number; nodes: { unitId: string; network: { kind: string } }[] };
  partsAvailability: { nodes: { onHand: number; depot: { depotId: string } }[] };
  guarantee: { terms: { component: string; legalMinimum: { name: string } | null }[] };
}

/** Great circle on the sphere that the database uses, in kilometres. */
function distanceKm([longitude, latitude]: readonly number[]): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const [from, to] = [radians(LATITUDE), radians(latitude ?? 0)];
  const half =
    Math.sin((to - from) / 2) ** 2 +
    Math.cos(from) * Math.cos(to) * Math.sin(radians((longitude ?? 0) - LONGITUDE) / 2) ** 2;
  return 2 * 6378.1 * Math.asin(Math.sqrt(half));
}

let data: SeededDatabase;
let server: SeededServer;
let answer: Answer;

beforeAll(async () => {
  data = await startSeededDatabase([
    'countries',
    'service_networks',
    'service_points',
    'service_bookings',
    'mobile_service_units',
    'parts_depots',
    'parts_availability',
    'guarantee_programmes',
  ]);
  server = await startSeededServer(data);
  const asked = await server.ask<Answer>(QUERY, {});
  expect(asked.errors).toEqual([]);
  answer = asked.data;
}, 300_000);

afterAll(async () => {
  await server.close();
  await data.close();
});

describe('a repair near a place, through the whole graph, against the seed files', () => {
  it('finds the open and certified workshops, nearest first', () => {
    const able = seedRows<ServicePointRecord>('service_points')
      .filter(({ country, status }) => country === 'DE' && status === 'OPEN')
      .filter(({ capabilities }) =>
        capabilities.some(
          ({ code, validTo }) => code === 'HV_LEVEL_3_LIVE_WORK' && (validTo === null || validTo > DAY),
        ),
      )
      .filter((point) => isOpenByHours(point, AT) === true)
      .map((point) => ({ point, km: distanceKm(point.location?.coordinates ?? []) }))
      .filter(({ km }) => km <= 300)
      .sort((left, right) => left.km - right.km);
    expect(able.length).toBeGreaterThan(3);
    expect(answer.servicePoints.totalCount).toBe(able.length);
    expect(answer.servicePoints.nodes.map(({ servicePointId }) => servicePointId)).toEqual(
      able.slice(0, 5).map(({ point }) => point._id),
    );
    for (const [at, node] of answer.servicePoints.nodes.entries()) {
      expect(node.distanceKm).toBeCloseTo(able[at]?.km ?? 0, 2);
      expect(node.highVoltageLevel).toBe(3);
      const leadTimeDays = able[at]?.point.leadTimeDays ?? 0;
      const earliest = new Date(Date.parse(DAY) + leadTimeDays * 86_400_000).toISOString().slice(0, 10);
      expect(node.appointments.nodes.every(({ localStart }) => localStart.slice(0, 10) >= earliest)).toBe(true);
    }
    const counts = new Map<string, number>();
    for (const { point } of able) for (const id of point.networkIds) counts.set(id, (counts.get(id) ?? 0) + 1);
    expect(Object.fromEntries(answer.servicePoints.facets.networks.map(({ value, count }) => [value, count]))).toEqual(
      Object.fromEntries(counts),
    );
  });

  it('finds the vans that drive so far and are at work', () => {
    const reaching = seedRows<MobileServiceUnitRecord>('mobile_service_units').filter(
      (unit) =>
        unit.country === 'DE' &&
        unit.status === 'OPEN' &&
        isOpenByHours(unit, AT) === true &&
        distanceKm(unit.location.coordinates) <= unit.radiusKm,
    );
    expect(answer.mobileServiceUnits.totalCount).toBe(reaching.length);
    expect(answer.mobileServiceUnits.nodes.every(({ network }) => network.kind === 'MOBILE')).toBe(true);
  });

  it('tells where the part lies and what the law grants', () => {
    const serving = seedRows<PartsDepotRecord>('parts_depots')
      .filter(({ servedCountries }) => servedCountries.includes('DE'))
      .sort((left, right) => (left.leadTimeHours ?? 0) - (right.leadTimeHours ?? 0));
    const stock = seedRows<PartsAvailabilityRecord>('parts_availability').filter(
      ({ partNumber }) => partNumber === 'BYD-HVB-110',
    );
    const onHand = serving.map(({ _id }) => stock.find(({ depotId }) => depotId === _id)?.onHand ?? 0);
    expect(answer.partsAvailability.nodes.map((node) => node.depot.depotId)).toEqual([
      ...serving.filter((_, at) => onHand[at] !== 0).map(({ _id }) => _id),
      ...serving.filter((_, at) => onHand[at] === 0).map(({ _id }) => _id),
    ]);
    const vehicle = answer.guarantee.terms.find(({ component }) => component === 'VEHICLE');
    expect(vehicle?.legalMinimum?.name).toBe('Legal guarantee of conformity, European Union');
  });
});
