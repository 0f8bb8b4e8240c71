import { addMonths, daysBetween } from '../mathematics/local-dates.js';

/** Whole months and the days that are left over before them. */
export interface MonthsAndDays {
  readonly months: number;
  /** Days from the earlier date to where the months begin. */
  readonly left: number;
}

/**
 * Whole months between two dates, counted backwards from the later one. A date that a series of months from the earlier one
 * falls on is whole months from it, though its month is shorter: 31 January to 28 February is one month.
 */
export function wholeMonthsBackwards(start: string, date: string): MonthsAndDays {
  let months = (+date.slice(0, 4) - +start.slice(0, 4)) * 12 + (+date.slice(5, 7) - +start.slice(5, 7));
  if (addMonths(start, months) === date) return { months, left: 0 };
  while (months > 0 && daysBetween(start, addMonths(date, -months)) < 0) months--;
  return { months, left: daysBetween(start, addMonths(date, -months)) };
}
