import type { PipelineStage } from 'mongoose';
import { acrossClusters } from './across-clusters.js';
import type { Database } from './database.js';
import { allOf } from './filters.js';
import { afterCursor, compareBy, sortOf } from './keyset.js';
import type { ModelDefinition } from './model-definition.js';
import type { PageRequest } from './pages.js';

type Filter = Record<string, unknown>;

/** Place of the parent in the list, added to every row. */
const PARENT = 'parentIndex';

/**
 * The first rows of each of many parents that are no countries, each with a filter of its own: one aggregation a cluster, with one
 * branch a parent, which can walk an index and stop after its page.
 * @param country the one whose cluster holds all rows; null for every cluster of the model
 * @returns up to `first + 1` rows a parent, in the order of the parents
 */
export async function pagePerParent<RecordType>(
  database: Database,
  definition: ModelDefinition<RecordType>,
  country: string | null,
  parents: readonly Filter[],
  request: PageRequest,
): Promise<RecordType[][]> {
  const position = afterCursor(request.order, request.after);
  const branch = (filter: Filter, index: number): PipelineStage.FacetPipelineStage[] => [
    { $match: allOf([...(country === null ? [] : [{ country }]), filter, request.filter, position]) },
    { $sort: sortOf(request.order) },
    { $limit: request.first + 1 },
    { $project: { ...request.projection, [PARENT]: { $literal: index } } },
  ];
  const [first, ...others] = parents.map(branch);
  if (first === undefined) return [];
  const pages = await acrossClusters(database, definition, country, (cluster) =>
    database
      .model(definition, cluster)
      .aggregate<RecordType>([
        ...first,
        ...others.map((pipeline) => ({ $unionWith: { coll: definition.collection, pipeline: pipeline as never } })),
      ])
      .exec(),
  );
  const rows = pages.length === 1 ? pages.flat() : pages.flat().sort(compareBy<RecordType>(request.order));
  const lists = parents.map((): RecordType[] => []);
  for (const row of rows) {
    const { [PARENT]: index, ...fields } = row as RecordType & { [PARENT]: number };
    const list = lists[index];
    if (list !== undefined && list.length <= request.first) list.push(fields as RecordType);
  }
  return lists;
}
