import { type Box, coveringPolygon } from '../location/covering-polygon.js';
import type { MatchableSite } from './matchable-site.js';
import { FARTHEST_METRES } from './site-likeness.js';

type Place = NonNullable<MatchableSite['place']>;
type Filter = Record<string, unknown>;

const METRES_PER_DEGREE = 111_195;

/** Room for the rounding of degrees. */
const MARGIN_METRES = 20;

/**
 * Where a site has changed, which is the best match may change for its neighbours, and with that the links of their
 * neighbours. What the best match of those is, depends on the neighbours of theirs.
 */
const CONCERNED_METRES = 2 * FARTHEST_METRES + MARGIN_METRES;
const READ_METRES = 3 * FARTHEST_METRES + 2 * MARGIN_METRES;

/** MongoDB filter of all that decides about the links around places; null for no place. */
export function neighbourhoodCondition(places: readonly Place[]): Filter | null {
  const polygons = places.flatMap(boxesAround).flatMap((box) => {
    const polygon = coveringPolygon(box);
    return polygon === null ? [] : [[polygon]];
  });
  if (polygons.length === 0) return null;
  return { location: { $geoWithin: { $geometry: { type: 'MultiPolygon', coordinates: polygons } } } };
}

/** Whether a change at one of the places may change the links of a site at this place. */
export function concernsPlace(places: readonly Place[]): (place: Place) => boolean {
  const rows = new Map<number, Place[]>();
  const height = CONCERNED_METRES / METRES_PER_DEGREE;
  for (const place of places) {
    const row = Math.floor(place.latitude / height);
    rows.set(row, [...(rows.get(row) ?? []), place]);
  }
  return ({ longitude, latitude }) => {
    const row = Math.floor(latitude / height);
    const width = degreesEast(CONCERNED_METRES, latitude);
    return [row - 1, row, row + 1].some((at) =>
      rows.get(at)?.some((place) => {
        const east = Math.abs(place.longitude - longitude);
        return Math.abs(place.latitude - latitude) <= height && Math.min(east, 360 - east) <= width;
      }),
    );
  };
}

/** In strips from south to north, each from west to east: neighbours are near each other in the list. */
export function inStrips(left: Place | null, right: Place | null): number {
  if (left === null || right === null) return Number(left === null) - Number(right === null);
  const strips = Math.floor(left.latitude * 4) - Math.floor(right.latitude * 4);
  return strips || left.longitude - right.longitude;
}

/** Two where the antimeridian lies between. */
function boxesAround({ longitude, latitude }: Place): Box[] {
  const high = READ_METRES / METRES_PER_DEGREE;
  const wide = degreesEast(READ_METRES, latitude);
  const [south, north, west, east] = [latitude - high, latitude + high, longitude - wide, longitude + wide];
  if (west < -180)
    return [
      { south, north, west: west + 360, east: 180 },
      { south, north, west: -180, east },
    ];
  if (east > 180)
    return [
      { south, north, west, east: 180 },
      { south, north, west: -180, east: east - 360 },
    ];
  return [{ south, north, west, east }];
}

function degreesEast(metres: number, latitude: number): number {
  return metres / (METRES_PER_DEGREE * Math.max(0.05, Math.cos((latitude * Math.PI) / 180)));
}
