import type { DataContext } from '../../../database/data-context.js';
import { rowsPerCountry } from '../../../database/rows-per-country.js';
import { PUBLIC_CALLER } from '../../../kernel/caller.js';
import type { LoaderDefinition } from '../../../kernel/loaders/loaders.js';
import { validOn } from '../../../kernel/validity/validity.js';
import { type FinancingProductRecord, financingProductModel } from '../product/financing-product.model.js';
import { visibleTo } from '../product/visible-products.js';
import { type RateTableRecord, rateTableModel } from '../rate-table/rate-table.model.js';
import { residualValueCurves } from '../residual-value/residual-value.service.js';
import type { ResidualValueCurveRecord } from '../residual-value/residual-value-curve.model.js';

/** The rates of a table that a wish may hit. */
export type QuotableRates = Pick<RateTableRecord, 'productId' | 'version' | 'rows'>;

/** A product on offer with the rates in force; null where it has none. */
export interface QuotableProduct {
  readonly product: FinancingProductRecord;
  readonly table: QuotableRates | null;
  /** What the partner takes the car to be worth at the end; null where nobody asked, or the partner has no curve. */
  readonly curve: ResidualValueCurveRecord | null;
}

/** Of all rates in force on a day, those that a wish may hit. */
export interface RatesAsked {
  readonly asOf: string;
  readonly termMonths: number;
  readonly scoreBand: string | null;
}

/** The car, where residual values are asked for. */
export interface CurvesAsked {
  readonly variantId: string | null;
  readonly kmPerYear: number | null;
}

/** Everything that is on offer in each of many countries on a day: one command for the products, one for their rates. */
const quotableProductsOfCountry: LoaderDefinition<DataContext, string, Omit<QuotableProduct, 'curve'>[], RatesAsked> = {
  name: 'finance.quotableProductsOfCountry',
  keyText: (country) => country,
  load: async (countries, { arguments: asked }, { database }) => {
    const { asOf } = asked;
    // Drafts are no offers, not even to their own partner.
    const onOffer = visibleTo(PUBLIC_CALLER, asOf);
    const [products, tables] = await Promise.all([
      rowsPerCountry(database, financingProductModel, countries, onOffer, { _id: 1 }),
      rowsPerCountry(database, rateTableModel, countries, validOn(asOf), { version: 1 }, ratesFor(asked)),
    ]);
    return countries.map((_country, at) => {
      const ofCountry = products[at];
      const rates = tables[at];
      if (ofCountry instanceof Error || ofCountry === undefined) return ofCountry ?? new Error('No answer');
      if (rates instanceof Error || rates === undefined) return rates ?? new Error('No answer');
      // Of two versions in force the newer one counts: it comes last.
      const newest = new Map(rates.map((table) => [table.productId, table]));
      return ofCountry.map((product) => ({ product, table: newest.get(product.productId) ?? null }));
    });
  },
};

/** Rate tables may have thousands of rows: the database sends only those for the term and the band of the score. */
function ratesFor({ termMonths, scoreBand }: RatesAsked): Record<string, unknown> {
  const forTerm = [{ $lte: ['$$this.termFrom', termMonths] }, { $gte: ['$$this.termTo', termMonths] }];
  const forBand = { $in: ['$$this.scoreBand', scoreBand === null ? [null] : [null, scoreBand]] };
  return {
    country: 1,
    productId: 1,
    version: 1,
    rows: { $filter: { input: '$rows', cond: { $and: [...forTerm, forBand] } } },
  };
}

/** Everything that is on offer in a country on a day, with what its partners have published: one command a collection. */
export async function quotableProducts(
  context: DataContext,
  country: string,
  { variantId, kmPerYear, ...asked }: RatesAsked & CurvesAsked,
): Promise<QuotableProduct[]> {
  const [products, curves] = await Promise.all([
    context.loaders.load(quotableProductsOfCountry, country, { arguments: asked, fields: new Set() }, context),
    variantId === null || kmPerYear === null ? [] : residualValueCurves(context, { country, variantId }, asked.asOf),
  ]);
  const byPartner = new Map(curves.map((curve) => [curve.partnerId, curve]));
  return products.map((one) => ({ ...one, curve: byPartner.get(one.product.partnerId) ?? null }));
}
