import { globalId } from '../../../kernel/identity/global-id.js';
import type { FieldSources } from '../../../kernel/loaders/projection.js';
import { provenanceView } from '../../../kernel/provenance/provenance.type.js';
import type {
  AprMethod,
  BusinessDayRule,
  Collateral,
  DayCount,
  FinancingKind,
  FinancingProductStatus,
  RateType,
} from './financing-product.enums.js';
import type { FinancingProductRecord } from './financing-product.model.js';
import type { FinancingFee, FinancingProduct } from './financing-product.type.js';

/** Stored fields behind graph fields of other names. */
export const FINANCING_PRODUCT_FIELD_SOURCES: FieldSources = {
  id: [],
  productId: [],
  partner: ['partnerId'],
  rateTable: [],
  residualValue: ['partnerId'],
};

/** Of products that were stored before they said one. */
export const STANDARD_BUSINESS_DAY_RULE = 'FOLLOWING';

/** Fields that every reader needs: the country is the join. */
export const FINANCING_PRODUCT_ALWAYS = ['country'] as const;

/** What callers see of a stored product. Fields that were not read stay undefined. */
export function financingProductView(record: FinancingProductRecord): FinancingProduct {
  return {
    ...record,
    id: globalId('FinancingProduct', record._id),
    productId: record._id,
    country: { code: record.country },
    kind: record.kind as FinancingKind,
    collateral: record.collateral as Collateral,
    fees: record.fees as FinancingFee[],
    eligibility: record.eligibility ?? [],
    businessDayRule: (record.businessDayRule ?? STANDARD_BUSINESS_DAY_RULE) as BusinessDayRule,
    rateType: record.rateType as RateType,
    dayCount: record.dayCount as DayCount,
    aprMethod: record.aprMethod as AprMethod,
    status: record.status as FinancingProductStatus,
    provenance: record.provenance && provenanceView(record.provenance),
  };
}
