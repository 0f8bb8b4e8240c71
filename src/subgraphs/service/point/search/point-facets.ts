import type { Database } from '../../../../database/database.js';
import { type FacetCount, facetCounts } from '../../../../database/facet-counts.js';
import type { FieldNames } from '../../../../kernel/loaders/selected-fields.js';
import { facetsTogether } from '../../../../kernel/paging/facet-value.type.js';
import { servicePointModel } from '../service-point.model.js';
import type { FoundBy } from './open-points.js';
import type { ServicePointFacets } from './point-facets.type.js';
import type { PointSearch } from './point-search.js';

type Filter = Record<string, unknown>;
type FacetName = keyof ServicePointFacets;

const NAMES: readonly FacetName[] = ['capabilities', 'statuses', 'networks', 'countries'];

/** How many workshops of a country have a value. */
export type CountryFacet = FacetCount<FacetName>;

/** The facets of which something is asked. */
export function askedFacets(fields: FieldNames): FacetName[] {
  return NAMES.filter((name) => fields.has(name));
}

/** Counts of the workshops of a cluster that meet a condition, for each country: one command. */
export function facetsOf(
  database: Database,
  cluster: string,
  condition: Filter,
  names: readonly FacetName[],
  day: object | string,
): Promise<CountryFacet[]> {
  const values: Readonly<Record<FacetName, object>> = {
    capabilities: validCodes(day),
    statuses: ['$status'],
    networks: { $setUnion: [{ $ifNull: ['$networkIds', []] }] },
    countries: ['$country'],
  };
  return facetCounts(database.model(servicePointModel, cluster), condition, names, values);
}

/** Facets of one or more countries together. */
export function facetsView(counts: readonly CountryFacet[]): ServicePointFacets {
  return facetsTogether(NAMES, counts);
}

/** The day on which the certificates of a row count, as an expression. */
export function dayOf({ asOf }: PointSearch, { dayOfZone }: FoundBy): object | string {
  return [...dayOfZone].reduce<object | string>(
    (otherwise, [zone, day]) => ({ $cond: [{ $eq: ['$timeZone', zone] }, day, otherwise] }),
    asOf,
  );
}

function validCodes(day: object | string): object {
  const held = {
    $filter: {
      input: { $ifNull: ['$capabilities', []] },
      as: 'one',
      cond: { $or: [{ $eq: [{ $ifNull: ['$$one.validTo', null] }, null] }, { $gt: ['$$one.validTo', day] }] },
    },
  };
  return { $setUnion: [{ $map: { input: held, as: 'one', in: '$$one.code' } }] };
}
