import { Decimal128 } from 'bson';
import { Decimal } from 'decimal.js';
import type { FinancingProductRecord } from '../../../src/subgraphs/finance/product/financing-product.model.js';
import type { RateRowRecord, RateTableRecord } from '../../../src/subgraphs/finance/rate-table/rate-table.model.js';
import { DEEP_MARKETS } from '../deep-markets.js';
import { synthetic } from '../provenance.js';
import { CREDIT_MARKETS } from './credit-market.js';
import { termsOf } from './financing-products.js';

/** Last months of the term bands, before the product's longest term. */
const TERM_BAND_ENDS = [36, 60];

/**
 * Loan-to-value bands [from, to) with their surcharge as a part of the base rate. The last one ends above 1, so that a
 * car that is financed in full is inside.
 */
const LTV_BANDS = [
  { from: '0', to: '0.6', surcharge: 0 },
  { from: '0.6', to: '0.8', surcharge: 0.05 },
  { from: '0.8', to: '1.01', surcharge: 0.12 },
] as const;

/** Surcharge for each longer term band, as a part of the base rate. */
const TERM_SURCHARGE = 0.06;

function termBands({ min, max }: FinancingProductRecord['termMonths']): { from: number; to: number }[] {
  const ends = [...TERM_BAND_ENDS.filter((end) => end >= min && end < max), max];
  return ends.map((to, at) => ({ from: at === 0 ? min : (ends[at - 1] ?? min) + 1, to }));
}

/** Versions in turn: the rates of 2025 were a twelfth higher. */
const VERSIONS = [
  { version: 1, factor: 13 / 12, validFrom: '2025-01-01', validTo: '2026-01-01' },
  { version: 2, factor: 1, validFrom: '2026-01-01', validTo: null },
] as const;

function rowsOf(product: FinancingProductRecord, factor: number): RateRowRecord[] {
  const market = DEEP_MARKETS.find((country) => country === product.country);
  if (market === undefined) throw new Error(`${product.country} is not a deep market`);
  const base = factor * (CREDIT_MARKETS[market].baseRate + termsOf(product.kind).rateMargin);
  return termBands(product.termMonths).flatMap((term, longer) =>
    LTV_BANDS.map((band) => {
      const rate = new Decimal(base).times(1 + TERM_SURCHARGE * longer + band.surcharge);
      return {
        termFrom: term.from,
        termTo: term.to,
        ltvFrom: Decimal128.fromString(band.from),
        ltvTo: Decimal128.fromString(band.to),
        scoreBand: null,
        powertrain: null,
        nominalRate: Decimal128.fromString(rate.toFixed(4)),
      };
    }),
  );
}

/** Tables of each product, one after the other: every term and every loan-to-value ratio has exactly one row in each. */
export function buildRateTables(products: readonly FinancingProductRecord[]): RateTableRecord[] {
  return products.flatMap((product) =>
    VERSIONS.map(({ version, factor, validFrom, validTo }) => ({
      _id: `${product.productId}:${version}`,
      productId: product.productId,
      country: product.country,
      version,
      rows: rowsOf(product, factor),
      validFrom,
      validTo,
      provenance: synthetic(`${product.productId}:${version}`),
    })),
  );
}
