import { PlaceIndex, type Places } from '../geography/place-index.js';
import { vehiclesPerTown } from '../geography/vehicles-per-town.js';

export interface PlaceList extends Places {
  readonly ids: readonly string[];
}

export interface WhiteSpotQuestion {
  readonly towns: Places & { readonly geonameIds: readonly string[]; readonly populations: readonly number[] };
  /** Plug-in cars of the country. */
  readonly vehicles: number;
  /** Open workshops with a valid certificate for live work on high voltage. */
  readonly qualified: PlaceList;
  /** Open workshops, the qualified ones among them. */
  readonly workshops: PlaceList;
  /** Charging sites with direct current. */
  readonly hubs: PlaceList;
  readonly withinKm: number;
  /** Towns with fewer cars are left out. */
  readonly minVehicles: number;
}

export interface FoundPlace {
  readonly id: string;
  readonly distanceKm: number;
}

export interface FoundWhiteSpot {
  readonly geonameId: string;
  /** Estimated cars in the town. */
  readonly vehicles: number;
  /** The nearest qualified workshop, which is too far away; null where the country has none. */
  readonly nearestQualified: FoundPlace | null;
  /** Where the gap could be closed: the nearest workshop without the certificate, and the nearest charging hub. */
  readonly nearestWorkshop: FoundPlace | null;
  readonly nearestHub: FoundPlace | null;
}

/**
 * Towns with many cars and no open high-voltage workshop within reach, most cars first. Distances are great-circle ones.
 * Candidates that lie outside of the radius would not close the gap and are left out.
 */
export function findWhiteSpots(question: WhiteSpotQuestion): FoundWhiteSpot[] {
  const { towns, vehicles, qualified, withinKm, minVehicles } = question;
  const perTown = vehiclesPerTown(vehicles, towns.populations);
  const qualifiedIds = new Set(qualified.ids);
  const index = new PlaceIndex(qualified);
  const unqualified = without(question.workshops, qualifiedIds);
  const workshopIndex = lazy(() => new PlaceIndex(unqualified));
  const hubIndex = lazy(() => new PlaceIndex(question.hubs));
  const spots: FoundWhiteSpot[] = [];
  towns.geonameIds.forEach((geonameId, at) => {
    const cars = perTown[at] ?? 0;
    if (cars < minVehicles) return;
    const latitude = towns.latitudes[at] as number;
    const longitude = towns.longitudes[at] as number;
    const nearest = index.nearest(latitude, longitude);
    if (nearest !== null && nearest.kilometres <= withinKm) return;
    const found = (places: PlaceList, where: PlaceIndex, radius?: number): FoundPlace | null => {
      const place = where.nearest(latitude, longitude, radius);
      return place === null ? null : { id: places.ids[place.at] as string, distanceKm: place.kilometres };
    };
    spots.push({
      geonameId,
      vehicles: cars,
      nearestQualified: nearest && { id: qualified.ids[nearest.at] as string, distanceKm: nearest.kilometres },
      nearestWorkshop: found(unqualified, workshopIndex(), withinKm),
      nearestHub: found(question.hubs, hubIndex(), withinKm),
    });
  });
  return spots.sort((one, other) => other.vehicles - one.vehicles || compare(one.geonameId, other.geonameId));
}

function without({ ids, latitudes, longitudes }: PlaceList, excluded: ReadonlySet<string>): PlaceList {
  const kept = ids.flatMap((id, at) => (excluded.has(id) ? [] : [at]));
  return {
    ids: kept.map((at) => ids[at] as string),
    latitudes: kept.map((at) => latitudes[at] as number),
    longitudes: kept.map((at) => longitudes[at] as number),
  };
}

function lazy<Value>(make: () => Value): () => Value {
  let value: Value | undefined;
  return () => {
    value ??= make();
    return value;
  };
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
