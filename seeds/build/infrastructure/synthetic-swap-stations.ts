import type { SwapStationRecord } from '../../../src/subgraphs/infrastructure/swap-station/swap-station.model.js';
import type { TownRecord } from '../../../src/subgraphs/markets/town/town.model.js';
import { synthetic } from '../provenance.js';
import { createRandomStream } from '../random.js';
import { spreadOverTowns } from '../town-places.js';

/** Stations a country: swapping is rare outside of China, of which no towns are among the sources. */
const STATIONS: Readonly<Record<string, number>> = { DE: 12, NL: 8, NO: 12, SE: 8 };

const BATTERIES = [['DEMO 75 kWh', 'DEMO 100 kWh'], ['DEMO 100 kWh']] as const;
const LARGEST_TOWNS = 20;

/** Generated stations near the largest towns of a few countries. */
export function buildSyntheticSwapStations(towns: readonly TownRecord[]): SwapStationRecord[] {
  return Object.entries(STATIONS).flatMap(([country, count]) => {
    const largest = towns
      .filter((town) => town.country === country)
      .sort((left, right) => right.population - left.population || (left._id < right._id ? -1 : 1))
      .slice(0, LARGEST_TOWNS);
    const places = spreadOverTowns(largest, count, createRandomStream(`swap-stations:${country}`));
    return places.map(({ town, ordinal, coordinates }, at): SwapStationRecord => {
      const number = String(at + 1).padStart(3, '0');
      const random = createRandomStream(`swap-station:${country}:${number}`);
      const stationId = `${country}:demo-${number}`;
      return {
        _id: stationId,
        stationId,
        country,
        name: `Demo battery swap ${town.name} ${ordinal} (synthetic)`,
        operator: `Demo Swap ${country} (synthetic)`,
        address: `Demo Street ${ordinal}`,
        city: town.name,
        location: { type: 'Point', coordinates },
        geoQuality: 'GEOCODED',
        batteryTypes: [...random.pick(BATTERIES)],
        slots: random.pick([13, 21]),
        swapsPerDay: random.pick([312, 408]),
        status: random.chance(0.9) ? 'OPEN' : 'PLANNED',
        operationalSince: `${random.integer(2022, 2025)}-${String(random.integer(1, 12)).padStart(2, '0')}-01`,
        provenance: synthetic(`swap-station:${country}:${number}`),
      };
    });
  });
}
