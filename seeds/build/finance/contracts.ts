import { Decimal128 } from 'bson';
import { type ContractRecord, contractKey } from '../../../src/subgraphs/finance/contract/contract.model.js';
import type { FinancingProductRecord } from '../../../src/subgraphs/finance/product/financing-product.model.js';
import type { MarketOfferRecord } from '../../../src/subgraphs/vehicles/offer/market-offer.model.js';
import { collateralPassportId } from '../compliance/battery-passports.js';
import { SEED_DATE, synthetic } from '../provenance.js';
import { createRandomStream } from '../random.js';

const CONTRACTS_A_PRODUCT = 12;

/** Generated contracts of the demonstration banks over cars that are on offer in their markets. */
export function buildContracts(
  products: readonly FinancingProductRecord[],
  offers: readonly MarketOfferRecord[],
): ContractRecord[] {
  return products.flatMap((product) => {
    const ofMarket = offers.filter(({ country }) => country === product.country);
    if (ofMarket.length === 0) return [];
    const random = createRandomStream(`contracts:${product.productId}`);
    return Array.from({ length: CONTRACTS_A_PRODUCT }, (_, at): ContractRecord => {
      const contractNumber = `${product.productId}-${String(at + 1).padStart(3, '0')}`;
      const contractId = contractKey(product.country, product.partnerId, contractNumber);
      const { variantId, listPriceInclVat } = random.pick(ofMarket);
      const share = random.integer(5, 85);
      const outstanding = Math.round((Number(listPriceInclVat.amount.toString()) * share) / 100);
      return {
        _id: contractId,
        contractId,
        contractNumber,
        partnerId: product.partnerId,
        country: product.country,
        productId: product.productId,
        productKind: product.kind,
        applicationId: null,
        variantId,
        model: variantId.split('/').slice(0, 2).join('/'),
        currency: product.currency,
        outstanding: Decimal128.fromString(String(outstanding)),
        endsOn: `${random.integer(2027, 2033)}-${String(random.integer(1, 12)).padStart(2, '0')}-01`,
        nextPaymentDate: '2026-12-01',
        daysPastDue: random.chance(0.88) ? 0 : random.integer(1, 150),
        reportedStage: null,
        stageReason: null,
        status: 'RUNNING',
        reportedOn: SEED_DATE,
        version: 1,
        batteryPassportId: random.chance(0.7) ? collateralPassportId(contractNumber) : null,
        batteryCarbonClass: null,
        guaranteeEndsOn: random.chance(0.9) ? `${random.integer(2028, 2034)}-01-01` : null,
        provenance: synthetic(contractId),
      };
    });
  });
}
