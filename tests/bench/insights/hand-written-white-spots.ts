import type { WhiteSpotQuestion } from '../../../src/subgraphs/insights/white-spots/find-white-spots.js';

export interface HandWrittenSpot {
  readonly town: string;
  readonly vehicles: number;
}

const RADIUS_KM = 6371;

/** What somebody would write in an afternoon: every town against every place. Same answer, no index. */
export function handWrittenWhiteSpots(question: WhiteSpotQuestion): HandWrittenSpot[] {
  const { towns, vehicles, qualified, workshops, hubs, withinKm, minVehicles } = question;
  const inhabitants = towns.populations.reduce((sum, population) => sum + population, 0);
  const isQualified = new Set(qualified.ids);
  const spots: (HandWrittenSpot & { nearest: number; workshop: string | null; hub: string | null })[] = [];
  for (let at = 0; at < towns.geonameIds.length; at += 1) {
    const cars = (vehicles * (towns.populations[at] as number)) / inhabitants;
    if (cars < minVehicles) continue;
    const nearest = nearestOf(towns, at, qualified);
    if (nearest.kilometres <= withinKm) continue;
    const workshop = nearestOf(towns, at, workshops, isQualified);
    const hub = nearestOf(towns, at, hubs);
    spots.push({
      town: towns.geonameIds[at] as string,
      vehicles: cars,
      nearest: nearest.kilometres,
      workshop: workshop.kilometres <= withinKm ? workshop.id : null,
      hub: hub.kilometres <= withinKm ? hub.id : null,
    });
  }
  return spots.sort((one, other) => other.vehicles - one.vehicles);
}

function nearestOf(
  towns: WhiteSpotQuestion['towns'],
  at: number,
  places: WhiteSpotQuestion['hubs'],
  without?: ReadonlySet<string>,
): { id: string | null; kilometres: number } {
  const latitude = radians(towns.latitudes[at] as number);
  const longitude = radians(towns.longitudes[at] as number);
  const cosine = Math.cos(latitude);
  let least = Number.POSITIVE_INFINITY;
  let id: string | null = null;
  for (let place = 0; place < places.ids.length; place += 1) {
    if (without?.has(places.ids[place] as string)) continue;
    const other = radians(places.latitudes[place] as number);
    const north = Math.sin((other - latitude) / 2);
    const east = Math.sin((radians(places.longitudes[place] as number) - longitude) / 2);
    // Haversine.
    const chord = north * north + cosine * Math.cos(other) * east * east;
    if (chord < least) {
      least = chord;
      id = places.ids[place] as string;
    }
  }
  return { id, kilometres: 2 * RADIUS_KM * Math.asin(Math.sqrt(Math.min(1, least))) };
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
