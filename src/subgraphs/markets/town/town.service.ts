import type { DataContext } from '../../../database/data-context.js';
import { findByKey } from '../../../database/find-by-key.js';
import type { SortField } from '../../../database/keyset.js';
import { countPerCountry, pagePerCountry } from '../../../database/pages.js';
import { naturalKey } from '../../../kernel/identity/global-id.js';
import type { LoaderDefinition } from '../../../kernel/loaders/loaders.js';
import { projectionOf } from '../../../kernel/loaders/projection.js';
import type { FieldNames } from '../../../kernel/loaders/selected-fields.js';
import { type Page, pageOf } from '../../../kernel/paging/connection.js';
import type { Representation } from '../../../kernel/subgraph/subgraph-definition.js';
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

/** Towns by reference (`geonameId` or global `id`). */
export async function townsByReference(
  references: readonly Representation[],
  fields: FieldNames,
  { database }: DataContext,
): Promise<(Town | null | Error)[]> {
  const keys = references.map((reference) => ({
    id: String(reference.geonameId ?? naturalKey('Town', String(reference.id))),
  }));
  const rows = await findByKey(database, townModel, keys, projectionOf(fields, TOWN_FIELD_SOURCES, TOWN_ALWAYS));
  return rows.map((row) => (row === null || row instanceof Error ? row : townView(row)));
}

function populationFilter(minPopulation: number): Record<string, unknown> {
  return minPopulation > 0 ? { population: { $gte: minPopulation } } : {};
}
