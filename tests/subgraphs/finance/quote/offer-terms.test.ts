import 'reflect-metadata';
import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { annualPercentageRate } from '../../../../src/subgraphs/finance/annual-percentage-rate/annual-percentage-rate.js';
import { minorUnitDigits } from '../../../../src/subgraphs/finance/mathematics/minor-units.js';
import { repaymentSchedule } from '../../../../src/subgraphs/finance/mathematics/repayment-schedule.js';
import type { FinancingProductRecord } from '../../../../src/subgraphs/finance/product/financing-product.model.js';
import {
  type FinancingWish,
  type OfferTerms,
  offerTerms,
} from '../../../../src/subgraphs/finance/quote/offer-terms.js';
import { decimal, product, rateTable } from '../finance-records.js';

const wish = (change: Partial<FinancingWish> = {}): FinancingWish => ({
  country: 'DE',
  price: new Decimal(37_500),
  currency: 'EUR',
  downPayment: new Decimal(7_500),
  downPaymentShare: null,
  termMonths: 48,
  balloon: null,
  powertrain: 'BEV',
  variantId: null,
  scoreBand: null,
  batteryPrice: null,
  kmPerYear: null,
  startDate: '2026-01-31',
  ...change,
});

const rates = (rate: string) => {
  const table = rateTable('DE-any', 1, rate);
  return { ...table, rows: table.rows.map((row) => ({ ...row, termFrom: 1, termTo: 600, ltvTo: decimal('1.01') })) };
};

const open = (change: Partial<FinancingProductRecord> = {}) =>
  product('DE-any', {
    minAmount: decimal('0'),
    maxAmount: decimal('1000000000000'),
    termMonths: { min: 1, max: 600, step: 1 },
    downPaymentShare: { min: decimal('0'), max: decimal('0.99') },
    balloonShareMax: decimal('1'),
    ...change,
  });

function isOffer(terms: ReturnType<typeof offerTerms>): terms is OfferTerms {
  return 'totals' in terms;
}

const anyCase = fc.record({
  kind: fc.constantFrom<FinancingProductRecord['kind']>(
    'LOAN',
    'BALLOON_LOAN',
    'FINANCE_LEASE',
    'OPERATING_LEASE',
    'HIRE_PURCHASE',
    'MURABAHA',
    'IJARA',
  ),
  currency: fc.constantFrom('EUR', 'JPY', 'KWD', 'USD', 'THB'),
  aprMethod: fc.constantFrom<FinancingProductRecord['aprMethod']>('EU_CCD', 'US_REG_Z', 'FLAT_RATE', 'NOMINAL'),
  dayCount: fc.constantFrom<FinancingProductRecord['dayCount']>('30E_360', 'ACT_360', 'ACT_365', 'ACT_ACT'),
  priceMinor: fc.integer({ min: 500_000, max: 900_000_000 }),
  downPercent: fc.integer({ min: 0, max: 60 }),
  balloonPercent: fc.integer({ min: 0, max: 30 }),
  basisPoints: fc.integer({ min: 0, max: 4_000 }),
  termMonths: fc.integer({ min: 2, max: 96 }),
  originationBasisPoints: fc.integer({ min: 0, max: 400 }),
  monthlyFeeMinor: fc.integer({ min: 0, max: 900 }),
  feesInApr: fc.boolean(),
});

type Case = typeof anyCase extends fc.Arbitrary<infer Drawn> ? Drawn : never;

function offerOf(drawn: Case, exactly = false): OfferTerms {
  const scale = 10 ** minorUnitDigits(drawn.currency);
  const price = new Decimal(drawn.priceMinor).div(scale);
  const fee = (code: 'ORIGINATION' | 'MONTHLY', amount: string | null, rate: string | null) => ({
    code,
    amount: amount === null ? null : decimal(amount),
    rate: rate === null ? null : decimal(rate),
    inApr: drawn.feesInApr,
  });
  const offered = open({
    kind: drawn.kind,
    currency: drawn.currency,
    aprMethod: drawn.aprMethod,
    dayCount: drawn.dayCount,
    fees: [
      fee('ORIGINATION', null, (drawn.originationBasisPoints / 10_000).toFixed(4)),
      fee('MONTHLY', new Decimal(drawn.monthlyFeeMinor).div(scale).toFixed(), null),
    ],
  });
  const hasBalloon = ['BALLOON_LOAN', 'FINANCE_LEASE', 'OPERATING_LEASE', 'IJARA'].includes(drawn.kind);
  const terms = offerTerms(
    offered,
    { table: rates((drawn.basisPoints / 10_000).toFixed(4)), curve: null },
    wish({
      price,
      currency: drawn.currency,
      downPayment: new Decimal(0),
      downPaymentShare: new Decimal(drawn.downPercent).div(100),
      balloon: hasBalloon
        ? price.times(drawn.balloonPercent).div(100).toDecimalPlaces(minorUnitDigits(drawn.currency))
        : new Decimal(0),
      termMonths: drawn.termMonths,
    }),
    exactly,
  );
  if (!isOffer(terms)) throw new Error(JSON.stringify(terms));
  return terms;
}

/** What the borrower gets and pays, as anybody would read it off the offer and its schedule. */
function flowsOf(terms: OfferTerms, drawn: Case) {
  const { instalments } = repaymentSchedule(terms.repayment);
  const last = instalments.at(-1);
  const givenBack = last?.closing ?? new Decimal(0);
  return {
    drawn: terms.repayment.principal.minus(drawn.feesInApr ? terms.upfrontFees : 0),
    payments: instalments.map(({ payment, fee, n }) => ({
      amount: (drawn.feesInApr ? payment : payment.minus(fee)).plus(n === instalments.length ? givenBack : 0),
      periods: n,
    })),
  };
}

describe('the terms of 10,000 random offers', () => {
  it('add up, and state the rate that their flows have', () => {
    fc.assert(
      fc.property(anyCase, (drawn) => {
        const terms = offerOf(drawn);
        const { repayment, totals, rate } = terms;
        const { instalments } = repaymentSchedule(repayment);
        const sum = (pick: (line: (typeof instalments)[number]) => Decimal) =>
          instalments.reduce((total, line) => total.plus(pick(line)), new Decimal(0));
        expect(sum(({ payment }) => payment).eq(totals.totalPayable)).toBe(true);
        expect(sum(({ interest }) => interest).eq(totals.totalInterest)).toBe(true);
        expect(terms.totalPayable.minus(terms.totalCreditCost).eq(repayment.principal)).toBe(true);
        expect(repayment.principal.plus(terms.downPayment).toNumber()).toBeCloseTo(
          drawn.priceMinor / 10 ** minorUnitDigits(drawn.currency),
          6,
        );
        // The present value of all flows at the stated rate is nothing: by plain doubles, apart from the solver.
        const flows = flowsOf(terms, drawn);
        const monthly =
          rate.method === 'US_REG_Z'
            ? rate.unrounded.toNumber() / 1_200
            : (1 + rate.unrounded.toNumber() / 100) ** (1 / 12) - 1;
        const value = flows.payments.reduce(
          (left, { amount, periods }) => left - amount.toNumber() / (1 + monthly) ** periods,
          flows.drawn.toNumber(),
        );
        expect(Math.abs(value)).toBeLessThan(flows.drawn.toNumber() * 1e-8);
      }),
      { numRuns: 10_000 },
    );
  }, 120_000);

  it('are verified to the last digit by the public rate', () => {
    fc.assert(
      fc.property(anyCase, (drawn) => {
        const { rate, ...terms } = offerOf(drawn, true);
        const flows = flowsOf({ rate, ...terms }, drawn);
        const verified = annualPercentageRate({
          method: rate.method,
          basis: rate.basis,
          drawdowns: [{ amount: flows.drawn }],
          payments: flows.payments,
          unitPeriodsPerYear: 12,
        });
        if (typeof verified === 'string') throw new Error(verified);
        expect(rate.percent.toFixed()).toBe(verified.percent.toFixed());
        expect(rate.unrounded.toFixed()).toBe(verified.unrounded.toFixed());
      }),
      { numRuns: 25 },
    );
  }, 120_000);
});

describe('a product cannot be had', () => {
  const reasons = (terms: ReturnType<typeof offerTerms>) => (isOffer(terms) ? [] : terms.map(({ code }) => code));

  it('where its fees leave nothing of the credit', () => {
    const fees = [{ code: 'ORIGINATION' as const, amount: decimal('40000'), rate: null, inApr: true }];
    expect(reasons(offerTerms(open({ fees }), { table: rates('0.05'), curve: null }, wish()))).toEqual([
      'NO_ANNUAL_PERCENTAGE_RATE',
    ]);
  });

  it('where a battery costs nothing, or less than what is paid down', () => {
    const battery = open({ kind: 'BATTERY_AS_A_SERVICE', collateral: 'BATTERY' });
    const price = (batteryPrice: number) => wish({ batteryPrice: new Decimal(batteryPrice) });
    expect(reasons(offerTerms(battery, { table: rates('0.05'), curve: null }, price(0)))).toEqual([
      'NOTHING_TO_FINANCE',
    ]);
    expect(reasons(offerTerms(battery, { table: rates('0.05'), curve: null }, price(7_500)))).toEqual([
      'NOTHING_TO_FINANCE',
    ]);
    expect(reasons(offerTerms(battery, { table: rates('0.05'), curve: null }, price(10_000)))).toEqual([]);
  });

  it('and a share that is paid down is one of the battery where only that is financed', () => {
    const battery = open({ kind: 'BATTERY_AS_A_SERVICE', collateral: 'BATTERY' });
    const shared = wish({ batteryPrice: new Decimal(10_000), downPaymentShare: new Decimal('0.2') });
    const [alone, whole] = [battery, open()].map((offered) =>
      offerTerms(offered, { table: rates('0.05'), curve: null }, shared),
    );
    expect(alone).toMatchObject({ downPayment: new Decimal(2_000) });
    expect(whole).toMatchObject({ downPayment: new Decimal(7_500) });
  });
});
