import type { DataContext } from '../../../database/data-context.js';
import { allOf } from '../../../database/filters.js';
import { findByKey } from '../../../database/find-by-key.js';
import { BY_ID } from '../../../database/keyset.js';
import { countOverall, countPerCountry, pageOverall, pagePerCountry } from '../../../database/pages.js';
import type { LoaderDefinition } from '../../../kernel/loaders/loaders.js';
import { projectionOf } from '../../../kernel/loaders/projection.js';
import type { FieldNames } from '../../../kernel/loaders/selected-fields.js';
import { type Page, pageOf } from '../../../kernel/paging/connection.js';
import { financingProductFilter } from './financing-product.filter.js';
import type { CountryFinancingProductsArguments, PartnerProductsArguments } from './financing-product.inputs.js';
import { type FinancingProductRecord, financingProductModel } from './financing-product.model.js';
import type { FinancingProduct } from './financing-product.type.js';
import {
  FINANCING_PRODUCT_ALWAYS,
  FINANCING_PRODUCT_FIELD_SOURCES,
  financingProductView,
} from './financing-product.view.js';
import { productCountOfPartner, productsOfPartner } from './products-of-partner.js';
import { visibleTo } from './visible-products.js';

interface Asked {
  readonly fields: FieldNames;
  readonly totalCount: boolean;
}

interface ProductListRequest {
  readonly first: number;
  readonly after: string | null;
  readonly filter: Readonly<Record<string, unknown>>;
}

const NO_FIELDS: FieldNames = new Set();

/** Products that the caller may see on a day, by id, which does not name the country: every cluster is asked, once. */
const productById: LoaderDefinition<DataContext, string, FinancingProduct | null, { readonly asOf: string }> = {
  name: 'finance.productById',
  keyText: (id) => id,
  load: async (ids, { arguments: { asOf }, fields }, { database, caller }) => {
    const keys = ids.map((id) => ({ id }));
    const projection = projectionOf(fields, FINANCING_PRODUCT_FIELD_SOURCES, FINANCING_PRODUCT_ALWAYS);
    const rows = await findByKey(database, financingProductModel, keys, projection, visibleTo(caller, asOf));
    return rows.map((row) => (row === null || row instanceof Error ? row : financingProductView(row)));
  },
};

const productsOfCountry: LoaderDefinition<DataContext, string, FinancingProductRecord[], ProductListRequest> = {
  name: 'finance.productsOfCountry',
  keyText: (country) => country,
  load: (countries, { arguments: { first, after, filter }, fields }, { database }) =>
    pagePerCountry(database, financingProductModel, countries, {
      filter,
      order: BY_ID,
      first,
      after,
      projection: projectionOf(fields, FINANCING_PRODUCT_FIELD_SOURCES, FINANCING_PRODUCT_ALWAYS),
    }),
};

const productCountOfCountry: LoaderDefinition<DataContext, string, number, Readonly<Record<string, unknown>>> = {
  name: 'finance.productCountOfCountry',
  keyText: (country) => country,
  load: (countries, { arguments: filter }, { database }) =>
    countPerCountry(database, financingProductModel, countries, filter),
};

/** The product of that id, where the caller may see it on that day; else null. */
export function findProduct(
  context: DataContext,
  id: string,
  asOf: string,
  fields: FieldNames,
): Promise<FinancingProduct | null> {
  return context.loaders.load(productById, id, { arguments: { asOf }, fields }, context);
}

/** The product of that id, where the caller may see it today; else null. */
export function findProductToday(
  context: DataContext,
  id: string,
  fields: FieldNames,
): Promise<FinancingProduct | null> {
  return findProduct(context, id, context.today, fields);
}

/** Products of one country or (null) of all, in the order of their ids. */
export async function listProducts(
  context: DataContext,
  country: string | null,
  list: CountryFinancingProductsArguments,
  asked: Asked,
): Promise<Page<FinancingProduct>> {
  const { database } = context;
  const request = requestOf(context, list);
  const projection = projectionOf(asked.fields, FINANCING_PRODUCT_FIELD_SOURCES, FINANCING_PRODUCT_ALWAYS);
  const [rows, totalCount] = await Promise.all([
    pageOverall(database, financingProductModel, country, { ...request, order: BY_ID, projection }),
    asked.totalCount ? countOverall(database, financingProductModel, country, request.filter) : null,
  ]);
  return pageOfProducts(rows, request, totalCount);
}

/** The same for a country that is one of many: all countries of the operation are read together. */
export async function listProductsOfCountry(
  context: DataContext,
  country: string,
  list: CountryFinancingProductsArguments,
  asked: Asked,
): Promise<Page<FinancingProduct>> {
  const { loaders } = context;
  const request = requestOf(context, list);
  const [rows, totalCount] = await Promise.all([
    loaders.load(productsOfCountry, country, { arguments: request, fields: asked.fields }, context),
    asked.totalCount
      ? loaders.load(productCountOfCountry, country, { arguments: request.filter, fields: NO_FIELDS }, context)
      : null,
  ]);
  return pageOfProducts(rows, request, totalCount);
}

/** Products of a partner that is one of many, in one country or (null) in all, in the order of their ids. */
export async function listProductsOfPartner(
  context: DataContext,
  partnerId: string,
  { first, after, country, asOf }: PartnerProductsArguments,
  asked: Asked,
): Promise<Page<FinancingProduct>> {
  const { loaders, caller, today } = context;
  const counted = { country: country ?? null, filter: visibleTo(caller, asOf ?? today) };
  const request = { ...counted, first, after: after ?? null };
  const [rows, totalCount] = await Promise.all([
    loaders.load(productsOfPartner, partnerId, { arguments: request, fields: asked.fields }, context),
    asked.totalCount
      ? loaders.load(productCountOfPartner, partnerId, { arguments: counted, fields: NO_FIELDS }, context)
      : null,
  ]);
  return pageOfProducts(rows, request, totalCount);
}

function requestOf(
  { caller, today }: DataContext,
  { first, after, filter, asOf }: CountryFinancingProductsArguments,
): ProductListRequest {
  return {
    first,
    after: after ?? null,
    filter: allOf([financingProductFilter(filter), visibleTo(caller, asOf ?? today)]),
  };
}

function pageOfProducts(
  rows: readonly FinancingProductRecord[],
  { first, after }: { readonly first: number; readonly after: string | null },
  totalCount: number | null,
): Page<FinancingProduct> {
  return pageOf<FinancingProductRecord, FinancingProduct>({
    rows,
    first,
    after,
    totalCount,
    view: financingProductView,
    positionOf: (row) => [row._id],
  });
}
