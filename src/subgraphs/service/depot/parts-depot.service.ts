import type { DataContext } from '../../../database/data-context.js';
import { allOf } from '../../../database/filters.js';
import { findByKey } from '../../../database/find-by-key.js';
import { BY_ID } from '../../../database/keyset.js';
import { countOverall, pageOverall } from '../../../database/pages.js';
import type { LoaderDefinition } from '../../../kernel/loaders/loaders.js';
import { projectionOf } from '../../../kernel/loaders/projection.js';
import type { FieldNames } from '../../../kernel/loaders/selected-fields.js';
import { type Page, pageOf } from '../../../kernel/paging/connection.js';
import { decodeCursor } from '../../../kernel/paging/cursor.js';
import type { CountryDepotsArguments, DepotsArguments } from './parts-depot.inputs.js';
import { type PartsDepotRecord, partsDepotModel } from './parts-depot.model.js';
import type { PartsDepot } from './parts-depot.type.js';
import { DEPOT_ALWAYS, DEPOT_FIELD_SOURCES, depotView } from './parts-depot.view.js';

interface Asked {
  readonly fields: FieldNames;
  readonly totalCount: boolean;
}

const depotById: LoaderDefinition<DataContext, string, PartsDepot | null> = {
  name: 'service.depotById',
  keyText: (id) => id,
  load: async (ids, { fields }, { database }) => {
    const keys = ids.map((id) => ({ id }));
    const rows = await findByKey(database, partsDepotModel, keys, depotProjection(fields));
    return rows.map((row) => (row === null || row instanceof Error ? row : depotView(row)));
  },
};

/** All depots that deliver to a country, in the order of their keys: there are few. */
const depotsServing: LoaderDefinition<DataContext, string, PartsDepot[]> = {
  name: 'service.depotsServing',
  keyText: (country) => country,
  load: async (countries, { fields }, { database }) => {
    const rows = await database
      .model(partsDepotModel)
      .find({ servedCountries: { $in: [...countries] } }, depotProjection(fields))
      .sort({ _id: 1 })
      .lean<PartsDepotRecord[]>();
    return countries.map((country) => rows.filter((row) => row.servedCountries.includes(country)).map(depotView));
  },
};

/** The depot of that id, or null. */
export function findDepot(context: DataContext, id: string, fields: FieldNames): Promise<PartsDepot | null> {
  return context.loaders.load(depotById, id, { arguments: undefined, fields }, context);
}

/** Every depot that delivers to a country. */
export function depotsOf(context: DataContext, country: string, fields: FieldNames): Promise<PartsDepot[]> {
  return context.loaders.load(depotsServing, country, { arguments: undefined, fields }, context);
}

/** Depots in the order of their keys. */
export async function listDepots(
  { database }: DataContext,
  { first, after, bonded, servedCountry }: DepotsArguments,
  asked: Asked,
): Promise<Page<PartsDepot>> {
  const filter = allOf([
    servedCountry ? { servedCountries: servedCountry } : {},
    bonded === null || bonded === undefined ? {} : { bonded },
  ]);
  const projection = depotProjection(asked.fields);
  const [rows, totalCount] = await Promise.all([
    pageOverall(database, partsDepotModel, null, { filter, order: BY_ID, first, after, projection }),
    asked.totalCount ? countOverall(database, partsDepotModel, null, filter) : null,
  ]);
  return pageOf({ rows, first, after, totalCount, view: depotView, positionOf: (row) => [row._id] });
}

/** Depots that deliver to a country, in the order of their keys; those of many countries are read at once. */
export async function listDepotsOfCountry(
  context: DataContext,
  country: string,
  { first, after = null, bonded }: CountryDepotsArguments,
  fields: FieldNames,
): Promise<Page<PartsDepot>> {
  const passed = after === null ? '' : String(decodeCursor(after, 1)[0]);
  const depots = (await depotsOf(context, country, fields)).filter(
    (depot) => bonded === null || bonded === undefined || depot.bonded === bonded,
  );
  return pageOf<PartsDepot, PartsDepot>({
    rows: depots.filter(({ depotId }) => depotId > passed),
    first,
    after,
    totalCount: depots.length,
    view: (depot) => depot,
    positionOf: ({ depotId }) => [depotId],
  });
}

function depotProjection(fields: FieldNames) {
  return projectionOf(fields, DEPOT_FIELD_SOURCES, DEPOT_ALWAYS);
}
