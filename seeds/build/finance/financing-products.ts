import { Decimal128 } from 'bson';
import type {
  FeeRecord,
  FinancingProductRecord,
} from '../../../src/subgraphs/finance/product/financing-product.model.js';
import { DEEP_MARKETS, type DeepMarket } from '../deep-markets.js';
import { synthetic } from '../provenance.js';
import { PRICE_LEVELS } from '../vehicles/price-level.js';
import { CREDIT_MARKETS } from './credit-market.js';
import { demoPartnerIds } from './finance-partners.js';

type Kind = FinancingProductRecord['kind'];

/** Terms that belong to a kind of product wherever it is sold. Shares are fractions of the price. */
interface KindTerms {
  name: string;
  offeredBy: 'bank' | 'lessor';
  collateral: FinancingProductRecord['collateral'];
  term: { min: number; max: number; step: number };
  downPayment: { min: string; max: string };
  balloonMax: string | null;
  /** Added to the market's base rate. */
  rateMargin: number;
  originationFee: string | null;
}

const LONG_TERM = { min: 12, max: 84, step: 12 };
const LEASE_TERM = { min: 24, max: 60, step: 12 };

/** The kinds that the generator offers. */
const KIND_TERMS: Readonly<Partial<Record<Kind, KindTerms>>> = {
  LOAN: {
    name: 'EV Loan',
    offeredBy: 'bank',
    collateral: 'VEHICLE',
    term: LONG_TERM,
    downPayment: { min: '0.1', max: '0.8' },
    balloonMax: null,
    rateMargin: 0,
    originationFee: '0.01',
  },
  BALLOON_LOAN: {
    name: 'EV Balloon Loan',
    offeredBy: 'bank',
    collateral: 'VEHICLE',
    term: { min: 24, max: 60, step: 12 },
    downPayment: { min: '0.1', max: '0.5' },
    balloonMax: '0.5',
    rateMargin: 0.004,
    originationFee: '0.01',
  },
  HIRE_PURCHASE: {
    name: 'EV Hire Purchase',
    offeredBy: 'bank',
    collateral: 'VEHICLE',
    term: LONG_TERM,
    downPayment: { min: '0.15', max: '0.6' },
    balloonMax: null,
    rateMargin: 0,
    originationFee: null,
  },
  FINANCE_LEASE: {
    name: 'EV Finance Lease',
    offeredBy: 'lessor',
    collateral: 'VEHICLE',
    term: LEASE_TERM,
    downPayment: { min: '0.05', max: '0.4' },
    balloonMax: '0.4',
    rateMargin: 0.006,
    originationFee: null,
  },
  OPERATING_LEASE: {
    name: 'EV Operating Lease',
    offeredBy: 'lessor',
    collateral: 'VEHICLE',
    term: { min: 24, max: 48, step: 12 },
    downPayment: { min: '0', max: '0.3' },
    balloonMax: '0.6',
    rateMargin: 0.009,
    originationFee: null,
  },
  BATTERY_AS_A_SERVICE: {
    name: 'Battery as a Service',
    offeredBy: 'lessor',
    collateral: 'BATTERY',
    term: { min: 12, max: 96, step: 12 },
    downPayment: { min: '0', max: '0.2' },
    balloonMax: null,
    rateMargin: 0.005,
    originationFee: null,
  },
  MURABAHA: {
    name: 'EV Murabaha',
    offeredBy: 'bank',
    collateral: 'VEHICLE',
    term: { min: 12, max: 60, step: 12 },
    downPayment: { min: '0.2', max: '0.6' },
    balloonMax: null,
    rateMargin: 0.002,
    originationFee: null,
  },
  IJARA: {
    name: 'EV Ijara',
    offeredBy: 'lessor',
    collateral: 'VEHICLE',
    term: { min: 12, max: 60, step: 12 },
    downPayment: { min: '0.1', max: '0.5' },
    balloonMax: '0.3',
    rateMargin: 0.004,
    originationFee: null,
  },
};

/** What the table says of a kind; a market that sells a kind without terms is an error of the tables. */
export function termsOf(kind: Kind): KindTerms {
  const terms = KIND_TERMS[kind];
  if (terms === undefined) throw new Error(`No terms for products of the kind ${kind}`);
  return terms;
}

/** An amount in euros as a round amount (two digits) of the market's currency. */
function roundAmount(market: DeepMarket, euros: number): Decimal128 {
  const amount = euros * PRICE_LEVELS[market].unitsPerEuro;
  const unit = 10 ** (Math.floor(Math.log10(amount)) - 1);
  return Decimal128.fromString(String(Math.round(amount / unit) * unit));
}

function feesOf(market: DeepMarket, terms: KindTerms): FeeRecord[] {
  const fees: FeeRecord[] = [{ code: 'DOCUMENT', amount: roundAmount(market, 90), rate: null, inApr: true }];
  if (terms.originationFee !== null) {
    const rate = Decimal128.fromString(terms.originationFee);
    fees.unshift({ code: 'ORIGINATION', amount: null, rate, inApr: true });
    // The consumer credit directive allows one percent of what is repaid early.
    fees.push({ code: 'EARLY_REPAYMENT', amount: null, rate: Decimal128.fromString('0.01'), inApr: false });
  }
  return fees;
}

function productOf(market: DeepMarket, kind: Kind, position: number): FinancingProductRecord {
  const credit = CREDIT_MARKETS[market];
  const terms = termsOf(kind);
  const partnerId = demoPartnerIds(market)[terms.offeredBy];
  const productId = `${market}-${String(position).padStart(2, '0')}-${kind.toLowerCase().replaceAll('_', '-')}`;
  const battery = terms.collateral === 'BATTERY';
  return {
    _id: productId,
    productId,
    partnerId,
    country: market,
    currency: PRICE_LEVELS[market].currency,
    kind,
    name: `Demo ${terms.name} ${credit.label} (synthetic)`,
    collateral: terms.collateral,
    minAmount: roundAmount(market, battery ? 2_000 : 5_000),
    maxAmount: roundAmount(market, battery ? 20_000 : 90_000),
    termMonths: { ...terms.term },
    downPaymentShare: {
      min: Decimal128.fromString(terms.downPayment.min),
      max: Decimal128.fromString(terms.downPayment.max),
    },
    balloonShareMax: terms.balloonMax === null ? null : Decimal128.fromString(terms.balloonMax),
    fees: feesOf(market, terms),
    rateType: credit.rateType,
    dayCount: credit.dayCount,
    businessDayRule: 'FOLLOWING',
    aprMethod: credit.aprMethod,
    eligibility: [],
    status: 'ACTIVE',
    validFrom: '2025-01-01',
    validTo: null,
    provenance: synthetic(productId),
  };
}

/** The products of every deep market, in the order in which the market buys them. */
export function buildFinancingProducts(): FinancingProductRecord[] {
  return DEEP_MARKETS.flatMap((market) =>
    CREDIT_MARKETS[market].kinds.map((kind, at) => productOf(market, kind, at + 1)),
  );
}
