import { Types } from 'mongoose';
import type { ProvenanceRecord } from '../../../src/kernel/provenance/provenance.record.js';
import type { FinancePartnerRecord } from '../../../src/subgraphs/finance/partner/finance-partner.model.js';
import type { FinancingProductRecord } from '../../../src/subgraphs/finance/product/financing-product.model.js';
import type { RateTableRecord } from '../../../src/subgraphs/finance/rate-table/rate-table.model.js';

/** What the partners of a country offer. */
export interface GeneratedMarket {
  readonly partners: readonly FinancePartnerRecord[];
  readonly products: readonly FinancingProductRecord[];
  readonly tables: readonly RateTableRecord[];
}

const PROVENANCE: ProvenanceRecord = {
  source: { system: 'SYNTHETIC', recordId: null, licence: 'CC0-1.0', fetchedAt: '2026-01-01' },
  confidence: 'LOW',
  conflicts: [],
};

/** Kinds in turns, with the day counts that need arithmetic on every due date among them. */
const KINDS = ['LOAN', 'BALLOON_LOAN', 'FINANCE_LEASE', 'HIRE_PURCHASE'] as const;
const DAY_COUNTS = ['30E_360', 'ACT_360', 'ACT_365', 'ACT_ACT'] as const;

/** Products that all finance a car of 40,000 euro over 48 months, of so many partners with so many each. */
export function generatedMarket(country: string, partners: number, productsEach: number): GeneratedMarket {
  const ofPartner = Array.from({ length: partners }, (_, at) => partnerOf(country, at));
  const products = ofPartner.flatMap(({ partnerId }, partner) =>
    Array.from({ length: productsEach }, (_, at) => productOf(country, partnerId, partner * productsEach + at)),
  );
  return { partners: ofPartner, products, tables: products.map(tableOf) };
}

function partnerOf(country: string, at: number): FinancePartnerRecord {
  const partnerId = `${country.toLowerCase()}-bank-${at}`;
  return {
    _id: partnerId,
    partnerId,
    name: `Bank ${at}`,
    lei: null,
    bic: null,
    kind: 'BANK',
    countries: [country],
    licences: [],
    status: 'ACTIVE',
    provenance: PROVENANCE,
  };
}

function productOf(country: string, partnerId: string, at: number): FinancingProductRecord {
  const productId = `${country}-${String(at).padStart(5, '0')}`;
  return {
    _id: productId,
    productId,
    partnerId,
    country,
    currency: 'EUR',
    kind: KINDS[at % KINDS.length] ?? 'LOAN',
    name: `Product ${at}`,
    collateral: 'VEHICLE',
    minAmount: decimal('1000'),
    maxAmount: decimal('100000'),
    termMonths: { min: 12, max: 84, step: 12 },
    downPaymentShare: { min: decimal('0'), max: decimal('0.5') },
    balloonShareMax: decimal('0.4'),
    fees: [{ code: 'ORIGINATION', amount: decimal(String(100 + (at % 7) * 25)), rate: null, inApr: true }],
    rateType: 'FIXED',
    dayCount: DAY_COUNTS[at % DAY_COUNTS.length] ?? 'ACT_365',
    aprMethod: 'EU_CCD',
    eligibility: [{ reasonCode: 'ELECTRIC_ONLY', description: 'Electric only.', expression: 'powertrain == "BEV"' }],
    status: 'ACTIVE',
    validFrom: null,
    validTo: null,
    provenance: PROVENANCE,
  };
}

/** Twelve rows: three ranges of terms by two ratios by two bands of a score. */
function tableOf({ productId, country }: FinancingProductRecord, at: number): RateTableRecord {
  const rows = [
    [12, 36],
    [37, 60],
    [61, 84],
  ].flatMap(([termFrom = 0, termTo = 0], term) =>
    (
      [
        ['0', '0.8'],
        ['0.8', '1.01'],
      ] as const
    ).flatMap(([ltvFrom, ltvTo], ratio) =>
      ['A', 'B'].map((scoreBand, band) => ({
        termFrom,
        termTo,
        ltvFrom: decimal(ltvFrom),
        ltvTo: decimal(ltvTo),
        scoreBand,
        powertrain: null,
        variantIds: [],
        nominalRate: decimal(((300 + (at % 400) + 50 * term + 25 * ratio + 100 * band) / 10_000).toFixed(4)),
      })),
    ),
  );
  const version = 1;
  const _id = `${productId}:${version}`;
  return { _id, productId, country, version, rows, validFrom: null, validTo: null, provenance: PROVENANCE };
}

function decimal(text: string): Types.Decimal128 {
  return Types.Decimal128.fromString(text);
}
