import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  annualPercentageRate,
  type CashFlow,
} from '../../../../src/subgraphs/finance/annual-percentage-rate/annual-percentage-rate.js';
import { addDays, daysBetween } from '../../../../src/subgraphs/finance/mathematics/local-dates.js';

/** Apart from the code: decimals of 40 digits, the equation as it stands in the law, and nothing but halving. */
const Big = Decimal.clone({ precision: 40 });

interface Flow {
  readonly amount: Decimal;
  /** Negative for payments. */
  readonly sign: 1 | -1;
  readonly t: Decimal;
  readonly f: Decimal;
}

function byBisection(flows: readonly Flow[], perYear: number): Decimal {
  const value = (rate: Decimal) =>
    flows.reduce((sum, { amount, sign, t, f }) => {
      const simple = new Big(f).times(rate).plus(1);
      return sum.plus(new Big(amount).times(sign).div(simple.times(rate.plus(1).pow(new Big(t)))));
    }, new Big(0));
  let low = new Big('-0.99');
  let high = new Big(60);
  const signLow = value(low).isNegative();
  for (let step = 0; step < 80; step++) {
    const middle = low.plus(high).div(2);
    if (value(middle).isNegative() === signLow) low = middle;
    else high = middle;
  }
  return low.times(perYear).times(100);
}

const money = (minor: number) => new Decimal(minor).div(100);

/** Drawdowns before payments, so that exactly one rate solves the equation. */
const anyCredit = fc
  .record({
    drawn: fc.array(fc.record({ minor: fc.integer({ min: 10_000, max: 5_000_000 }), after: fc.nat(60) }), {
      minLength: 1,
      maxLength: 3,
    }),
    count: fc.integer({ min: 1, max: 12 }),
    step: fc.integer({ min: 7, max: 95 }),
    gap: fc.integer({ min: 1, max: 200 }),
    /** What is paid back of what was drawn, in per cent: less makes a negative rate, much more a very high one. */
    percent: fc.integer({ min: 60, max: 900 }),
  })
  .map(({ drawn, count, step, gap, percent }) => {
    const drawdowns = drawn.map(({ minor, after }, at) => ({ amount: money(minor), days: at === 0 ? 0 : after }));
    const last = Math.max(...drawdowns.map(({ days }) => days));
    const total = drawdowns.reduce((sum, { amount }) => sum.plus(amount), new Decimal(0));
    const each = total
      .times(percent)
      .div(100 * count)
      .toDecimalPlaces(2)
      .plus('0.01');
    const payments = Array.from({ length: count }, (_, at) => ({ amount: each, days: last + gap + at * step }));
    return { drawdowns, payments };
  });

type Way = (days: number) => Omit<CashFlow, 'amount'>;

const START = '2023-11-05';

/** The same time said in each way that calendar days know. */
const WAYS: Readonly<Record<string, Way>> = {
  days: (days) => ({ days }),
  date: (days) => ({ date: addDays(START, days) }),
  years: (days) => ({ years: new Decimal(days).div(365) }),
};

describe('the rate of a random credit', () => {
  it.each(Object.entries(WAYS))(
    'is that of an independent solver, with times as %s',
    (_name, way) => {
      fc.assert(
        fc.property(anyCredit, ({ drawdowns, payments }) => {
          const say = ({ amount, days }: { amount: Decimal; days: number }): CashFlow => ({ amount, ...way(days) });
          const answer = annualPercentageRate({
            method: 'EU_CCD',
            basis: 'CALENDAR_DAYS',
            drawdowns: drawdowns.map(say),
            payments: payments.map(say),
            unitPeriodsPerYear: null,
          });
          const zero = new Decimal(0);
          const flow =
            (sign: 1 | -1) =>
            ({ amount, days }: { amount: Decimal; days: number }): Flow => ({
              amount,
              sign,
              t: new Decimal(days).div(365),
              f: zero,
            });
          const expected = byBisection([...drawdowns.map(flow(1)), ...payments.map(flow(-1))], 1);
          // What lies beyond the solver's own bounds (-99 %, 6,000 %) is another test's business.
          if (expected.lt('-98.9') || expected.gt('5999')) return true;
          if (typeof answer === 'string') return false;
          const tolerance = Decimal.max(1, expected.abs()).times('1e-11');
          return (
            answer.unrounded.minus(expected).abs().lte(tolerance) &&
            answer.percent.eq(answer.unrounded.toDecimalPlaces(2, Decimal.ROUND_HALF_UP))
          );
        }),
        { numRuns: 15 },
      );
    },
    120_000,
  );

  it('is that of an independent solver under Regulation Z, with periods and fractions', () => {
    fc.assert(
      fc.property(
        fc.record({
          minor: fc.integer({ min: 10_000, max: 5_000_000 }),
          count: fc.integer({ min: 2, max: 12 }),
          first: fc.integer({ min: 0, max: 3 }),
          parts: fc.integer({ min: 0, max: 29 }),
          percent: fc.integer({ min: 70, max: 400 }),
          perYear: fc.constantFrom(4, 12, 26, 52),
        }),
        ({ minor, count, first, parts, percent, perYear }) => {
          const amount = money(minor);
          const each = amount
            .times(percent)
            .div(100 * count)
            .toDecimalPlaces(2)
            .plus('0.01');
          const fraction = new Decimal(parts).div(30);
          const times = Array.from({ length: count }, (_, at) => first + at + 1);
          const answer = annualPercentageRate({
            method: 'US_REG_Z',
            basis: 'UNIT_PERIODS',
            drawdowns: [{ amount }],
            payments: times.map((periods) => ({ amount: each, periods, fraction })),
            unitPeriodsPerYear: perYear,
          });
          const zero = new Decimal(0);
          const expected = byBisection(
            [
              { amount, sign: 1, t: zero, f: zero },
              ...times.map((t): Flow => ({ amount: each, sign: -1, t: new Decimal(t), f: fraction })),
            ],
            perYear,
          );
          if (typeof answer === 'string') return expected.abs().gt(5_000);
          return answer.unrounded.minus(expected).abs().lte(Decimal.max(1, expected.abs()).times('1e-11'));
        },
      ),
      { numRuns: 15 },
    );
  }, 120_000);
});

describe('every rate that is found', () => {
  it('solves its equation, from nearly everything lost to a thousandfold in a week', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100_000 }),
        fc.integer({ min: 1, max: 100_000 }),
        fc.integer({ min: 7, max: 4_000 }),
        (drawn, paid, days) => {
          const answer = annualPercentageRate({
            method: 'EU_CCD',
            basis: 'CALENDAR_DAYS',
            drawdowns: [{ amount: money(drawn), date: START }],
            payments: [{ amount: money(paid), date: addDays(START, days) }],
            unitPeriodsPerYear: null,
          });
          // One payment: the rate is (paid / drawn) ^ (365 / days) - 1, without any search.
          const exact = new Big(paid).div(drawn).pow(new Big(365).div(days)).minus(1).times(100);
          if (typeof answer === 'string')
            return answer === 'OUT_OF_RANGE' && (exact.lt('-99.9998') || exact.gt('99999000'));
          return answer.unrounded.minus(exact).abs().lte(Decimal.max(1, exact.abs()).times('1e-11'));
        },
      ),
      { numRuns: 300 },
    );
    expect(daysBetween(START, addDays(START, 7))).toBe(7);
  });
});

/** What is shown has two decimals, a five and more goes up; also of what is below zero, away from it. */
describe('percent', () => {
  it.each([
    // 1,000 that become 1,000 (1 + r) in a year have the rate r: r is told with three decimals and shown with two.
    ['1012.345', '1.23', '1.2345'],
    ['1012.355', '1.24', '1.2355'],
    ['1012.35', '1.24', '1.235'],
    ['987.65', '-1.24', '-1.235'],
    ['1000', '0', '0'],
  ])('of %s after a year is %s', (paid, percent, unrounded) => {
    const answer = annualPercentageRate({
      method: 'EU_CCD',
      basis: 'CALENDAR_DAYS',
      drawdowns: [{ amount: new Decimal(1_000) }],
      payments: [{ amount: new Decimal(paid), days: 365 }],
      unitPeriodsPerYear: null,
    });
    expect(typeof answer === 'string' ? answer : [answer.percent.toFixed(), answer.unrounded.toFixed()]).toEqual([
      percent,
      unrounded,
    ]);
  });
});
