import { daysBetween, isLeapYear } from './local-dates.js';

/** How days are counted for interest (ISDA 2006 Definitions, section 4.16). */
export type DayCountConvention = '30E_360' | 'ACT_360' | 'ACT_365' | 'ACT_ACT';

/** A part of a year as a fraction of whole numbers: exact. */
export interface Ratio {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** The part of a year between two dates. */
export function yearRatio(convention: DayCountConvention, from: string, to: string): Ratio {
  switch (convention) {
    case '30E_360':
      return { numerator: BigInt(thirtyDayMonths(from, to)), denominator: 360n };
    case 'ACT_360':
      return { numerator: BigInt(daysBetween(from, to)), denominator: 360n };
    case 'ACT_365':
      return { numerator: BigInt(daysBetween(from, to)), denominator: 365n };
    case 'ACT_ACT':
      return actualOverActual(from, to);
  }
}

/** 30E/360 (4.16 (g), Eurobond basis): the 31st counts as the 30th; February has as many days as it has. */
function thirtyDayMonths(from: string, to: string): number {
  const [fromYear, fromMonth, fromDay] = parts(from);
  const [toYear, toMonth, toDay] = parts(to);
  return 360 * (toYear - fromYear) + 30 * (toMonth - fromMonth) + (Math.min(toDay, 30) - Math.min(fromDay, 30));
}

/** Actual/Actual (4.16 (b), ISDA): the days in leap years over 366, the others over 365. */
function actualOverActual(from: string, to: string): Ratio {
  const firstYear = +from.slice(0, 4);
  const lastYear = +to.slice(0, 4);
  let inLeapYears = 0;
  let inOtherYears = 0;
  for (let year = firstYear; year <= lastYear; year++) {
    const start = year === firstYear ? from : `${year}-01-01`;
    const end = year === lastYear ? to : `${year + 1}-01-01`;
    if (isLeapYear(year)) inLeapYears += daysBetween(start, end);
    else inOtherYears += daysBetween(start, end);
  }
  return { numerator: BigInt(inLeapYears * 365 + inOtherYears * 366), denominator: 133_590n };
}

function parts(date: string): [number, number, number] {
  return [+date.slice(0, 4), +date.slice(5, 7), +date.slice(8, 10)];
}
