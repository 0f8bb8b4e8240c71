import type { DataContext } from '../../../database/data-context.js';
import { allOf } from '../../../database/filters.js';
import { findByKey } from '../../../database/find-by-key.js';
import { countOverall, pageOverall } from '../../../database/pages.js';
import type { LoaderDefinition } from '../../../kernel/loaders/loaders.js';
import { projectionOf } from '../../../kernel/loaders/projection.js';
import type { FieldNames } from '../../../kernel/loaders/selected-fields.js';
import { type Page, pageOf } from '../../../kernel/paging/connection.js';
import { RANGE_IN_CYCLE, rangeInCycle, variantOrder } from './variant-order.js';
import { variantCondition } from './vehicle-variant.filter.js';
import type { VehicleVariantsArguments } from './vehicle-variant.inputs.js';
import { type VehicleVariantRecord, vehicleVariantModel } from './vehicle-variant.model.js';
import type { VehicleVariant } from './vehicle-variant.type.js';
import { VARIANT_FIELD_SOURCES, variantView } from './vehicle-variant.view.js';

const variantById: LoaderDefinition<DataContext, string, VehicleVariant | null> = {
  name: 'vehicles.variantById',
  keyText: (variantId) => variantId,
  load: async (variantIds, { fields }, { database }) => {
    const keys = variantIds.map((id) => ({ id }));
    const projection = projectionOf(fields, VARIANT_FIELD_SOURCES, []);
    const rows = await findByKey(database, vehicleVariantModel, keys, projection);
    return rows.map((row) => (row === null || row instanceof Error ? row : variantView(row)));
  },
};

/** The variant of that natural key, or null. */
export function findVariant(
  context: DataContext,
  variantId: string,
  fields: FieldNames,
): Promise<VehicleVariant | null> {
  return context.loaders.load(variantById, variantId, { arguments: undefined, fields }, context);
}

/** Variants in the order of their keys (maker, model, year), or of their ranges in one test cycle. */
export async function listVariants(
  { database }: DataContext,
  { filter, orderBy, first, after }: VehicleVariantsArguments,
  asked: { fields: FieldNames; totalCount: boolean },
): Promise<Page<VehicleVariant>> {
  const { fields: order, cycle } = variantOrder(orderBy);
  const condition = allOf([variantCondition(filter), cycle === null ? {} : { ranges: { $elemMatch: { cycle } } }]);
  const projection = {
    ...projectionOf(asked.fields, VARIANT_FIELD_SOURCES, []),
    ...(cycle === null ? {} : { [RANGE_IN_CYCLE]: 1 as const }),
  };
  const derived = cycle === null ? [] : [rangeInCycle(cycle)];
  const [rows, totalCount] = await Promise.all([
    pageOverall<OrderedVariant>(database, vehicleVariantModel, null, {
      filter: condition,
      order,
      derived,
      first,
      after,
      projection,
    }),
    asked.totalCount ? countOverall(database, vehicleVariantModel, null, condition) : null,
  ]);
  return pageOf<OrderedVariant, VehicleVariant>({
    rows,
    first,
    after,
    totalCount,
    view: ({ [RANGE_IN_CYCLE]: _range, ...row }) => variantView(row),
    positionOf: (row) => (cycle === null ? [row._id] : [row[RANGE_IN_CYCLE] ?? null, row._id]),
  });
}

type OrderedVariant = VehicleVariantRecord & { readonly [RANGE_IN_CYCLE]?: number };
