import type { PipelineStage } from 'mongoose';
import { acrossClusters } from '../../../database/across-clusters.js';
import type { DataContext } from '../../../database/data-context.js';
import { allOf } from '../../../database/filters.js';
import { afterCursor, BY_ID, sortOf } from '../../../database/keyset.js';
import type { LoaderDefinition } from '../../../kernel/loaders/loaders.js';
import { type Projection, projectionOf } from '../../../kernel/loaders/projection.js';
import { type FinancingProductRecord, financingProductModel } from './financing-product.model.js';
import { FINANCING_PRODUCT_ALWAYS, FINANCING_PRODUCT_FIELD_SOURCES } from './financing-product.view.js';

export interface PartnerProductsRequest {
  /** Null for the products of all countries. */
  readonly country: string | null;
  readonly first: number;
  readonly after: string | null;
  readonly filter: Readonly<Record<string, unknown>>;
}

/** The first products of each of many partners, in the order of their ids: one aggregation a cluster. */
export const productsOfPartner: LoaderDefinition<
  DataContext,
  string,
  FinancingProductRecord[],
  PartnerProductsRequest
> = {
  name: 'finance.productsOfPartner',
  keyText: (partnerId) => partnerId,
  load: async (partnerIds, { arguments: request, fields }, { database }) => {
    const projection = projectionOf(fields, FINANCING_PRODUCT_FIELD_SOURCES, [
      ...FINANCING_PRODUCT_ALWAYS,
      'partnerId',
    ]);
    const stages = branches(partnerIds, request, projection);
    const pages = await acrossClusters(database, financingProductModel, request.country, (cluster) =>
      database.model(financingProductModel, cluster).aggregate<FinancingProductRecord>(stages).exec(),
    );
    const byPartner = new Map<string, FinancingProductRecord[]>(partnerIds.map((partnerId) => [partnerId, []]));
    for (const row of pages.flat().sort((left, right) => (left._id < right._id ? -1 : 1))) {
      byPartner.get(row.partnerId)?.push(row);
    }
    return partnerIds.map((partnerId) => (byPartner.get(partnerId) ?? []).slice(0, request.first + 1));
  },
};

/** Number of products of each of many partners: one aggregation a cluster. */
export const productCountOfPartner: LoaderDefinition<
  DataContext,
  string,
  number,
  Pick<PartnerProductsRequest, 'country' | 'filter'>
> = {
  name: 'finance.productCountOfPartner',
  keyText: (partnerId) => partnerId,
  load: async (partnerIds, { arguments: { country, filter } }, { database }) => {
    const counts = await acrossClusters(database, financingProductModel, country, (cluster) =>
      database
        .model(financingProductModel, cluster)
        .aggregate<{ _id: string; count: number }>([
          { $match: allOf([{ partnerId: { $in: [...partnerIds] } }, country === null ? {} : { country }, filter]) },
          { $group: { _id: '$partnerId', count: { $sum: 1 } } },
        ])
        .exec(),
    );
    const byPartner = new Map<string, number>();
    for (const { _id, count } of counts.flat()) {
      byPartner.set(_id, (byPartner.get(_id) ?? 0) + count);
    }
    return partnerIds.map((partnerId) => byPartner.get(partnerId) ?? 0);
  },
};

/** One branch a partner, each of which can walk the index (partnerId, _id) and stop after its page. */
function branches(
  partnerIds: readonly string[],
  { country, first, after, filter }: PartnerProductsRequest,
  projection: Projection,
): PipelineStage[] {
  const position = afterCursor(BY_ID, after);
  const branch = (partnerId: string): PipelineStage.FacetPipelineStage[] => [
    { $match: allOf([{ partnerId }, country === null ? {} : { country }, filter, position]) },
    { $sort: sortOf(BY_ID) },
    { $limit: first + 1 },
    { $project: projection },
  ];
  const [firstPartner, ...others] = partnerIds;
  return firstPartner === undefined
    ? []
    : [
        ...branch(firstPartner),
        ...others.map((partnerId) => ({
          $unionWith: { coll: financingProductModel.collection, pipeline: branch(partnerId) as never },
        })),
      ];
}
