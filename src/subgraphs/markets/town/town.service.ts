import type { DataContext } from '../../../database/data-context.js';
import { findByKey } from '../../../database/find-by-key.js';
import type { SortField } from '../../../database/keyset.js';
import { countPerCountry, pagePerCountry } from '../../../database/pages.js';
import type { LoaderDefinition } from '../../../kernel/loaders/loaders.js';
import { projectionOf } from '../../../kernel/loaders/projection.js';
import type { FieldNames } from '../../../kernel/loaders/selected-fields.js';
import { type Page, pageOf } from '../../../kernel/paging/connection.js';
import { type TownRecord, townModel } from './town.model.js';
import type { Town } from './town.type.js';
import { TOWN_ALWAYS, TOWN_FIELD_SOURCES, townView } from './town.view.js';

export interface TownListArguments {
  readonly first: number;
  readonly after: string | null;
  readonly minPopulation: number;
}

/** Largest first; towns of equal population in the order of their identifiers. */
const BY_POPULATION: readonly SortField[] = [
  { field: 'population', direction: -1 },
  { field: '_id', direction: 1 },
];

const townsOfCountry: LoaderDefinition<DataContext, string, TownRecord[], TownListArguments> = {
  name: 'markets.townsOfCountry',
  keyText: (country) => country,
  load: (countries, { arguments: { first, after, minPopulation }, fields }, { database }) =>
    pagePerCountry(database, townModel, countries, {
      filter: populationFilter(minPopulation),
      order: BY_POPULATION,
      first,
      after,
      projection: projectionOf(fields, TOWN_FIELD_SOURCES, TOWN_ALWAYS),
    }),
};

const townCountOfCountry: LoaderDefinition<DataContext, string, number, { minPopulation: number }> = {
  name: 'markets.townCountOfCountry',
  keyText: (country) => country,
  load: (countries, { arguments: { minPopulation } }, { database }) =>
    countPerCountry(database, townModel, countries, populationFilter(minPopulation)),
};

const townById: LoaderDefinition<DataContext, string, Town | null> = {
  name: 'markets.townById',
  keyText: (geonameId) => geonameId,
  load: async (geonameIds, { fields }, { database }) => {
    const keys = geonameIds.map((id) => ({ id }));
    const rows = await findByKey(database, townModel, keys, projectionOf(fields, TOWN_FIELD_SOURCES, TOWN_ALWAYS));
    return rows.map((row) => (row === null || row instanceof Error ? row : townView(row)));
  },
};

/** The town of that GeoNames id, or null. */
export function findTown(context: DataContext, geonameId: string, fields: FieldNames): Promise<Town | null> {
  return context.loaders.load(townById, geonameId, { arguments: undefined, fields }, context);
}

/** Towns of a country, largest first. */
export async function listTowns(
  context: DataContext,
  country: string,
  request: TownListArguments,
  asked: { fields: FieldNames; totalCount: boolean },
): Promise<Page<Town>> {
  const { minPopulation } = request;
  const [rows, totalCount] = await Promise.all([
    context.loaders.load(townsOfCountry, country, { arguments: request, fields: asked.fields }, context),
    asked.totalCount
      ? context.loaders.load(townCountOfCountry, country, { arguments: { minPopulation }, fields: new Set() }, context)
      : null,
  ]);
  return pageOf({
    rows,
    first: request.first,
    after: request.after,
    totalCount,
    view: townView,
    positionOf: (row) => [row.population, row._id],
  });
}

function populationFilter(minPopulation: number): Record<string, unknown> {
  return minPopulation > 0 ? { population: { $gte: minPopulation } } : {};
}
