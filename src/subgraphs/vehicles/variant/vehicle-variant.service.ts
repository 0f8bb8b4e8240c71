import type { DataContext } from '../../../database/data-context.js';
import { findByKey } from '../../../database/find-by-key.js';
import { BY_ID } from '../../../database/keyset.js';
import { countOverall, pageOverall } from '../../../database/pages.js';
import type { LoaderDefinition } from '../../../kernel/loaders/loaders.js';
import { projectionOf } from '../../../kernel/loaders/projection.js';
import type { FieldNames } from '../../../kernel/loaders/selected-fields.js';
import { type Page, pageOf } from '../../../kernel/paging/connection.js';
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

/** Variants in the order of their keys: by maker, model, year. */
export async function listVariants(
  { database }: DataContext,
  { filter, first, after }: VehicleVariantsArguments,
  asked: { fields: FieldNames; totalCount: boolean },
): Promise<Page<VehicleVariant>> {
  const condition = variantCondition(filter);
  const projection = projectionOf(asked.fields, VARIANT_FIELD_SOURCES, []);
  const [rows, totalCount] = await Promise.all([
    pageOverall(database, vehicleVariantModel, null, { filter: condition, order: BY_ID, first, after, projection }),
    asked.totalCount ? countOverall(database, vehicleVariantModel, null, condition) : null,
  ]);
  return pageOf<VehicleVariantRecord, VehicleVariant>({
    rows,
    first,
    after,
    totalCount,
    view: variantView,
    positionOf: (row) => [row._id],
  });
}
