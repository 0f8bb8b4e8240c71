import type { DataContext } from '../../../database/data-context.js';
import { findByKey } from '../../../database/find-by-key.js';
import { BY_ID } from '../../../database/keyset.js';
import { countOverall, countPerCountry, pageOverall, pagePerCountry } from '../../../database/pages.js';
import { rowsPerCountry } from '../../../database/rows-per-country.js';
import type { LoaderDefinition } from '../../../kernel/loaders/loaders.js';
import { projectionOf } from '../../../kernel/loaders/projection.js';
import type { FieldNames } from '../../../kernel/loaders/selected-fields.js';
import { type Page, pageOf } from '../../../kernel/paging/connection.js';
import { isValidOn } from '../../../kernel/validity/validity.js';
import { rowKey } from '../country/row-key.js';
import type { CountryAssemblyBasesArguments } from './assembly-base.inputs.js';
import { type AssemblyBaseRecord, assemblyBaseModel } from './assembly-base.model.js';
import type { AssemblyBase, LocalContent } from './assembly-base.type.js';
import { ASSEMBLY_BASE_ALWAYS, ASSEMBLY_BASE_FIELD_SOURCES, assemblyBaseView } from './assembly-base.view.js';

interface Asked {
  readonly fields: FieldNames;
  readonly totalCount: boolean;
}

interface BasePage {
  readonly first: number;
  readonly after: string | null;
}

type Filter = Record<string, unknown>;

const NOTHING = { arguments: undefined, fields: new Set<string>() };

const baseById: LoaderDefinition<DataContext, string, AssemblyBase | null> = {
  name: 'supply.baseById',
  keyText: (id) => id,
  load: async (ids, { fields }, { database }) => {
    const rows = await findByKey(database, assemblyBaseModel, ids.map(rowKey), projection(fields));
    return rows.map((row) => (row === null || row instanceof Error ? row : assemblyBaseView(row)));
  },
};

const basesOfCountry: LoaderDefinition<DataContext, string, AssemblyBaseRecord[], BasePage & { filter: Filter }> = {
  name: 'supply.basesOfCountry',
  keyText: (country) => country,
  load: (countries, { arguments: { filter, first, after }, fields }, { database }) =>
    pagePerCountry(database, assemblyBaseModel, countries, {
      filter,
      order: BY_ID,
      first,
      after,
      projection: projection(fields),
    }),
};

const baseCountOfCountry: LoaderDefinition<DataContext, string, number, Filter> = {
  name: 'supply.baseCountOfCountry',
  keyText: (country) => country,
  load: (countries, { arguments: filter }, { database }) =>
    countPerCountry(database, assemblyBaseModel, countries, filter),
};

const allBasesOfCountry: LoaderDefinition<DataContext, string, AssemblyBaseRecord[]> = {
  name: 'supply.allBasesOfCountry',
  keyText: (country) => country,
  load: (countries, _request, { database }) => rowsPerCountry(database, assemblyBaseModel, countries, {}, { _id: 1 }),
};

/** The base of that id, or null. */
export function findBase(context: DataContext, id: string, fields: FieldNames): Promise<AssemblyBase | null> {
  return context.loaders.load(baseById, id, { arguments: undefined, fields }, context);
}

/** Every base of a country: there are few. */
export function allBases(context: DataContext, country: string): Promise<AssemblyBaseRecord[]> {
  return context.loaders.load(allBasesOfCountry, country, NOTHING, context);
}

/** Bases of one country or of all, in the order of their ids. */
export async function listBases(
  { database }: DataContext,
  country: string | null,
  { first, after, ...conditions }: CountryAssemblyBasesArguments,
  asked: Asked,
): Promise<Page<AssemblyBase>> {
  const filter = baseCondition(conditions);
  const request = { filter, order: BY_ID, first, after, projection: projection(asked.fields) };
  const [rows, totalCount] = await Promise.all([
    pageOverall(database, assemblyBaseModel, country, request),
    asked.totalCount ? countOverall(database, assemblyBaseModel, country, filter) : null,
  ]);
  return basePage(rows, { first, after: after ?? null }, totalCount);
}

/** Bases of a country in the order of their ids; the same list of many countries is read at once. */
export async function listBasesOfCountry(
  context: DataContext,
  country: string,
  { first, after = null, ...conditions }: CountryAssemblyBasesArguments,
  asked: Asked,
): Promise<Page<AssemblyBase>> {
  const page = { first, after };
  const filter = baseCondition(conditions);
  const [rows, totalCount] = await Promise.all([
    context.loaders.load(basesOfCountry, country, { arguments: { ...page, filter }, fields: asked.fields }, context),
    asked.totalCount
      ? context.loaders.load(baseCountOfCountry, country, { arguments: filter, fields: new Set() }, context)
      : null,
  ]);
  return basePage(rows, page, totalCount);
}

function baseCondition({
  forms,
  maker,
  servesCountry,
  inProductionOn,
}: Omit<CountryAssemblyBasesArguments, 'first' | 'after'>): Filter {
  return {
    ...(forms ? { form: { $in: [...forms].sort() } } : {}),
    ...(maker ? { maker } : {}),
    ...(servesCountry ? { servesCountries: servesCountry } : {}),
    ...(inProductionOn ? { startOfProduction: { $ne: null, $lte: inProductionOn } } : {}),
  };
}

/** The local content of a base on a day; null where none is stated for it. */
export function localContentOn(contents: readonly LocalContent[], asOf: string): LocalContent | null {
  return contents.find((content) => isValidOn(content, asOf)) ?? null;
}

function basePage(rows: readonly AssemblyBaseRecord[], page: BasePage, totalCount: number | null): Page<AssemblyBase> {
  return pageOf<AssemblyBaseRecord, AssemblyBase>({
    rows,
    ...page,
    totalCount,
    view: assemblyBaseView,
    positionOf: (row) => [row._id],
  });
}

function projection(fields: FieldNames) {
  return projectionOf(fields, ASSEMBLY_BASE_FIELD_SOURCES, ASSEMBLY_BASE_ALWAYS);
}
