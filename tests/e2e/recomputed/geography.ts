import type { FleetStatisticRecord } from '../../../src/subgraphs/markets/fleet/fleet-statistic.model.js';
import type { TownRecord } from '../../../src/subgraphs/markets/town/town.model.js';
import type { ServicePointRecord } from '../../../src/subgraphs/service/point/service-point.model.js';
import { seedRows } from '../../support/seed-rows.js';

/** Open workshops with a certificate for live work on high voltage that is valid on a day. */
function qualified(country: string, asOf: string): ServicePointRecord[] {
  return seedRows<ServicePointRecord>('service_points').filter(
    (point) =>
      point.country === country &&
      point.status === 'OPEN' &&
      point.location &&
      point.capabilities.some(
        ({ code, validTo }) => code === 'HV_LEVEL_3_LIVE_WORK' && (validTo === null || validTo > asOf),
      ),
  );
}

/** Towns out of reach of every qualified workshop, each against each, with the cars that their inhabitants have. */
export function townsOutOfReach(country: string, asOf: string, withinKm: number): { id: string; vehicles: number }[] {
  const towns = seedRows<TownRecord>('towns').filter((town) => town.country === country);
  const fleet = seedRows<FleetStatisticRecord>('fleet_statistics').filter(
    (row) => row.country === country && row.stock !== null && ['BEV', 'PHEV'].includes(row.powertrain),
  );
  const year = Math.max(...fleet.map((row) => row.year).filter((one) => one <= Number(asOf.slice(0, 4))));
  const vehicles = fleet.filter((row) => row.year === year).reduce((sum, { stock }) => sum + (stock ?? 0), 0);
  const inhabitants = towns.reduce((sum, { population }) => sum + population, 0);
  const workshops = qualified(country, asOf);
  return towns
    .filter(({ location }) => !workshops.some((point) => kilometres(location, point.location) <= withinKm))
    .map(({ _id, population }) => ({ id: _id, vehicles: (vehicles * population) / inhabitants }));
}

/** Share of the inhabitants of towns within reach of a qualified workshop. */
export function shareWithinReach(country: string, asOf: string, withinKm: number): number {
  const towns = seedRows<TownRecord>('towns').filter((town) => town.country === country);
  const all = towns.reduce((sum, { population }) => sum + population, 0);
  const workshops = qualified(country, asOf);
  const near = towns.filter(({ location }) =>
    workshops.some((point) => kilometres(location, point.location) <= withinKm),
  );
  return near.reduce((sum, { population }) => sum + population, 0) / all;
}

interface Place {
  readonly coordinates: readonly number[];
}

/** Spherical law of cosines. */
function kilometres(one: Place, other: Place | null): number {
  const rad = (degrees = 0) => (degrees * Math.PI) / 180;
  const [lon1, lat1] = one.coordinates.map(rad);
  const [lon2, lat2] = (other?.coordinates ?? []).map(rad);
  const [a = 0, b = 0, c = 0, d = 0] = [lat1, lat2, lon1, lon2];
  return 6371 * Math.acos(Math.min(1, Math.sin(a) * Math.sin(b) + Math.cos(a) * Math.cos(b) * Math.cos(c - d)));
}
