import type { PipelineStage } from 'mongoose';
import type { Database } from '../../../../database/database.js';
import type { FieldNames } from '../../../../kernel/loaders/selected-fields.js';
import { mostFrequentFirst } from '../../../../kernel/paging/facet-value.type.js';
import { servicePointModel } from '../service-point.model.js';
import type { FoundBy } from './open-points.js';
import type { ServicePointFacets } from './point-facets.type.js';
import type { PointSearch } from './point-search.js';

type Filter = Record<string, unknown>;
type FacetName = keyof ServicePointFacets;

const NAMES: readonly FacetName[] = ['capabilities', 'statuses', 'networks', 'countries'];

/** How many workshops of a country have a value. */
export interface CountryFacet {
  readonly name: FacetName;
  readonly country: string;
  readonly value: string;
  readonly count: number;
}

/** The facets of which something is asked. */
export function askedFacets(fields: FieldNames): FacetName[] {
  return NAMES.filter((name) => fields.has(name));
}

/** Counts of the workshops of a cluster that meet a condition, for each country: one command. */
export async function facetsOf(
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
  const branch = (name: FacetName): PipelineStage.FacetPipelineStage[] => [
    { $project: { country: 1, value: `$${name}` } },
    { $unwind: '$value' },
    { $group: { _id: { country: '$country', value: '$value' }, count: { $sum: 1 } } },
  ];
  const [counted] = await database
    .model(servicePointModel, cluster)
    .aggregate<Record<FacetName, { _id: { country: string; value: string }; count: number }[]>>([
      { $match: condition },
      { $project: { country: 1, ...Object.fromEntries(names.map((name) => [name, values[name]])) } },
      { $facet: Object.fromEntries(names.map((name) => [name, branch(name)])) },
    ]);
  return names.flatMap((name) =>
    (counted?.[name] ?? []).map(({ _id: { country, value }, count }) => ({ name, country, value, count })),
  );
}

/** Facets of one or more countries together. */
export function facetsView(counts: readonly CountryFacet[]): ServicePointFacets {
  const sums = new Map<FacetName, Map<string, number>>(NAMES.map((name) => [name, new Map()]));
  for (const { name, value, count } of counts) {
    const values = sums.get(name);
    values?.set(value, (values.get(value) ?? 0) + count);
  }
  const sorted = NAMES.map((name) => [name, mostFrequentFirst(sums.get(name) ?? new Map())] as const);
  return Object.fromEntries(sorted) as unknown as ServicePointFacets;
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
