import type { DataContext } from '../../../database/data-context.js';
import { allOf } from '../../../database/filters.js';
import { perCountry } from '../../../database/per-country.js';
import type { LoaderDefinition } from '../../../kernel/loaders/loaders.js';
import { projectionOf } from '../../../kernel/loaders/projection.js';
import type { FieldNames } from '../../../kernel/loaders/selected-fields.js';
import { provenanceView } from '../../../kernel/provenance/provenance.type.js';
import { validOn } from '../../../kernel/validity/validity.js';
import { type RateTableRecord, rateTableModel } from './rate-table.model.js';
import type { RateTable } from './rate-table.type.js';

/** A product and the country whose cluster keeps its rates. */
interface ProductKey {
  readonly productId: string;
  readonly country: string;
}

/** The rates in force on a day for each of many products: one query a cluster. */
const rateTableInForce: LoaderDefinition<DataContext, ProductKey, RateTable | null, { readonly asOf: string }> = {
  name: 'finance.rateTableInForce',
  keyText: ({ productId }) => productId,
  load: async (products, { arguments: { asOf }, fields }, { database }) => {
    const projection = projectionOf(fields, {}, ['country', 'productId', 'version']);
    const countries = [...new Set(products.map((product) => product.country))];
    const tables = await perCountry(database, countries, async (cluster, group) => {
      const productIds = products.filter(({ country }) => group.includes(country)).map(({ productId }) => productId);
      const filter = allOf([{ country: { $in: group } }, { productId: { $in: productIds } }, validOn(asOf)]);
      const rows = await database
        .model(rateTableModel, cluster)
        .find(filter as never, projection)
        .lean<RateTableRecord[]>();
      return new Map(group.map((country) => [country, newestByProduct(rows.filter((row) => row.country === country))]));
    });
    const byCountry = new Map(countries.map((country, index) => [country, tables[index]]));
    return products.map(({ country, productId }) => {
      const ofCountry = byCountry.get(country);
      if (ofCountry instanceof Error) return ofCountry;
      const table = ofCountry?.get(productId);
      return table === undefined ? null : rateTableView(table);
    });
  },
};

/** The rates of a product in force on the local date `asOf`; of two versions in force the newer one. */
export function findRateTable(
  context: DataContext,
  product: ProductKey,
  asOf: string,
  fields: FieldNames,
): Promise<RateTable | null> {
  return context.loaders.load(rateTableInForce, product, { arguments: { asOf }, fields }, context);
}

function newestByProduct(rows: readonly RateTableRecord[]): Map<string, RateTableRecord> {
  const newest = new Map<string, RateTableRecord>();
  for (const row of rows) {
    if (row.version > (newest.get(row.productId)?.version ?? Number.NEGATIVE_INFINITY)) {
      newest.set(row.productId, row);
    }
  }
  return newest;
}

/** What callers see of a stored table. Fields that were not read stay undefined. */
export function rateTableView({ rows, provenance, ...record }: RateTableRecord): RateTable {
  return {
    ...record,
    rows: rows?.map((row) => ({ ...row, variantIds: row.variantIds ?? [] })),
    provenance: provenance && provenanceView(provenance),
  };
}
