import type { TownRecord } from '../../../src/subgraphs/markets/town/town.model.js';

/** GeoNames first-level codes of the federal states. */
const STATE_CODES: Readonly<Record<string, string>> = {
  'Baden-Württemberg': '01',
  Bayern: '02',
  Bremen: '03',
  Hamburg: '04',
  Hessen: '05',
  Niedersachsen: '06',
  'Nordrhein-Westfalen': '07',
  'Rheinland-Pfalz': '08',
  Saarland: '09',
  'Schleswig-Holstein': '10',
  Brandenburg: '11',
  'Mecklenburg-Vorpommern': '12',
  Sachsen: '13',
  'Sachsen-Anhalt': '14',
  Thüringen: '15',
  Berlin: '16',
};

/** Smaller centres of corners without such a town: Heringsdorf on Usedom, Boizenburg on the Elbe, Westerland on Sylt. */
const FURTHER_CENTRES: Readonly<Record<string, readonly [number, number][]>> = {
  'Mecklenburg-Vorpommern': [
    [14.17, 53.95],
    [10.72, 53.38],
  ],
  'Schleswig-Holstein': [[8.31, 54.91]],
};

/** No other point of a state is farther from a town of 15,000 people of that state. */
const FARTHEST_TOWN_KM = 50;

/** Extreme points of the country in degrees: List (north), Haldenwanger Eck (south), Isenbruch (west), Zentendorf (east). */
const GERMANY = { south: 47.27, north: 55.06, west: 5.86, east: 15.05 };

const KM_PER_DEGREE = 111.2;

/** Distance in km on a plane that touches the earth at the first point: exact to a percent within a country. */
function distanceKm([longitude, latitude]: readonly [number, number], other: readonly [number, number]): number {
  const east = (other[0] - longitude) * Math.cos((latitude * Math.PI) / 180);
  return KM_PER_DEGREE * Math.hypot(east, other[1] - latitude);
}

/** Answers why coordinates cannot be right for a state ("Bayern"), or null when they can. */
export type CoordinateDoubt = (state: string, coordinates: readonly [number, number]) => string | null;

/** Prepares the check of coordinates against the stated federal state. */
export function createGermanCoordinateCheck(towns: readonly TownRecord[]): CoordinateDoubt {
  const byState = new Map<string, [number, number][]>();
  for (const [state, code] of Object.entries(STATE_CODES)) {
    const inState = towns.filter((town) => town.country === 'DE' && town.admin1 === code);
    byState.set(state, [...inState.map((town) => town.location.coordinates), ...(FURTHER_CENTRES[state] ?? [])]);
  }
  return (state, coordinates) => {
    const [longitude, latitude] = coordinates;
    const inside =
      latitude >= GERMANY.south && latitude <= GERMANY.north && longitude >= GERMANY.west && longitude <= GERMANY.east;
    if (!inside) return 'The coordinates lie outside of Germany';
    const centres = byState.get(state);
    if (centres === undefined) throw new Error(`Charging register: state "${state}" is not known`);
    const near = centres.some((centre) => distanceKm(coordinates, centre) <= FARTHEST_TOWN_KM);
    return near ? null : `The coordinates lie farther than ${FARTHEST_TOWN_KM} km from every town of ${state}`;
  };
}
