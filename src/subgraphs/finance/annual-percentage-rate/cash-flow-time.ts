import { Decimal } from 'decimal.js';
import { addMonths, daysBetween } from '../mathematics/local-dates.js';

/** How time is measured in the equation of a rate. */
export type TimeBasis = 'EQUAL_MONTHS' | 'CALENDAR_DAYS' | 'UNIT_PERIODS';

/** When an amount flows, said in one of these ways; in none of them, at the beginning. */
export interface CashFlowTime {
  readonly date?: string | null | undefined;
  /** Days from the first drawdown. */
  readonly days?: number | null | undefined;
  readonly years?: Decimal | null | undefined;
  /** Whole periods: months, or unit-periods. */
  readonly periods?: number | null | undefined;
  /** A part of a period beyond the whole ones. */
  readonly fraction?: Decimal | null | undefined;
}

/** Time in years, for the equation of the consumer credit directives. */
export interface YearsRule {
  readonly basis: TimeBasis;
  /** Date of the first drawdown; null where no flow has a date. */
  readonly start: string | null;
  readonly periodsPerYear: number;
}

const ZERO = new Decimal(0);

/**
 * Years from the first drawdown after Directive (EU) 2023/2225, Annex III (2008/48/EC, Annex I, with the remarks of
 * 2011/90/EU): with EQUAL_MONTHS, dates are whole months counted backwards to the first drawdown and the days that are left
 * over the days of the year before their last day; with CALENDAR_DAYS, days over 365.
 */
export function yearsOf({ date, days, years, periods, fraction }: CashFlowTime, rule: YearsRule): Decimal {
  if (years !== null && years !== undefined) return years;
  if (days !== null && days !== undefined) return new Decimal(days).div(365);
  if (date !== null && date !== undefined && rule.start !== null) {
    return rule.basis === 'CALENDAR_DAYS'
      ? new Decimal(daysBetween(rule.start, date)).div(365)
      : monthsAndDays(rule.start, date);
  }
  return new Decimal(periods ?? 0).plus(fraction ?? ZERO).div(rule.periodsPerYear);
}

function monthsAndDays(start: string, date: string): Decimal {
  const { months, left } = wholeMonthsBackwards(start, date);
  const beginning = addMonths(date, -months);
  const yearBefore = daysBetween(addMonths(beginning, -12), beginning);
  return new Decimal(months).div(12).plus(new Decimal(left).div(yearBefore));
}

/** Whole months counted backwards from the later date, and the days between the earlier one and where they begin. */
function wholeMonthsBackwards(start: string, date: string): { months: number; left: number } {
  let months = (+date.slice(0, 4) - +start.slice(0, 4)) * 12 + (+date.slice(5, 7) - +start.slice(5, 7));
  while (months > 0 && daysBetween(start, addMonths(date, -months)) < 0) months--;
  return { months, left: daysBetween(start, addMonths(date, -months)) };
}

/** Whole unit-periods and the fraction of one, for the equation of Regulation Z. */
export interface UnitPeriodTime {
  readonly time: Decimal;
  readonly fraction: Decimal;
}

/**
 * Unit-periods from the first advance after 12 CFR 1026, Appendix J, (b)(5): counted backwards from the payment; the days
 * left over are days of a period of 30 to a month (15 of a semimonthly one), or of the weeks it has.
 */
export function unitPeriodsOf(
  { date, days, years, periods, fraction }: CashFlowTime,
  start: string | null,
  unitPeriodsPerYear: number,
): UnitPeriodTime {
  if (date !== null && date !== undefined && start !== null) return unitPeriodsBetween(start, date, unitPeriodsPerYear);
  if (days !== null && days !== undefined) return split(new Decimal(days).times(unitPeriodsPerYear).div(365));
  if (years !== null && years !== undefined) return split(years.times(unitPeriodsPerYear));
  return { time: new Decimal(periods ?? 0), fraction: fraction ?? ZERO };
}

function split(time: Decimal): UnitPeriodTime {
  const whole = time.floor();
  return { time: whole, fraction: time.minus(whole) };
}

function unitPeriodsBetween(start: string, date: string, perYear: number): UnitPeriodTime {
  const weeks: Readonly<Record<number, number>> = { 52: 1, 26: 2, 13: 4 };
  const weeksOfPeriod = weeks[perYear];
  if (weeksOfPeriod !== undefined) {
    const length = 7 * weeksOfPeriod;
    const days = daysBetween(start, date);
    return { time: new Decimal(Math.floor(days / length)), fraction: new Decimal(days % length).div(length) };
  }
  if (perYear === 365) return { time: new Decimal(daysBetween(start, date)), fraction: ZERO };
  const { months, left } = wholeMonthsBackwards(start, date);
  if (perYear === 24) {
    const halves = months * 2 + Math.floor(left / 15);
    return { time: new Decimal(halves), fraction: new Decimal(left % 15).div(15) };
  }
  const monthsOfPeriod = 12 / perYear;
  const whole = Math.floor(months / monthsOfPeriod);
  const daysLeft = (months % monthsOfPeriod) * 30 + left;
  return { time: new Decimal(whole), fraction: new Decimal(daysLeft).div(30 * monthsOfPeriod) };
}
