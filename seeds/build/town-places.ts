import type { TownRecord } from '../../src/subgraphs/markets/town/town.model.js';
import type { RandomStream } from './random.js';

/** Where a generated site or workshop stands. */
export interface GeneratedPlace {
  town: TownRecord;
  /** Number of the place within its town, from 1. */
  ordinal: number;
  /** [longitude, latitude], within about two kilometres of the town's centre. */
  coordinates: [number, number];
}

/** Length of one degree of latitude on the mean sphere, in kilometres. */
const KM_PER_DEGREE = 111.2;

function nearCentre(town: TownRecord, random: RandomStream): [number, number] {
  const [longitude, latitude] = town.location.coordinates;
  const distanceKm = 0.2 + 1.8 * Math.sqrt(random.next());
  const bearing = 2 * Math.PI * random.next();
  const north = (distanceKm * Math.cos(bearing)) / KM_PER_DEGREE;
  const east = (distanceKm * Math.sin(bearing)) / (KM_PER_DEGREE * Math.cos((latitude * Math.PI) / 180));
  return [Number((longitude + east).toFixed(6)), Number((latitude + north).toFixed(6))];
}

/**
 * Spreads `count` places over the towns of one country in proportion to the square root of their population (small
 * towns have more sites a head than large ones), the largest town first, by the method of largest remainders.
 */
export function spreadOverTowns(towns: readonly TownRecord[], count: number, random: RandomStream): GeneratedPlace[] {
  const ordered = towns
    .filter((town) => town.featureCode !== 'PPLX')
    .sort((left, right) => right.population - left.population || (left._id < right._id ? -1 : 1));
  const weight = ordered.reduce((sum, town) => sum + Math.sqrt(town.population), 0);
  const shares = ordered.map((town, rank) => {
    const exact = (count * Math.sqrt(town.population)) / weight;
    return { town, rank, places: Math.floor(exact), remainder: exact - Math.floor(exact) };
  });
  let left = count - shares.reduce((sum, share) => sum + share.places, 0);
  for (const share of [...shares].sort((a, b) => b.remainder - a.remainder || a.rank - b.rank)) {
    if (left === 0) break;
    share.places += 1;
    left -= 1;
  }
  return shares.flatMap(({ town, places }) =>
    Array.from({ length: places }, (_, at) => ({ town, ordinal: at + 1, coordinates: nearCentre(town, random) })),
  );
}
