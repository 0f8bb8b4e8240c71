import type { DataContext } from '../../../database/data-context.js';
import { allOf } from '../../../database/filters.js';
import { findByKey } from '../../../database/find-by-key.js';
import { BY_ID } from '../../../database/keyset.js';
import { countOverall, pageOverall } from '../../../database/pages.js';
import type { LoaderDefinition } from '../../../kernel/loaders/loaders.js';
import { projectionOf } from '../../../kernel/loaders/projection.js';
import type { FieldNames } from '../../../kernel/loaders/selected-fields.js';
import { type Page, pageOf } from '../../../kernel/paging/connection.js';
import type { PageArguments } from '../../../kernel/paging/page-arguments.js';
import { validOn } from '../../../kernel/validity/validity.js';
import type { CountryFilter } from './country.inputs.js';
import { type CountryRecord, countryModel } from './country.model.js';
import type { Country } from './country.type.js';
import { COUNTRY_FIELD_SOURCES, countryView } from './country.view.js';

const countryByCode: LoaderDefinition<DataContext, string, Country | null> = {
  name: 'markets.countryByCode',
  keyText: (code) => code,
  load: async (codes, { fields }, { database }) => {
    const keys = codes.map((id) => ({ id }));
    const rows = await findByKey(database, countryModel, keys, projectionOf(fields, COUNTRY_FIELD_SOURCES, []));
    return rows.map((row) => (row === null || row instanceof Error ? row : countryView(row)));
  },
};

/** The country, or null where ISO 3166-1 has no such code. */
export function findCountry(context: DataContext, code: string, fields: FieldNames): Promise<Country | null> {
  return context.loaders.load(countryByCode, code, { arguments: undefined, fields }, context);
}

/** Countries in the order of their codes. */
export async function listCountries(
  { database, today }: DataContext,
  filter: CountryFilter | null | undefined,
  { first, after }: PageArguments,
  asked: { fields: FieldNames; totalCount: boolean },
): Promise<Page<Country>> {
  const condition = filterOf(filter, today);
  const projection = projectionOf(asked.fields, COUNTRY_FIELD_SOURCES, []);
  const [rows, totalCount] = await Promise.all([
    pageOverall(database, countryModel, null, { filter: condition, order: BY_ID, first, after, projection }),
    asked.totalCount ? countOverall(database, countryModel, null, condition) : null,
  ]);
  return pageOf<CountryRecord, Country>({
    rows,
    first,
    after,
    totalCount,
    view: countryView,
    positionOf: (row) => [row._id],
  });
}

function filterOf(filter: CountryFilter | null | undefined, today: string): Record<string, unknown> {
  const member = filter?.tradeRegion && {
    tradeRegions: {
      $elemMatch: {
        code: filter.tradeRegion,
        ...validOn(today),
      },
    },
  };
  return allOf([
    filter?.codes ? { _id: { $in: [...filter.codes] } } : {},
    filter?.region ? { $or: [{ 'region.code': filter.region }, { 'subregion.code': filter.region }] } : {},
    filter?.currency ? { currency: filter.currency } : {},
    member || {},
  ]);
}
