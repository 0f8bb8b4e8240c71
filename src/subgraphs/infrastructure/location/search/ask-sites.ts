import { acrossClusters } from '../../../../database/across-clusters.js';
import type { Database } from '../../../../database/database.js';
import { allOf } from '../../../../database/filters.js';
import { BY_ID } from '../../../../database/keyset.js';
import { type Near, pageNear, pageNearPerCountry, withinCircle } from '../../../../database/near-page.js';
import { countOverall, countPerCountry, pageOverall, pagePerCountry } from '../../../../database/pages.js';
import { perCountry } from '../../../../database/per-country.js';
import type { Projection } from '../../../../kernel/loaders/projection.js';
import { type ChargingLocationRecord, chargingLocationModel } from '../charging-location.model.js';
import { type CountryFacets, facetsOf, facetsView } from './facets.js';
import type { ChargingLocationFacets } from './facets.type.js';
import { circleOf, conditionOf, type LocationSearch } from './location-search.js';
import type { RouteInput } from './route.inputs.js';
import { type AlongRoute, inOrderOfTravel, pageOfSites, rowsOfSites, sitesOnRoute } from './route-list.js';

type Filter = Record<string, unknown>;

/** A row of a list, with what its order has added. */
export type FoundRow = ChargingLocationRecord | Near<ChargingLocationRecord> | AlongRoute;

/** What is asked of the sites that a search finds. */
export interface AskedOfSites {
  /** Null where no site itself is asked for. */
  readonly page: { readonly first: number; readonly after: string | null } | null;
  readonly totalCount: boolean;
  readonly facets: Parameters<typeof facetsOf>[3];
}

export interface SitesAnswer {
  /** One more than the page has. */
  readonly rows: readonly FoundRow[];
  readonly totalCount: number | null;
  readonly facets: ChargingLocationFacets | null;
}

/** Of all countries together. List, length and facets are one command a cluster each; along a route the list is two. */
export async function askSitesOverall(
  database: Database,
  search: LocationSearch,
  { page, totalCount, facets }: AskedOfSites,
  projection: Projection,
): Promise<SitesAnswer> {
  const condition = await conditionOf(database, null, search);
  if (search.along) {
    const parts = await acrossClusters(database, chargingLocationModel, null, (cluster) =>
      askAlong(database, cluster, condition, search.along as RouteInput, { page, facets }, projection),
    );
    const rows = parts.flatMap((part) => part.rowsOf(null)).sort(inOrderOfTravel);
    return {
      rows: page === null ? [] : rows.slice(0, page.first + 1),
      totalCount: totalCount ? parts.reduce((sum, part) => sum + part.countOf(null), 0) : null,
      facets: facets.length > 0 ? facetsView(parts.flatMap((part) => part.facets)) : null,
    };
  }
  const circle = circleOf(search);
  const whole = circle === null ? condition : allOf([condition, withinCircle(circle)]);
  const [rows, count, counted] = await Promise.all([
    page === null ? [] : pageOfAll(database, circle, { ...page, filter: condition, projection }),
    totalCount ? countOverall(database, chargingLocationModel, null, whole) : null,
    facets.length > 0
      ? acrossClusters(database, chargingLocationModel, null, (cluster) => facetsOf(database, cluster, whole, facets))
      : null,
  ]);
  return { rows, totalCount: count, facets: counted && facetsView(counted.flat()) };
}

interface PageOfSites {
  readonly first: number;
  readonly after: string | null;
  readonly filter: Filter;
  readonly projection: Projection;
}

function pageOfAll(database: Database, circle: ReturnType<typeof circleOf>, request: PageOfSites): Promise<FoundRow[]> {
  return circle === null
    ? pageOverall(database, chargingLocationModel, null, { ...request, order: BY_ID })
    : pageNear(database, chargingLocationModel, null, { ...request, ...circle });
}

/**
 * The same of each of many countries, with no more commands. A country whose cluster is down comes back as
 * COUNTRY_UNAVAILABLE in its place.
 */
export async function askSitesPerCountry(
  database: Database,
  countries: readonly string[],
  search: LocationSearch,
  { page, totalCount, facets }: AskedOfSites,
  projection: Projection,
): Promise<(SitesAnswer | Error)[]> {
  const condition = await conditionOf(database, countries, search);
  if (search.along) {
    return perCountry(database, countries, async (cluster, group) => {
      const among = allOf([{ country: { $in: [...group] } }, condition]);
      const asked = { page, facets };
      const part = await askAlong(database, cluster, among, search.along as RouteInput, asked, projection);
      return new Map(
        group.map((country) => [
          country,
          {
            rows: part.rowsOf(country),
            totalCount: totalCount ? part.countOf(country) : null,
            facets: facets.length > 0 ? facetsView(part.facets.filter((facet) => facet.country === country)) : null,
          },
        ]),
      );
    });
  }
  const circle = circleOf(search);
  const whole = circle === null ? condition : allOf([condition, withinCircle(circle)]);
  const request = page && { ...page, filter: condition, projection };
  const [rows, counts, counted] = await Promise.all([
    request === null
      ? null
      : circle === null
        ? pagePerCountry(database, chargingLocationModel, countries, { ...request, order: BY_ID })
        : pageNearPerCountry(database, chargingLocationModel, countries, { ...request, ...circle }),
    totalCount ? countPerCountry(database, chargingLocationModel, countries, whole) : null,
    facets.length > 0 ? facetsPerCountry(database, countries, whole, facets) : null,
  ]);
  return countries.map((_, index) => {
    const [own, count, facetCounts] = [rows?.[index], counts?.[index], counted?.[index]];
    const failed = [own, count, facetCounts].find((value) => value instanceof Error);
    return failed instanceof Error
      ? failed
      : {
          rows: (own as FoundRow[] | undefined) ?? [],
          totalCount: (count as number | undefined) ?? null,
          facets: facetCounts === undefined ? null : facetsView(facetCounts as CountryFacets[]),
        };
  });
}

function facetsPerCountry(
  database: Database,
  countries: readonly string[],
  condition: Filter,
  names: AskedOfSites['facets'],
): Promise<(CountryFacets[] | Error)[]> {
  return perCountry(database, countries, async (cluster, group) => {
    const among = allOf([{ country: { $in: [...group] } }, condition]);
    const counts = await facetsOf(database, cluster, among, names);
    return new Map(group.map((country) => [country, counts.filter((facet) => facet.country === country)]));
  });
}

/** What a cluster has along a route; each country's share is a part of it. */
interface AlongAnswer {
  /** One more than a page of the sites of a country, or (null) of all. */
  rowsOf(country: string | null): (AlongRoute & { country: string })[];
  countOf(country: string | null): number;
  readonly facets: readonly CountryFacets[];
}

async function askAlong(
  database: Database,
  cluster: string,
  condition: Filter,
  route: RouteInput,
  { page, facets }: Pick<AskedOfSites, 'page' | 'facets'>,
  projection: Projection,
): Promise<AlongAnswer> {
  const sites = await sitesOnRoute(database, cluster, condition, route);
  const groups = new Map<string | null, typeof sites>([[null, sites]]);
  for (const site of sites) {
    const group = groups.get(site.country);
    if (group === undefined) groups.set(site.country, [site]);
    else group.push(site);
  }
  const pages = new Map([...groups].map(([country, own]) => [country, page === null ? [] : pageOfSites(own, page)]));
  const shown = [...new Map([...pages.values()].flat().map((site) => [site._id, site])).values()];
  const [rows, counted] = await Promise.all([
    rowsOfSites(database, cluster, shown, condition, projection),
    facets.length > 0 ? facetsOf(database, cluster, { _id: { $in: sites.map(({ _id }) => _id) } }, facets) : [],
  ]);
  const byId = new Map(rows.map((row) => [row._id, row]));
  return {
    rowsOf: (country) => (pages.get(country) ?? []).flatMap(({ _id }) => byId.get(_id) ?? []),
    countOf: (country) => groups.get(country)?.length ?? 0,
    facets: counted,
  };
}
