import type { DataContext } from '../../../database/data-context.js';
import { rowsPerCountry } from '../../../database/rows-per-country.js';
import { type PlaceColumns, placeColumns } from '../../../kernel/geo/place-columns.type.js';
import type { LoaderDefinition } from '../../../kernel/loaders/loaders.js';
import { servicePointModel } from './service-point.model.js';

type Filter = Readonly<Record<string, unknown>>;

const columnsOfCountry: LoaderDefinition<DataContext, string, PlaceColumns, Filter> = {
  name: 'service.pointColumnsOfCountry',
  keyText: (country) => country,
  load: async (countries, { arguments: filter }, { database }) => {
    const fields = { country: 1, location: 1 } as const;
    const rows = await rowsPerCountry(database, servicePointModel, countries, filter, { _id: 1 }, fields);
    return rows.map((answer) =>
      answer instanceof Error ? answer : placeColumns('ServicePoint', answer, ({ _id }) => _id),
    );
  },
};

/** Where the workshops of a country are that meet a condition. */
export function pointColumnsOfCountry(context: DataContext, country: string, filter: Filter): Promise<PlaceColumns> {
  return context.loaders.load(columnsOfCountry, country, { arguments: filter, fields: new Set() }, context);
}
