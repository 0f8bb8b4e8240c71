import { Decimal } from 'decimal.js';
import { type CashFlowTime, type TimeBasis, unitPeriodsOf, yearsOf } from './cash-flow-time.js';
import { exactRate, type NoRate, type TimedAmount } from './rate-equation.js';

export type AnnualPercentageRateMethod = 'EU_CCD' | 'US_REG_Z';

export interface CashFlow extends CashFlowTime {
  /** Not negative: what it is, a drawdown or a payment, is said by its list. */
  readonly amount: Decimal;
}

export interface RateQuestion {
  readonly method: AnnualPercentageRateMethod;
  readonly basis: TimeBasis;
  readonly drawdowns: readonly CashFlow[];
  readonly payments: readonly CashFlow[];
  readonly unitPeriodsPerYear: number;
}

export interface AnnualPercentageRateResult {
  /** In per cent, with the two decimals that are shown. */
  readonly percent: Decimal;
  /** In per cent, with 12 decimals. */
  readonly unrounded: Decimal;
}

/** Digits after the point of the unrounded per cent. */
const UNROUNDED_DIGITS = 12;

/**
 * The annual percentage rate of charge.
 *
 * EU_CCD: X of sum C(k) (1+X)^-t(k) = sum D(l) (1+X)^-s(l), times in years (Directive (EU) 2023/2225, Annex III; 2008/48/EC,
 * Annex I). US_REG_Z: i of sum A / ((1 + f i)(1+i)^t) = sum P / ((1 + f i)(1+i)^t), times in unit-periods; the rate is i by
 * unit-periods a year (12 CFR 1026, Appendix J). Rounded half up to two decimals: the directive asks for at least one.
 */
export function annualPercentageRate(question: RateQuestion): AnnualPercentageRateResult | NoRate {
  const { method, unitPeriodsPerYear } = question;
  const rate = exactRate(timedAmounts(question));
  if (typeof rate === 'string') return rate;
  const percent = (method === 'US_REG_Z' ? rate.times(unitPeriodsPerYear) : rate).times(100);
  return {
    percent: percent.toDecimalPlaces(2, Decimal.ROUND_HALF_UP),
    unrounded: percent.toDecimalPlaces(UNROUNDED_DIGITS, Decimal.ROUND_HALF_UP),
  };
}

/** The flows of the equation: drawdowns positive, payments negative, at their times. */
function timedAmounts({ method, basis, drawdowns, payments, unitPeriodsPerYear }: RateQuestion): TimedAmount[] {
  const start = firstDate(drawdowns);
  const timed = (flow: CashFlow, amount: Decimal): TimedAmount =>
    method === 'US_REG_Z'
      ? { amount, ...unitPeriodsOf(flow, start, unitPeriodsPerYear) }
      : { amount, time: yearsOf(flow, { basis, start, periodsPerYear: unitPeriodsPerYear }), fraction: new Decimal(0) };
  return [
    ...drawdowns.map((flow) => timed(flow, flow.amount)),
    ...payments.map((flow) => timed(flow, flow.amount.neg())),
  ];
}

/** Date of the first drawdown: every interval is counted from it. */
export function firstDate(drawdowns: readonly CashFlow[]): string | null {
  const dates = drawdowns.flatMap(({ date }) => date ?? []).sort();
  return dates[0] ?? null;
}
