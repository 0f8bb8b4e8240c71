import { Decimal } from 'decimal.js';
import { type CashFlowTime, type TimeBasis, yearsOf } from './cash-flow-time.js';
import { exactRate, type NoRate, type TimedAmount } from './rate-equation.js';
import { type TermPeriod, termPeriod, unitPeriodsOf } from './unit-periods.js';

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
  /** Null where nobody told: 12, but for a single payment under Regulation Z, whose term is the unit-period. */
  readonly unitPeriodsPerYear: number | null;
}

export interface AnnualPercentageRateResult {
  /** In per cent, with the two decimals that are shown. */
  readonly percent: Decimal;
  /** In per cent, with 12 decimals. */
  readonly unrounded: Decimal;
}

/** Digits after the point of the unrounded per cent. */
const UNROUNDED_DIGITS = 12;

const ZERO = new Decimal(0);

/**
 * The annual percentage rate of charge.
 *
 * EU_CCD: X of sum C(k) (1+X)^-t(k) = sum D(l) (1+X)^-s(l), times in years (Directive (EU) 2023/2225, Annex III; 2008/48/EC,
 * Annex I). US_REG_Z: i of sum A / ((1 + f i)(1+i)^t) = sum P / ((1 + f i)(1+i)^t), times in unit-periods; the rate is i by
 * unit-periods a year (12 CFR 1026, Appendix J). Rounded half up to two decimals: the directive asks for at least one.
 */
export function annualPercentageRate(question: RateQuestion): AnnualPercentageRateResult | NoRate {
  const term = question.method === 'US_REG_Z' && question.unitPeriodsPerYear === null ? singleTerm(question) : null;
  const rate = exactRate(term === null ? timedAmounts(question) : termAmounts(question, term));
  if (typeof rate === 'string') return rate;
  const perYear = term?.perYear ?? new Decimal(question.method === 'US_REG_Z' ? periodsPerYear(question) : 1);
  const percent = rate.times(perYear).times(100);
  return {
    percent: percent.toDecimalPlaces(2, Decimal.ROUND_HALF_UP),
    unrounded: percent.toDecimalPlaces(UNROUNDED_DIGITS, Decimal.ROUND_HALF_UP),
  };
}

function periodsPerYear({ unitPeriodsPerYear }: RateQuestion): number {
  return unitPeriodsPerYear ?? 12;
}

/** The flows of the equation: drawdowns positive, payments negative, at their times. */
function timedAmounts(question: RateQuestion): TimedAmount[] {
  const { method, basis, drawdowns, payments } = question;
  const start = firstDate(drawdowns);
  const perYear = periodsPerYear(question);
  const timed = (flow: CashFlow, amount: Decimal): TimedAmount =>
    method === 'US_REG_Z'
      ? { amount, ...unitPeriodsOf(flow, start, perYear) }
      : { amount, time: yearsOf(flow, { basis, start, periodsPerYear: perYear }), fraction: ZERO };
  return [
    ...drawdowns.map((flow) => timed(flow, flow.amount)),
    ...payments.map((flow) => timed(flow, flow.amount.neg())),
  ];
}

/** The term of a transaction with one advance at its beginning and one payment; null for all others. */
function singleTerm({ drawdowns, payments }: RateQuestion): TermPeriod | null {
  const [drawdown, furtherDrawdown] = drawdowns;
  const [payment, furtherPayment] = payments;
  if (drawdown === undefined || payment === undefined || furtherDrawdown || furtherPayment) return null;
  const isAtBeginning = !drawdown.days && !drawdown.periods && !drawdown.fraction?.gt(0);
  return isAtBeginning ? termPeriod(payment, firstDate(drawdowns)) : null;
}

function termAmounts({ drawdowns, payments }: RateQuestion, { payment: at }: TermPeriod): TimedAmount[] {
  return [
    ...drawdowns.map(({ amount }) => ({ amount, time: ZERO, fraction: ZERO })),
    ...payments.map(({ amount }) => ({ amount: amount.neg(), ...at })),
  ];
}

/** Date of the first drawdown: every interval is counted from it. */
export function firstDate(drawdowns: readonly CashFlow[]): string | null {
  const dates = drawdowns.flatMap(({ date }) => date ?? []).sort();
  return dates[0] ?? null;
}
