import { Decimal128 } from 'bson';
import type { ResidualValueCurveRecord } from '../../../src/subgraphs/finance/residual-value/residual-value-curve.model.js';
import type { MarketOfferRecord } from '../../../src/subgraphs/vehicles/offer/market-offer.model.js';
import { DEEP_MARKETS } from '../deep-markets.js';
import { synthetic } from '../provenance.js';
import { createRandomStream } from '../random.js';
import { demoPartnerIds } from './finance-partners.js';

const MONTHS = [12, 24, 36, 48, 60];
const KILOMETRES_PER_YEAR = [10_000, 20_000, 30_000];

/** What a year of age and 10,000 km take away, as parts of what is left. */
const LOSS_OF_AGE = 0.12;
const LOSS_OF_DISTANCE = 0.022;

/** Generated curves of the demonstration lessors for all cars that are on offer in their markets. */
export function buildResidualValueCurves(offers: readonly MarketOfferRecord[]): ResidualValueCurveRecord[] {
  return DEEP_MARKETS.flatMap((market) => {
    const partnerId = demoPartnerIds(market).lessor;
    const variantIds = offers.filter(({ country }) => country === market).map(({ variantId }) => variantId);
    return [...new Set(variantIds)].sort().map((variantId): ResidualValueCurveRecord => {
      const random = createRandomStream(`residual-values:${market}:${variantId}`);
      const firstDrop = 0.1 + random.integer(0, 80) / 1_000;
      const curveId = `${market}:${partnerId}:${variantId}:1`;
      return {
        _id: curveId,
        curveId,
        partnerId,
        country: market,
        variantId,
        version: 1,
        points: MONTHS.flatMap((months) =>
          KILOMETRES_PER_YEAR.map((kmPerYear) => ({ months, kmPerYear, share: share(firstDrop, months, kmPerYear) })),
        ),
        validFrom: '2026-01-01',
        validTo: null,
        provenance: synthetic(curveId),
      };
    });
  });
}

function share(firstDrop: number, months: number, kmPerYear: number): Decimal128 {
  const years = months / 12;
  const left = (1 - firstDrop) * (1 - LOSS_OF_AGE) ** years * (1 - LOSS_OF_DISTANCE) ** ((years * kmPerYear) / 10_000);
  return Decimal128.fromString(left.toFixed(3));
}
