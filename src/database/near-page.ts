import type { PipelineStage } from 'mongoose';
import { badUserInput } from '../kernel/errors/tripod-error.js';
import type { Projection } from '../kernel/loaders/projection.js';
import { decodeCursor } from '../kernel/paging/cursor.js';
import { acrossClusters } from './across-clusters.js';
import type { Database } from './database.js';
import { allOf } from './filters.js';
import { afterCursor, type SortField, sortOf } from './keyset.js';
import type { ModelDefinition } from './model-definition.js';
import { perCountry } from './per-country.js';

type Filter = Record<string, unknown>;

/** The stored GeoJSON point, which carries the 2dsphere index. */
const LOCATION = 'location';

/** Nearest first; rows at the same distance in the order of their keys. */
const BY_DISTANCE: readonly SortField[] = [
  { field: 'distanceMeters', direction: 1 },
  { field: '_id', direction: 1 },
];

/** Equatorial radius with which MongoDB turns metres into radians. */
const EARTH_RADIUS_KM = 6378.1;

/** Slack below a cursor's distance, so that rounding in the server never cuts off a row at that very distance. */
const ROUNDING_SLACK_METERS = 1;

/** Which rows a search by distance finds. */
export interface NearSearch {
  /** Degrees, WGS 84. */
  readonly center: { readonly latitude: number; readonly longitude: number };
  /** Radius of the search in kilometres. */
  readonly withinKm: number;
  /** Stored field with a row's own radius in kilometres: only rows whose circle holds the place are found. */
  readonly ownRadiusKm?: string;
  readonly filter: Filter;
}

export interface NearRequest extends NearSearch {
  /** Rows of a page; one more is read, to know whether there is a next page. */
  readonly first: number;
  /** Cursor of (distanceMeters, _id). */
  readonly after?: string | null | undefined;
  readonly projection: Projection;
}

/** A row that a search by distance found. */
export type Near<RecordType> = RecordType & { distanceMeters: number };

/**
 * The rows nearest to a place, in one country or (null) in all, in the order (distance, `_id`): one aggregation a
 * cluster over its 2dsphere index. Throws BAD_USER_INPUT for a text that is no cursor of such a list, and
 * COUNTRY_UNAVAILABLE where a cluster that is needed is down.
 */
export async function pageNear<RecordType extends { _id: string }>(
  database: Database,
  definition: ModelDefinition<RecordType>,
  country: string | null,
  request: NearRequest,
): Promise<Near<RecordType>[]> {
  const stages: PipelineStage[] = [
    ...searchStages(country === null ? {} : { country }, request),
    { $sort: sortOf(BY_DISTANCE) },
    { $limit: request.first + 1 },
    { $project: { ...request.projection, distanceMeters: 1 } },
  ];
  const pages = await acrossClusters(database, definition, country, (cluster) =>
    database.model(definition, cluster).aggregate<Near<RecordType>>(stages).exec(),
  );
  const [only] = pages;
  return pages.length === 1 && only !== undefined
    ? only
    : pages
        .flat()
        .sort(byDistance)
        .slice(0, request.first + 1);
}

/**
 * The same for each of many countries: one aggregation a cluster, which walks the circle once and keeps the nearest
 * rows of each country. A country whose cluster is down comes back as COUNTRY_UNAVAILABLE in its place.
 */
export async function pageNearPerCountry<RecordType extends { _id: string; country: string }>(
  database: Database,
  definition: ModelDefinition<RecordType>,
  countries: readonly string[],
  request: NearRequest,
): Promise<(Near<RecordType>[] | Error)[]> {
  return perCountry(database, countries, async (cluster, group) => {
    const nearest = { $topN: { n: request.first + 1, sortBy: sortOf(BY_DISTANCE), output: '$$ROOT' } };
    const pages = await database
      .model(definition, cluster)
      .aggregate<{ _id: string; rows: Near<RecordType>[] }>([
        ...searchStages({ country: { $in: [...group] } }, request),
        { $project: { ...request.projection, country: 1, distanceMeters: 1 } },
        { $group: { _id: '$country', rows: nearest } },
      ]);
    const byCountry = new Map(pages.map(({ _id, rows }) => [_id, rows]));
    return new Map(group.map((country) => [country, byCountry.get(country) ?? []]));
  });
}

/** Number of rows that `pageNear` would list, where that depends on each row's own radius. */
export async function countNear<RecordType>(
  database: Database,
  definition: ModelDefinition<RecordType>,
  country: string | null,
  search: NearSearch,
): Promise<number> {
  const stages = [...searchStages(country === null ? {} : { country }, search), { $count: 'count' }];
  const counts = await acrossClusters(database, definition, country, (cluster) =>
    database.model(definition, cluster).aggregate<{ count: number }>(stages).exec(),
  );
  return counts.flat().reduce((sum, { count }) => sum + count, 0);
}

/** The same for each of many countries: one aggregation a cluster. */
export async function countNearPerCountry<RecordType>(
  database: Database,
  definition: ModelDefinition<RecordType>,
  countries: readonly string[],
  search: NearSearch,
): Promise<(number | Error)[]> {
  return perCountry(database, countries, async (cluster, group) => {
    const counts = await database
      .model(definition, cluster)
      .aggregate<{ _id: string; count: number }>([
        ...searchStages({ country: { $in: [...group] } }, search),
        { $group: { _id: '$country', count: { $sum: 1 } } },
      ]);
    const byCountry = new Map(counts.map(({ _id, count }) => [_id, count]));
    return new Map(group.map((country) => [country, byCountry.get(country) ?? 0]));
  });
}

/** MongoDB filter for the rows that `pageNear` would list, for counting them. */
export function withinCircle({ center, withinKm }: Pick<NearRequest, 'center' | 'withinKm'>): Filter {
  const circle = [[center.longitude, center.latitude], withinKm / EARTH_RADIUS_KM];
  return { [LOCATION]: { $geoWithin: { $centerSphere: circle } } };
}

/** Rows of the circle that come after the cursor, each with its distance. */
function searchStages(
  places: Filter,
  { center, withinKm, ownRadiusKm, filter, after }: NearSearch & Pick<NearRequest, 'after'>,
): SearchStage[] {
  const passed = passedDistance(after);
  return [
    {
      $geoNear: {
        near: { type: 'Point', coordinates: [center.longitude, center.latitude] },
        key: LOCATION,
        distanceField: 'distanceMeters',
        spherical: true,
        maxDistance: withinKm * 1000,
        ...(passed > ROUNDING_SLACK_METERS ? { minDistance: passed - ROUNDING_SLACK_METERS } : {}),
        query: allOf([places, filter]),
      },
    },
    ...(ownRadiusKm === undefined ? [] : [{ $match: reachedFrom(ownRadiusKm) }]),
    ...(after === null || after === undefined ? [] : [{ $match: afterCursor(BY_DISTANCE, after) }]),
  ];
}

type SearchStage = PipelineStage.GeoNear | PipelineStage.Match;

function reachedFrom(radiusKm: string): Filter {
  return { $expr: { $lte: ['$distanceMeters', { $multiply: [`$${radiusKm}`, 1000] }] } };
}

/** Distance in metres of the last row seen; 0 at the start of the list. */
function passedDistance(after: string | null | undefined): number {
  if (after === null || after === undefined) {
    return 0;
  }
  const [distance, id] = decodeCursor(after, BY_DISTANCE.length);
  if (typeof distance !== 'number' || distance < 0 || typeof id !== 'string') {
    throw badUserInput('after', 'is not a cursor of this list');
  }
  return distance;
}

function byDistance(left: Near<{ _id: string }>, right: Near<{ _id: string }>): number {
  return left.distanceMeters - right.distanceMeters || (left._id < right._id ? -1 : Number(left._id > right._id));
}
