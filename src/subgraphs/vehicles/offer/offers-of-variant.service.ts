import { acrossClusters } from '../../../database/across-clusters.js';
import type { DataContext } from '../../../database/data-context.js';
import { allOf } from '../../../database/filters.js';
import { afterCursor, BY_ID, sortOf } from '../../../database/keyset.js';
import type { LoaderDefinition } from '../../../kernel/loaders/loaders.js';
import { projectionOf } from '../../../kernel/loaders/projection.js';
import type { FieldNames } from '../../../kernel/loaders/selected-fields.js';
import type { Page } from '../../../kernel/paging/connection.js';
import { offerCondition } from './market-offer.filter.js';
import type { VariantOffersArguments } from './market-offer.inputs.js';
import { type MarketOfferRecord, marketOfferModel } from './market-offer.model.js';
import { offerPage } from './market-offer.service.js';
import type { MarketOffer } from './market-offer.type.js';
import { OFFER_ALWAYS, OFFER_FIELD_SOURCES } from './market-offer.view.js';

interface VariantConditions {
  country: string | null;
  asOf: string;
}

interface VariantPage extends VariantConditions {
  first: number;
  after: string | null;
}

/** One aggregation a cluster, which cuts the sorted offers of each variant after its page. */
const offersOfVariant: LoaderDefinition<DataContext, string, MarketOfferRecord[], VariantPage> = {
  name: 'vehicles.offersOfVariant',
  keyText: (variantId) => variantId,
  load: async (variantIds, { arguments: { first, after, ...conditions }, fields }, { database }) => {
    const isAsked = { variantId: { $in: [...variantIds] } };
    const groups = await acrossClusters(database, marketOfferModel, conditions.country, (cluster) =>
      database
        .model(marketOfferModel, cluster)
        .aggregate<{ _id: string; offers: MarketOfferRecord[] }>(
          [
            { $match: allOf([isAsked, conditionOf(conditions), afterCursor(BY_ID, after)]) },
            { $sort: sortOf(BY_ID) },
            { $project: projectionOf(fields, OFFER_FIELD_SOURCES, [...OFFER_ALWAYS, 'variantId']) },
            { $group: { _id: '$variantId', offers: { $firstN: { input: '$$ROOT', n: first + 1 } } } },
          ],
          { batchSize: variantIds.length },
        )
        .exec(),
    );
    const byVariant = new Map<string, MarketOfferRecord[]>();
    for (const { _id, offers } of groups.flat()) {
      byVariant.set(_id, [...(byVariant.get(_id) ?? []), ...offers]);
    }
    return variantIds.map((variantId) => (byVariant.get(variantId) ?? []).sort(byId).slice(0, first + 1));
  },
};

const offerCountOfVariant: LoaderDefinition<DataContext, string, number, VariantConditions> = {
  name: 'vehicles.offerCountOfVariant',
  keyText: (variantId) => variantId,
  load: async (variantIds, { arguments: conditions }, { database }) => {
    const counts = await acrossClusters(database, marketOfferModel, conditions.country, (cluster) =>
      database
        .model(marketOfferModel, cluster)
        .aggregate<{ _id: string; count: number }>(
          [
            { $match: allOf([{ variantId: { $in: [...variantIds] } }, conditionOf(conditions)]) },
            { $group: { _id: '$variantId', count: { $sum: 1 } } },
          ],
          { batchSize: variantIds.length },
        )
        .exec(),
    );
    const byVariant = new Map<string, number>();
    for (const { _id, count } of counts.flat()) {
      byVariant.set(_id, (byVariant.get(_id) ?? 0) + count);
    }
    return variantIds.map((variantId) => byVariant.get(variantId) ?? 0);
  },
};

/** Offers of a variant in the order of their keys; the same list of many variants is read at once. */
export async function listOffersOfVariant(
  context: DataContext,
  variantId: string,
  request: VariantOffersArguments,
  asked: { fields: FieldNames; totalCount: boolean },
): Promise<Page<MarketOffer>> {
  const { first, after = null } = request;
  const conditions = { country: request.country ?? null, asOf: request.asOf ?? context.today };
  const page = { ...conditions, first, after };
  const [rows, totalCount] = await Promise.all([
    context.loaders.load(offersOfVariant, variantId, { arguments: page, fields: asked.fields }, context),
    asked.totalCount
      ? context.loaders.load(offerCountOfVariant, variantId, { arguments: conditions, fields: new Set() }, context)
      : null,
  ]);
  return offerPage({ rows, first, after, totalCount });
}

function conditionOf({ country, asOf }: VariantConditions): Record<string, unknown> {
  return allOf([country === null ? {} : { country }, offerCondition(null, asOf)]);
}

function byId(left: MarketOfferRecord, right: MarketOfferRecord): number {
  return left._id < right._id ? -1 : 1;
}
