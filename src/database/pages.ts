import type { PipelineStage } from 'mongoose';
import type { Projection } from '../kernel/loaders/projection.js';
import { acrossClusters } from './across-clusters.js';
import type { Database } from './database.js';
import { allOf } from './filters.js';
import { afterCursor, compareBy, type SortField, sortOf } from './keyset.js';
import type { ModelDefinition } from './model-definition.js';
import { perCountry } from './per-country.js';

type Filter = Record<string, unknown>;

export interface PageRequest {
  readonly filter: Filter;
  readonly order: readonly SortField[];
  /** Rows of a page; one more is read, to know whether there is a next page. */
  readonly first: number;
  readonly after?: string | null | undefined;
  readonly projection: Projection;
}

/** A page whose order may need what no row stores. */
export interface DerivedPageRequest extends PageRequest {
  /** Worked out for each row that meets the filter, before the rows are ordered; the projection must leave it in. */
  readonly derived?: readonly PipelineStage.AddFields[];
}

/**
 * The first rows of each of many countries: one aggregation a cluster, with one branch a country, each of which can
 * walk the index (country, ..., sort) and stop after its page. Every row comes back in its country's place; a country
 * whose cluster is down comes back as COUNTRY_UNAVAILABLE.
 */
export async function pagePerCountry<RecordType extends { country: string }>(
  database: Database,
  definition: ModelDefinition<RecordType>,
  countries: readonly string[],
  request: PageRequest,
): Promise<(RecordType[] | Error)[]> {
  const position = afterCursor(request.order, request.after);
  const branch = (country: string): PipelineStage.FacetPipelineStage[] => [
    { $match: allOf([{ country }, request.filter, position]) },
    { $sort: sortOf(request.order) },
    { $limit: request.first + 1 },
    { $project: { country: 1, ...request.projection } },
  ];
  return perCountry(database, countries, async (cluster, group) => {
    const [firstCountry, ...others] = group;
    if (firstCountry === undefined) {
      return new Map();
    }
    const rows = await database.model(definition, cluster).aggregate<RecordType>([
      ...branch(firstCountry),
      ...others.map((country) => ({
        $unionWith: { coll: definition.collection, pipeline: branch(country) as never },
      })),
    ]);
    const byCountry = new Map<string, RecordType[]>(group.map((country) => [country, []]));
    for (const row of rows) {
      byCountry.get(row.country)?.push(row);
    }
    return byCountry;
  });
}

/** Number of rows of each of many countries: one aggregation a cluster. */
export async function countPerCountry<RecordType>(
  database: Database,
  definition: ModelDefinition<RecordType>,
  countries: readonly string[],
  filter: Filter,
): Promise<(number | Error)[]> {
  return perCountry(database, countries, async (cluster, group) => {
    const counts = await database
      .model(definition, cluster)
      .aggregate<{ _id: string; count: number }>([
        { $match: allOf([{ country: { $in: group } }, filter]) },
        { $group: { _id: '$country', count: { $sum: 1 } } },
      ]);
    const byCountry = new Map(counts.map((row) => [row._id, row.count]));
    return new Map(group.map((country) => [country, byCountry.get(country) ?? 0]));
  });
}

/**
 * A page over all countries, or over the one that `country` names. Clusters are asked in parallel and their rows
 * merged in the order of the list. Throws COUNTRY_UNAVAILABLE where a cluster that is needed is down.
 */
export async function pageOverall<RecordType>(
  database: Database,
  definition: ModelDefinition<RecordType>,
  country: string | null | undefined,
  request: DerivedPageRequest,
): Promise<RecordType[]> {
  const place = country === null || country === undefined ? {} : { country };
  const position = afterCursor(request.order, request.after);
  const { derived = [] } = request;
  const chosen: PipelineStage[] =
    derived.length === 0
      ? [{ $match: allOf([place, request.filter, position]) }]
      : [{ $match: allOf([place, request.filter]) }, ...derived, { $match: position }];
  const pages = await acrossClusters(database, definition, country, (cluster) =>
    database
      .model(definition, cluster)
      .aggregate<RecordType>([
        ...chosen,
        { $sort: sortOf(request.order) },
        { $limit: request.first + 1 },
        { $project: request.projection },
      ])
      .exec(),
  );
  const [only] = pages;
  if (pages.length === 1 && only !== undefined) {
    return only;
  }
  return pages
    .flat()
    .sort(compareBy<RecordType>(request.order))
    .slice(0, request.first + 1);
}

/** Number of rows over all countries, or of one. */
export async function countOverall<RecordType>(
  database: Database,
  definition: ModelDefinition<RecordType>,
  country: string | null | undefined,
  filter: Filter,
): Promise<number> {
  const whole = allOf([...(country === null || country === undefined ? [] : [{ country }]), filter]);
  const counts = await acrossClusters(database, definition, country, (cluster) =>
    database
      .model(definition, cluster)
      .countDocuments(whole as never)
      .exec(),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}
