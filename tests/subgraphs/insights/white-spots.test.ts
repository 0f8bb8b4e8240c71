import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChargingLocationRecord } from '../../../src/subgraphs/infrastructure/location/charging-location.model.js';
import type { FleetStatisticRecord } from '../../../src/subgraphs/markets/fleet/fleet-statistic.model.js';
import type { TownRecord } from '../../../src/subgraphs/markets/town/town.model.js';
import type { ServicePointRecord } from '../../../src/subgraphs/service/point/service-point.model.js';
import { seedRows } from '../../support/seed-rows.js';
import { type SeededDatabase, startSeededDatabase } from '../../support/seeded-database.js';
import { type SeededServer, type ServerShape, startSeededServer } from '../../support/seeded-server.js';

const QUERY = `query ($country: CountryCode!, $withinKm: Float!, $minVehicles: Int!, $asOf: Date!, $first: Int!) {
  whiteSpots(country: $country, withinKm: $withinKm, minVehicles: $minVehicles, asOf: $asOf, first: $first) {
    asOf coverage confidence totalCount vehiclesAffected vehiclesInCountry
    missing { input reason }
    inputs { name value source }
    nodes {
      town { name population }
      vehicles
      nearestQualifiedWorkshop { distanceKm servicePoint { name capabilities { code } } }
      candidate { workshop { distanceKm servicePoint { servicePointId } } chargingHub { distanceKm chargingLocation { locationId } } }
    }
  }
}`;

interface Answer {
  whiteSpots: {
    coverage: number;
    confidence: string;
    totalCount: number;
    vehiclesAffected: number;
    vehiclesInCountry: number | null;
    missing: { input: string; reason: string }[];
    inputs: { name: string; value: string }[];
    nodes: {
      town: { name: string; population: number };
      vehicles: number;
      nearestQualifiedWorkshop: { distanceKm: number } | null;
      candidate: { workshop: { distanceKm: number } | null; chargingHub: { distanceKm: number } | null };
    }[];
  };
}

const EARTH_RADIUS_KM = 6371;

/** The haversine formula. */
function kilometres([lon1, lat1]: readonly number[], [lon2, lat2]: readonly number[]): number {
  const rad = (degrees = 0) => (degrees * Math.PI) / 180;
  const a =
    Math.sin((rad(lat2) - rad(lat1)) / 2) ** 2 +
    Math.cos(rad(lat1)) * Math.cos(rad(lat2)) * Math.sin((rad(lon2) - rad(lon1)) / 2) ** 2;
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.sqrt(a));
}

/** Every town against every workshop, over the seed files. */
function byHand(country: string, withinKm: number, minVehicles: number, asOf: string) {
  const towns = seedRows<TownRecord>('towns').filter((town) => town.country === country);
  const open = seedRows<ServicePointRecord>('service_points').filter(
    (point) => point.country === country && point.status === 'OPEN' && point.location,
  );
  const qualified = open.filter(({ capabilities }) =>
    capabilities.some(({ code, validTo }) => code === 'HV_LEVEL_3_LIVE_WORK' && (validTo === null || validTo > asOf)),
  );
  const hubs = seedRows<ChargingLocationRecord>('charging_locations').filter(
    (site) =>
      site.country === country &&
      site.publish &&
      site.location &&
      site.evses.some((evse) => evse.connectors.some(({ powerType }) => powerType === 'DC')),
  );
  const fleet = seedRows<FleetStatisticRecord>('fleet_statistics').filter(
    (line) =>
      line.country === country && line.powertrain !== 'FCEV' && line.stock !== null && line.year <= +asOf.slice(0, 4),
  );
  const year = Math.max(...fleet.map((line) => line.year));
  const vehicles = fleet.filter((line) => line.year === year).reduce((sum, { stock }) => sum + (stock ?? 0), 0);
  const inhabitants = towns.reduce((sum, { population }) => sum + population, 0);
  const distanceTo = (places: readonly { location: { coordinates: readonly number[] } | null }[], town: TownRecord) =>
    Math.min(
      Number.POSITIVE_INFINITY,
      ...places.map(({ location }) => kilometres(town.location.coordinates, location?.coordinates ?? [])),
    );
  const unqualified = open.filter((point) => !qualified.includes(point));
  return towns
    .map((town) => ({
      town,
      vehicles: (vehicles * town.population) / inhabitants,
      distance: distanceTo(qualified, town),
    }))
    .filter((spot) => spot.distance > withinKm && spot.vehicles >= minVehicles)
    .sort((one, other) => other.vehicles - one.vehicles)
    .map((spot) => ({
      ...spot,
      name: spot.town.name,
      workshop: distanceTo(unqualified, spot.town),
      hub: distanceTo(hubs, spot.town),
    }));
}

let data: SeededDatabase;

beforeAll(async () => {
  data = await startSeededDatabase(['countries', 'towns', 'fleet_statistics', 'service_points', 'charging_locations']);
}, 300_000);

afterAll(() => data.close());

describe.each<ServerShape>(['one process', 'one server a subgraph'])('white spots, %s', (shape) => {
  let server: SeededServer;

  beforeAll(async () => {
    server = await startSeededServer(data, { shape });
  }, 60_000);

  afterAll(() => server.close());

  it.each([
    ['DE', 50, 100, '2026-11-24'],
    ['DE', 20, 1, '2029-06-01'],
    ['GB', 10, 1, '2026-11-24'],
    ['TR', 30, 0, '2027-01-01'],
  ])(
    'are those that a pass over the seed files finds: %s within %i km, %i cars, %s',
    async (country, withinKm, minVehicles, asOf) => {
      const expected = byHand(country, withinKm, minVehicles, asOf);
      const { data: answer, errors } = await server.ask<Answer>(QUERY, {
        country,
        withinKm,
        minVehicles,
        asOf,
        first: 200,
      });
      expect(errors).toEqual([]);
      const spots = answer.whiteSpots;
      expect(spots.totalCount).toBe(expected.length);
      expect(spots.nodes.map(({ town, vehicles }) => [town.name, vehicles])).toEqual(
        expected.slice(0, 200).map(({ name, vehicles }) => [name, Math.round(vehicles)]),
      );
      spots.nodes.forEach((spot, at) => {
        const wanted = expected[at];
        const within = (distance = 0) => (distance <= withinKm ? distance : undefined);
        expect(spot.nearestQualifiedWorkshop?.distanceKm).toBeCloseTo(wanted?.distance ?? 0, 3);
        const { workshop, chargingHub } = spot.candidate;
        const [nearWorkshop, nearHub] = [within(wanted?.workshop), within(wanted?.hub)];
        expect(workshop === null).toBe(nearWorkshop === undefined);
        expect(chargingHub === null).toBe(nearHub === undefined);
        if (workshop && nearWorkshop) expect(workshop.distanceKm).toBeCloseTo(nearWorkshop, 3);
        if (chargingHub && nearHub) expect(chargingHub.distanceKm).toBeCloseTo(nearHub, 3);
      });
    },
  );

  it('costs one command a collection, and one for the entities that are shown', async () => {
    const { commands } = await server.ask<Answer>(QUERY, {
      country: 'DE',
      withinKm: 20,
      minVehicles: 1,
      asOf: '2026-11-24',
      first: 10,
    });
    const counts = new Map<string, number>();
    for (const command of commands) counts.set(command, (counts.get(command) ?? 0) + 1);
    expect(Object.fromEntries(counts)).toEqual({
      'find countries': 1,
      'find fleet_statistics': 1,
      'find towns': 2,
      // Qualified ones, all of them, and those that are shown.
      'find service_points': 3,
      'find charging_locations': 2,
    });
  });

  it('say what they miss where no fleet is known, and show none', async () => {
    const { data: answer } = await server.ask<Answer>(QUERY, {
      country: 'UZ',
      withinKm: 50,
      minVehicles: 1,
      asOf: '2026-11-24',
      first: 10,
    });
    expect(answer.whiteSpots.nodes).toEqual([]);
    expect(answer.whiteSpots.vehiclesInCountry).toBeNull();
    expect(answer.whiteSpots.coverage).toBeLessThan(1);
    expect(answer.whiteSpots.missing.map(({ input }) => input)).toContain('fleet');
  });

  it('refuse a country that there is not, and a reach that is none', async () => {
    const nowhere = await server.ask(QUERY, {
      country: 'XX',
      withinKm: 50,
      minVehicles: 1,
      asOf: '2026-11-24',
      first: 10,
    });
    expect(nowhere.errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
    const noReach = await server.ask(QUERY, {
      country: 'DE',
      withinKm: 0,
      minVehicles: 1,
      asOf: '2026-11-24',
      first: 10,
    });
    expect(noReach.errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'withinKm' });
  });
});
