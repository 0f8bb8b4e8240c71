import type { DataContext } from '../../../database/data-context.js';
import { findByKey } from '../../../database/find-by-key.js';
import { BY_ID } from '../../../database/keyset.js';
import { countPerCountry, pagePerCountry } from '../../../database/pages.js';
import type { LoaderDefinition } from '../../../kernel/loaders/loaders.js';
import { type Projection, projectionOf } from '../../../kernel/loaders/projection.js';
import type { FieldNames } from '../../../kernel/loaders/selected-fields.js';
import { type Page, pageOf } from '../../../kernel/paging/connection.js';
import type { PageArguments } from '../../../kernel/paging/page-arguments.js';
import { type ChargingTariffRecord, chargingTariffModel } from './charging-tariff.model.js';
import type { ChargingTariff } from './charging-tariff.type.js';
import { TARIFF_ALWAYS, TARIFF_FIELD_SOURCES, tariffView } from './charging-tariff.view.js';
import { tariffRowKey } from './charging-tariff-key.js';

/** Asks for every stored field. */
const WHOLE: FieldNames = new Set(['*']);

const tariffByRowId: LoaderDefinition<DataContext, string, ChargingTariffRecord | null> = {
  name: 'infrastructure.tariffByRowId',
  keyText: (rowId) => rowId,
  load: (rowIds, { fields }, { database }) =>
    findByKey(database, chargingTariffModel, rowIds.map(tariffRowKey), tariffProjection(fields)),
};

const tariffsOfCountry: LoaderDefinition<
  DataContext,
  string,
  ChargingTariffRecord[],
  { first: number; after: string | null }
> = {
  name: 'infrastructure.tariffsOfCountry',
  keyText: (country) => country,
  load: (countries, { arguments: { first, after }, fields }, { database }) =>
    pagePerCountry(database, chargingTariffModel, countries, {
      filter: {},
      order: BY_ID,
      first,
      after,
      projection: tariffProjection(fields),
    }),
};

const tariffCountOfCountry: LoaderDefinition<DataContext, string, number> = {
  name: 'infrastructure.tariffCountOfCountry',
  keyText: (country) => country,
  load: (countries, _request, { database }) => countPerCountry(database, chargingTariffModel, countries, {}),
};

/** The tariff with that stored `_id`, or null. */
export async function findTariff(
  context: DataContext,
  rowId: string,
  fields: FieldNames,
): Promise<ChargingTariff | null> {
  const record = await context.loaders.load(tariffByRowId, rowId, { arguments: undefined, fields }, context);
  return record && tariffView(record);
}

/** The tariffs with those stored `_id`s that exist, in their order; those of a whole request are read together. */
export async function findTariffs(
  context: DataContext,
  rowIds: readonly string[],
  fields: FieldNames,
): Promise<ChargingTariff[]> {
  const found = await Promise.all([...new Set(rowIds)].map((rowId) => findTariff(context, rowId, fields)));
  return found.filter((tariff) => tariff !== null);
}

/** The stored tariffs with those `_id`s, whole, for calculations; those that do not exist are left out. */
export async function tariffRecords(context: DataContext, rowIds: readonly string[]): Promise<ChargingTariffRecord[]> {
  const request = { arguments: undefined, fields: WHOLE };
  const found = await Promise.all(
    [...new Set(rowIds)].map((rowId) => context.loaders.load(tariffByRowId, rowId, request, context)),
  );
  return found.filter((record) => record !== null);
}

/** Tariffs of the parties that are registered in the country; the same list of many countries is read at once. */
export async function listTariffsOfCountry(
  context: DataContext,
  country: string,
  { first, after = null }: PageArguments,
  asked: { fields: FieldNames; totalCount: boolean },
): Promise<Page<ChargingTariff>> {
  const { loaders } = context;
  const [rows, totalCount] = await Promise.all([
    loaders.load(tariffsOfCountry, country, { arguments: { first, after }, fields: asked.fields }, context),
    asked.totalCount
      ? loaders.load(tariffCountOfCountry, country, { arguments: undefined, fields: new Set() }, context)
      : null,
  ]);
  return pageOf({ rows, first, after, totalCount, view: tariffView, positionOf: (row) => [row._id] });
}

function tariffProjection(fields: FieldNames): Projection {
  return fields.has('*') ? {} : projectionOf(fields, TARIFF_FIELD_SOURCES, TARIFF_ALWAYS);
}
