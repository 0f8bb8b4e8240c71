import { Types } from 'mongoose';
import type { FinancePartnerRecord } from '../../../src/subgraphs/finance/partner/finance-partner.model.js';
import type { FinancingProductRecord } from '../../../src/subgraphs/finance/product/financing-product.model.js';
import type { RateTableRecord } from '../../../src/subgraphs/finance/rate-table/rate-table.model.js';
import { TEST_PROVENANCE } from '../../support/subgraph-harness.js';

export const decimal = (text: string): Types.Decimal128 => Types.Decimal128.fromString(text);

export function partner(id: string, values: Partial<FinancePartnerRecord> = {}): FinancePartnerRecord {
  return {
    _id: id,
    partnerId: id,
    name: `Bank ${id}`,
    lei: null,
    bic: null,
    kind: 'BANK',
    countries: ['DE'],
    licences: [],
    status: 'ACTIVE',
    provenance: TEST_PROVENANCE,
    ...values,
  };
}

/** A loan of 5,000 to 50,000 in euro for 12 to 60 months in steps of 12; the country is that of the key. */
export function product(id: string, values: Partial<FinancingProductRecord> = {}): FinancingProductRecord {
  return {
    _id: id,
    productId: id,
    partnerId: 'alpha',
    country: id.slice(0, 2),
    currency: 'EUR',
    kind: 'LOAN',
    name: `Product ${id}`,
    collateral: 'VEHICLE',
    minAmount: decimal('5000'),
    maxAmount: decimal('50000.50'),
    termMonths: { min: 12, max: 60, step: 12 },
    downPaymentShare: { min: decimal('0'), max: decimal('0.5') },
    balloonShareMax: null,
    fees: [],
    rateType: 'FIXED',
    dayCount: '30E_360',
    aprMethod: 'EU_CCD',
    status: 'ACTIVE',
    validFrom: null,
    validTo: null,
    provenance: TEST_PROVENANCE,
    ...values,
  };
}

/** A rate table with one row. */
export function rateTable(
  productId: string,
  version: number,
  nominalRate: string,
  values: Partial<RateTableRecord> = {},
): RateTableRecord {
  return {
    _id: `${productId}:${version}`,
    productId,
    country: productId.slice(0, 2),
    version,
    rows: [
      {
        termFrom: 12,
        termTo: 60,
        ltvFrom: decimal('0'),
        ltvTo: decimal('0.8'),
        scoreBand: null,
        powertrain: 'BEV',
        nominalRate: decimal(nominalRate),
      },
    ],
    validFrom: null,
    validTo: null,
    provenance: TEST_PROVENANCE,
    ...values,
  };
}
