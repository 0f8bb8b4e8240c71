import { Decimal } from 'decimal.js';
import { addDays, addMonths, daysBetween } from '../mathematics/local-dates.js';
import { wholeMonthsBackwards } from './whole-months.js';

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
 * 2011/90/EU). Days are days over 365. With CALENDAR_DAYS dates are too; else they are whole periods counted backwards to the
 * first drawdown (months; years or weeks where unit-periods are) and the days that are left over the days of the year before
 * their last day.
 */
export function yearsOf({ date, days, years, periods, fraction }: CashFlowTime, rule: YearsRule): Decimal {
  if (years !== null && years !== undefined) return years;
  if (days !== null && days !== undefined) return new Decimal(days).div(365);
  if (date !== null && date !== undefined && rule.start !== null) return yearsBetween(rule.start, date, rule);
  return new Decimal(periods ?? 0).plus(fraction ?? ZERO).div(rule.periodsPerYear);
}

function yearsBetween(start: string, date: string, { basis, periodsPerYear }: YearsRule): Decimal {
  if (basis === 'CALENDAR_DAYS' || (basis === 'UNIT_PERIODS' && periodsPerYear === 365)) {
    return new Decimal(daysBetween(start, date)).div(365);
  }
  if (basis === 'UNIT_PERIODS' && [52, 26, 13].includes(periodsPerYear)) {
    const weeks = Math.floor(daysBetween(start, date) / 7);
    return new Decimal(weeks).div(52).plus(daysBefore(start, addDays(date, -7 * weeks)));
  }
  const whole = wholeMonthsBackwards(start, date);
  if (whole.left === 0) return new Decimal(whole.months).div(12);
  const months = basis === 'UNIT_PERIODS' && periodsPerYear === 1 ? whole.months - (whole.months % 12) : whole.months;
  return new Decimal(months).div(12).plus(daysBefore(start, addMonths(date, -months)));
}

/** Days from the first drawdown to where the whole periods begin, over the days of the year that ends there. */
function daysBefore(start: string, beginning: string): Decimal {
  return new Decimal(daysBetween(start, beginning)).div(daysBetween(addMonths(beginning, -12), beginning));
}
