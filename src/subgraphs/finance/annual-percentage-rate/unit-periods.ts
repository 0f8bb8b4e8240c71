import { Decimal } from 'decimal.js';
import { daysBetween } from '../mathematics/local-dates.js';
import type { CashFlowTime } from './cash-flow-time.js';
import { wholeMonthsBackwards } from './whole-months.js';

/** Whole unit-periods and the fraction of one, for the equation of Regulation Z. */
export interface UnitPeriodTime {
  readonly time: Decimal;
  readonly fraction: Decimal;
}

/** The unit-period of a transaction with one advance and one payment: its term, or a year. */
export interface TermPeriod {
  readonly perYear: Decimal;
  readonly payment: UnitPeriodTime;
}

const ZERO = new Decimal(0);
const ONE = new Decimal(1);

/** Weeks of unit-periods that are counted in weeks, by their number in a year. */
const WEEKS: Readonly<Record<number, number>> = { 52: 1, 26: 2, 13: 4 };

/**
 * Unit-periods from the first advance after 12 CFR 1026, Appendix J, (b)(5): counted backwards from the payment. What is left
 * over of a month is days over 30 (of a semimonth over 15, of several months over 30 each); of weeks, days over the days they
 * have; of a year, whole months over 12, else days over 365.
 */
export function unitPeriodsOf(
  { date, days, years, periods, fraction }: CashFlowTime,
  start: string | null,
  perYear: number,
): UnitPeriodTime {
  if (date !== null && date !== undefined && start !== null) return unitPeriodsBetween(start, date, perYear);
  if (days !== null && days !== undefined) return split(new Decimal(days).div(daysOfPeriod(perYear)));
  if (years !== null && years !== undefined) return split(years.times(perYear));
  return { time: new Decimal(periods ?? 0), fraction: fraction ?? ZERO };
}

/**
 * The unit-period where one advance is paid back by one payment: the term itself, but a year at most (Appendix J, (b)(4)(iii),
 * (b)(5)(vi) and (vii)). Null where the payment does not say how many days or months the term has.
 */
export function termPeriod({ date, days }: CashFlowTime, start: string | null): TermPeriod | null {
  const isDated = date !== null && date !== undefined && start !== null;
  if (isDated) {
    const { months, left } = wholeMonthsBackwards(start, date);
    if (months >= 12) return { perYear: ONE, payment: unitPeriodsBetween(start, date, 1) };
    if (left === 0 && months > 0) return termOf(new Decimal(12).div(months));
  }
  const length = isDated ? daysBetween(start, date) : (days ?? 0);
  if (length <= 0) return null;
  return length < 365
    ? termOf(new Decimal(365).div(length))
    : { perYear: ONE, payment: split(new Decimal(length).div(365)) };
}

function termOf(perYear: Decimal): TermPeriod {
  return { perYear, payment: { time: ONE, fraction: ZERO } };
}

function unitPeriodsBetween(start: string, date: string, perYear: number): UnitPeriodTime {
  if (WEEKS[perYear] !== undefined || perYear === 365) {
    const length = daysOfPeriod(perYear);
    const days = daysBetween(start, date);
    return { time: new Decimal(Math.floor(days / length)), fraction: new Decimal(days % length).div(length) };
  }
  const { months, left } = wholeMonthsBackwards(start, date);
  if (perYear === 1) return wholeYears(start, date, months, left);
  const length = daysOfPeriod(perYear);
  const days = 30 * months + left;
  return perYear === 24
    ? { time: new Decimal(Math.floor(days / length)), fraction: new Decimal(days % length).div(length) }
    : wholeMultiples(months, left, length);
}

/** Months and their multiples. Days that are left over may be 30 and make no further month: 31 January to 30 March. */
function wholeMultiples(months: number, left: number, length: number): UnitPeriodTime {
  const monthsOfPeriod = length / 30;
  const whole = Math.floor(months / monthsOfPeriod);
  return {
    time: new Decimal(whole),
    fraction: new Decimal(30 * (months - whole * monthsOfPeriod) + left).div(length),
  };
}

function wholeYears(start: string, date: string, months: number, left: number): UnitPeriodTime {
  const whole = Math.floor(months / 12);
  const monthsLeft = months % 12;
  if (left === 0) return { time: new Decimal(whole), fraction: new Decimal(monthsLeft).div(12) };
  const beginning = `${+date.slice(0, 4) - whole}${date.slice(4)}`;
  return { time: new Decimal(whole), fraction: new Decimal(daysBetween(start, beginning)).div(365) };
}

/** Days of a unit-period where nothing but days is known: months have 30, years 365. */
function daysOfPeriod(perYear: number): number {
  const weeks = WEEKS[perYear];
  if (weeks !== undefined) return 7 * weeks;
  return perYear === 365 ? 1 : perYear === 1 ? 365 : 360 / perYear;
}

function split(time: Decimal): UnitPeriodTime {
  const whole = time.floor();
  return { time: whole, fraction: time.minus(whole) };
}
