import type { DataContext } from '../../../database/data-context.js';
import { allOf } from '../../../database/filters.js';
import { unavailable, unreachableCause } from '../../../database/unavailable.js';
import { projectionOf } from '../../../kernel/loaders/projection.js';
import type { FieldNames } from '../../../kernel/loaders/selected-fields.js';
import { type FinancingProductRecord, financingProductModel } from './financing-product.model.js';
import type { FinancingProduct } from './financing-product.type.js';
import {
  FINANCING_PRODUCT_ALWAYS,
  FINANCING_PRODUCT_FIELD_SOURCES,
  financingProductView,
} from './financing-product.view.js';
import { visibleTo } from './visible-products.js';

/**
 * The products of those ids that the caller may see on the local date `asOf`, in the order of the ids; null for the
 * others. An id does not name its country, so every cluster is asked, once; while one of them is down, an id that no
 * other cluster knows comes back as an error, since nobody can tell.
 */
export async function readVisibleProducts(
  { database, caller }: DataContext,
  ids: readonly string[],
  asOf: string,
  fields: FieldNames,
): Promise<(FinancingProduct | null | Error)[]> {
  const filter = allOf([{ _id: { $in: [...ids] } }, visibleTo(caller, asOf)]);
  const projection = projectionOf(fields, FINANCING_PRODUCT_FIELD_SOURCES, FINANCING_PRODUCT_ALWAYS);
  const found = new Map<string, FinancingProduct>();
  let lost: Error | null = null;
  await Promise.all(
    database.clustersOf(financingProductModel).map(async (cluster) => {
      try {
        const rows = await database
          .model(financingProductModel, cluster)
          .find(filter as never, projection)
          .lean<FinancingProductRecord[]>();
        for (const row of rows) {
          found.set(row._id, financingProductView(row));
        }
      } catch (error) {
        const cause = unreachableCause(error);
        if (cause === null) {
          throw error;
        }
        lost = unavailable(null, cause);
      }
    }),
  );
  return ids.map((id) => found.get(id) ?? lost);
}
