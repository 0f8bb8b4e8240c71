import { acrossClusters } from '../../../../database/across-clusters.js';
import type { Database } from '../../../../database/database.js';
import { allOf } from '../../../../database/filters.js';
import { BY_ID } from '../../../../database/keyset.js';
import { type Near, pageNear, pageNearPerCountry, withinCircle } from '../../../../database/near-page.js';
import { countOverall, countPerCountry, pageOverall, pagePerCountry } from '../../../../database/pages.js';
import { perCountry } from '../../../../database/per-country.js';
import type { Projection } from '../../../../kernel/loaders/projection.js';
import { type ServicePointRecord, servicePointModel } from '../service-point.model.js';
import { foundBy } from './open-points.js';
import { type askedFacets, type CountryFacet, dayOf, facetsOf, facetsView } from './point-facets.js';
import type { ServicePointFacets } from './point-facets.type.js';
import type { PointSearch } from './point-search.js';

/** What is asked of the workshops that a search finds. */
export interface AskedOfPoints {
  /** Null where no workshop itself is asked for. */
  readonly page: { readonly first: number; readonly after: string | null } | null;
  readonly totalCount: boolean;
  readonly facets: ReturnType<typeof askedFacets>;
}

export interface PointsAnswer {
  /** One more than the page has. */
  readonly rows: readonly (ServicePointRecord | Near<ServicePointRecord>)[];
  readonly totalCount: number | null;
  readonly facets: ServicePointFacets | null;
}

/** Of all countries together: list, length and facets are one command a cluster each, and one for the hours. */
export async function askPointsOverall(
  database: Database,
  country: string | null,
  search: PointSearch,
  { page, totalCount, facets }: AskedOfPoints,
  projection: Projection,
): Promise<PointsAnswer> {
  const found = await foundBy(database, servicePointModel, country === null ? null : [country], search);
  const { circle } = search;
  const whole = allOf([found.condition, circle === null ? {} : withinCircle(circle)]);
  const request = page && { ...page, filter: found.condition, projection };
  const place = country === null ? {} : { country };
  const [rows, count, counted] = await Promise.all([
    request === null
      ? []
      : circle === null
        ? pageOverall(database, servicePointModel, country, { ...request, order: BY_ID })
        : pageNear(database, servicePointModel, country, { ...request, ...circle }),
    totalCount ? countOverall(database, servicePointModel, country, whole) : null,
    facets.length > 0
      ? acrossClusters(database, servicePointModel, country, (cluster) =>
          facetsOf(database, cluster, allOf([place, whole]), facets, dayOf(search, found)),
        )
      : null,
  ]);
  return { rows, totalCount: count, facets: counted && facetsView(counted.flat()) };
}

/** The same of each of many countries, with no more commands. A country whose cluster is down comes back as its error. */
export async function askPointsPerCountry(
  database: Database,
  countries: readonly string[],
  search: PointSearch,
  { page, totalCount, facets }: AskedOfPoints,
  projection: Projection,
): Promise<(PointsAnswer | Error)[]> {
  const found = await foundBy(database, servicePointModel, countries, search);
  const { circle } = search;
  const whole = allOf([found.condition, circle === null ? {} : withinCircle(circle)]);
  const request = page && { ...page, filter: found.condition, projection };
  const [rows, counts, counted] = await Promise.all([
    request === null
      ? null
      : circle === null
        ? pagePerCountry(database, servicePointModel, countries, { ...request, order: BY_ID })
        : pageNearPerCountry(database, servicePointModel, countries, { ...request, ...circle }),
    totalCount ? countPerCountry(database, servicePointModel, countries, whole) : null,
    facets.length > 0
      ? perCountry<CountryFacet[]>(database, countries, async (cluster, group) => {
          const among = allOf([{ country: { $in: [...group] } }, whole]);
          const own = await facetsOf(database, cluster, among, facets, dayOf(search, found));
          return new Map(group.map((country) => [country, own.filter((facet) => facet.country === country)]));
        })
      : null,
  ]);
  return countries.map((_, index): PointsAnswer | Error => {
    const [own = [], count = null, facetCounts = null] = [rows?.[index], counts?.[index], counted?.[index]];
    if (own instanceof Error) return own;
    if (count instanceof Error) return count;
    if (facetCounts instanceof Error) return facetCounts;
    return { rows: own, totalCount: count, facets: facetCounts && facetsView(facetCounts) };
  });
}
