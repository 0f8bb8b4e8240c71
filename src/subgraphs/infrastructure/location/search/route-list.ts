import type { Database } from '../../../../database/database.js';
import { allOf } from '../../../../database/filters.js';
import { badUserInput } from '../../../../kernel/errors/tripod-error.js';
import type { GeoPointRecord } from '../../../../kernel/geo/geo-point.record.js';
import type { Projection } from '../../../../kernel/loaders/projection.js';
import { decodeCursor } from '../../../../kernel/paging/cursor.js';
import { type ChargingLocationRecord, chargingLocationModel } from '../charging-location.model.js';
import { DEFAULT_CORRIDOR_KM, type RouteInput, routeOf } from './route.inputs.js';
import type { PlaceOnRoute } from './route.js';

type Filter = Record<string, unknown>;

/** More sites are not put in order. */
const MOST_SITES = 100_000;

/** A site in the corridor of a route. */
export interface SiteOnRoute extends PlaceOnRoute {
  readonly _id: string;
  readonly country: string;
}

/** A row of a list along a route. */
export type AlongRoute = ChargingLocationRecord & PlaceOnRoute;

/**
 * The sites of a cluster in the corridor, in the order of the journey, those at the same place of it by `_id`. One command,
 * over ids and places alone. BAD_USER_INPUT where there are too many.
 */
export async function sitesOnRoute(
  database: Database,
  cluster: string,
  condition: Filter,
  input: RouteInput,
): Promise<SiteOnRoute[]> {
  const candidates = await database
    .model(chargingLocationModel, cluster)
    .find(condition as never, { _id: 1, country: 1, location: 1 })
    .limit(MOST_SITES + 1)
    .lean<{ _id: string; country: string; location: GeoPointRecord }[]>();
  if (candidates.length > MOST_SITES) {
    throw badUserInput('along', `more than ${MOST_SITES} sites lie there: ask for less at a time`);
  }
  const route = routeOf(input);
  const corridorKm = input.corridorKm ?? DEFAULT_CORRIDOR_KM;
  return candidates
    .flatMap(({ _id, country, location }) => {
      const [longitude, latitude] = location.coordinates;
      const place = route.locate({ longitude, latitude }, corridorKm);
      return place === null ? [] : [{ _id, country, ...place }];
    })
    .sort(inOrderOfTravel);
}

/** Order of the list. */
export function inOrderOfTravel(left: SiteOnRoute, right: SiteOnRoute): number {
  return left.alongKm - right.alongKm || (left._id < right._id ? -1 : Number(left._id > right._id));
}

/** One more than a page of sites behind the cursor of (alongKm, _id). */
export function pageOfSites(
  sites: readonly SiteOnRoute[],
  { first, after }: { first: number; after?: string | null | undefined },
): SiteOnRoute[] {
  if (after === null || after === undefined) return sites.slice(0, first + 1);
  const [alongKm, _id] = decodeCursor(after, 2);
  if (typeof alongKm !== 'number' || typeof _id !== 'string') {
    throw badUserInput('after', 'is not a cursor of this list');
  }
  const start = sites.findIndex((site) => inOrderOfTravel({ ...site, alongKm, _id }, site) < 0);
  return start < 0 ? [] : sites.slice(start, start + first + 1);
}

/** The rows of sites, in their order: one command. A site that has gone meanwhile is left out. */
export async function rowsOfSites(
  database: Database,
  cluster: string,
  sites: readonly SiteOnRoute[],
  condition: Filter,
  projection: Projection,
): Promise<AlongRoute[]> {
  if (sites.length === 0) return [];
  const rows = await database
    .model(chargingLocationModel, cluster)
    .find(allOf([{ _id: { $in: sites.map(({ _id }) => _id) } }, condition]) as never, projection)
    .lean<ChargingLocationRecord[]>();
  const byId = new Map(rows.map((row) => [row._id, row]));
  return sites.flatMap(({ _id, distanceKm, alongKm }) => {
    const row = byId.get(_id);
    return row === undefined ? [] : [{ ...row, distanceKm, alongKm }];
  });
}
