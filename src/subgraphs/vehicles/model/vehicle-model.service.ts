import type { DataContext } from '../../../database/data-context.js';
import { allOf } from '../../../database/filters.js';
import { findByKey } from '../../../database/find-by-key.js';
import { afterCursor, BY_ID, sortOf } from '../../../database/keyset.js';
import { countOverall, pageOverall } from '../../../database/pages.js';
import type { LoaderDefinition } from '../../../kernel/loaders/loaders.js';
import { projectionOf } from '../../../kernel/loaders/projection.js';
import type { FieldNames } from '../../../kernel/loaders/selected-fields.js';
import { type Page, pageOf } from '../../../kernel/paging/connection.js';
import type { PageArguments } from '../../../kernel/paging/page-arguments.js';
import { type VehicleVariantRecord, vehicleVariantModel } from '../variant/vehicle-variant.model.js';
import type { VehicleVariant } from '../variant/vehicle-variant.type.js';
import { VARIANT_FIELD_SOURCES, variantView } from '../variant/vehicle-variant.view.js';
import type { VehicleModelsArguments } from './vehicle-model.inputs.js';
import { vehicleModelModel } from './vehicle-model.model.js';
import type { VehicleModel } from './vehicle-model.type.js';
import { MODEL_FIELD_SOURCES, modelView } from './vehicle-model.view.js';

interface Asked {
  readonly fields: FieldNames;
  readonly totalCount: boolean;
}

const modelById: LoaderDefinition<DataContext, string, VehicleModel | null> = {
  name: 'vehicles.modelById',
  keyText: (modelId) => modelId,
  load: async (modelIds, { fields }, { database }) => {
    const keys = modelIds.map((id) => ({ id }));
    const rows = await findByKey(database, vehicleModelModel, keys, projectionOf(fields, MODEL_FIELD_SOURCES, []));
    return rows.map((row) => (row === null || row instanceof Error ? row : modelView(row)));
  },
};

/** One aggregation, which cuts the sorted variants of each model after its page. */
const variantsOfModel: LoaderDefinition<
  DataContext,
  string,
  VehicleVariantRecord[],
  { first: number; after: string | null }
> = {
  name: 'vehicles.variantsOfModel',
  keyText: (modelId) => modelId,
  load: async (modelIds, { arguments: { first, after }, fields }, { database }) => {
    const groups = await database
      .model(vehicleVariantModel)
      .aggregate<{ _id: { maker: string; model: string }; rows: VehicleVariantRecord[] }>([
        { $match: allOf([ofAnyModel(modelIds), afterCursor(BY_ID, after)]) },
        { $sort: sortOf(BY_ID) },
        { $project: projectionOf(fields, VARIANT_FIELD_SOURCES, MODEL_PARTS) },
        { $group: { _id: MODEL_OF_VARIANT, rows: { $firstN: { input: '$$ROOT', n: first + 1 } } } },
      ]);
    const byModel = new Map(groups.map(({ _id: { maker, model }, rows }) => [`${maker}/${model}`, rows]));
    return modelIds.map((modelId) => byModel.get(modelId) ?? []);
  },
};

const variantCountOfModel: LoaderDefinition<DataContext, string, number> = {
  name: 'vehicles.variantCountOfModel',
  keyText: (modelId) => modelId,
  load: async (modelIds, _request, { database }) => {
    const groups = await database
      .model(vehicleVariantModel)
      .aggregate<{ _id: { maker: string; model: string }; count: number }>([
        { $match: ofAnyModel(modelIds) },
        { $group: { _id: MODEL_OF_VARIANT, count: { $sum: 1 } } },
      ]);
    const byModel = new Map(groups.map(({ _id: { maker, model }, count }) => [`${maker}/${model}`, count]));
    return modelIds.map((modelId) => byModel.get(modelId) ?? 0);
  },
};

const MODEL_PARTS = ['maker', 'model'] as const;
const MODEL_OF_VARIANT = { maker: '$maker', model: '$model' };

/** The model of that id, or null. */
export function findModel(context: DataContext, modelId: string, fields: FieldNames): Promise<VehicleModel | null> {
  return context.loaders.load(modelById, modelId, { arguments: undefined, fields }, context);
}

/** Models in the order of their keys: by maker and model. */
export async function listModels(
  { database }: DataContext,
  { first, after, maker }: VehicleModelsArguments,
  asked: Asked,
): Promise<Page<VehicleModel>> {
  const filter = maker ? { maker } : {};
  const projection = projectionOf(asked.fields, MODEL_FIELD_SOURCES, []);
  const [rows, totalCount] = await Promise.all([
    pageOverall(database, vehicleModelModel, null, { filter, order: BY_ID, first, after, projection }),
    asked.totalCount ? countOverall(database, vehicleModelModel, null, filter) : null,
  ]);
  return pageOf({ rows, first, after, totalCount, view: modelView, positionOf: (row) => [row._id] });
}

/** Variants of a model in the order of their keys; those of many models are read at once. */
export async function listVariantsOfModel(
  context: DataContext,
  modelId: string,
  { first, after = null }: PageArguments,
  asked: Asked,
): Promise<Page<VehicleVariant>> {
  const { loaders } = context;
  const [rows, totalCount] = await Promise.all([
    loaders.load(variantsOfModel, modelId, { arguments: { first, after }, fields: asked.fields }, context),
    asked.totalCount
      ? loaders.load(variantCountOfModel, modelId, { arguments: undefined, fields: new Set<string>() }, context)
      : null,
  ]);
  return pageOf({ rows, first, after, totalCount, view: variantView, positionOf: (row) => [row._id] });
}

function ofAnyModel(modelIds: readonly string[]): Record<string, unknown> {
  const parts = modelIds.map((modelId) => {
    const [maker = '', model = ''] = modelId.split('/');
    return { maker, model };
  });
  return { $or: parts };
}
