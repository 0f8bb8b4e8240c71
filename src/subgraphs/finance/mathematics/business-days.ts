import { isBankHoliday } from './bank-holidays.js';
import { addDays, dayOfWeek } from './local-dates.js';

const SATURDAY_AND_SUNDAY: readonly number[] = [6, 0];

/** Weekends that are not Saturday and Sunday (0 is Sunday), by ISO 3166-1 alpha-2. */
const WEEKENDS: Readonly<Record<string, readonly number[]>> = {
  AF: [4, 5],
  BD: [5, 6],
  BH: [5, 6],
  BN: [5, 0],
  DZ: [5, 6],
  EG: [5, 6],
  IL: [5, 6],
  IQ: [5, 6],
  IR: [5],
  JO: [5, 6],
  KW: [5, 6],
  LY: [5, 6],
  MV: [5, 6],
  NP: [6],
  OM: [5, 6],
  PS: [5, 6],
  QA: [5, 6],
  SA: [5, 6],
  SD: [5, 6],
  SY: [5, 6],
  YE: [5, 6],
};

/** What becomes of a due date that is no business day (ISDA 2006 Definitions, section 4.12). */
export type BusinessDayRule = 'NONE' | 'FOLLOWING' | 'MODIFIED_FOLLOWING' | 'PRECEDING';

/** Whether banks work on a day: not on the country's weekend, nor on its bank holidays as far as they are known. */
export function isBusinessDay(date: string, country: string): boolean {
  return !(WEEKENDS[country] ?? SATURDAY_AND_SUNDAY).includes(dayOfWeek(date)) && !isBankHoliday(date, country);
}

/** A due date moved to a business day. Amounts are those of the unmoved date: moving is a courtesy of payment. */
export function adjusted(date: string, rule: BusinessDayRule, country: string): string {
  if (rule === 'NONE') return date;
  const moved = moveWhileClosed(date, rule === 'PRECEDING' ? -1 : 1, country);
  return rule === 'MODIFIED_FOLLOWING' && moved.slice(0, 7) !== date.slice(0, 7)
    ? moveWhileClosed(date, -1, country)
    : moved;
}

function moveWhileClosed(date: string, step: number, country: string): string {
  let moved = date;
  while (!isBusinessDay(moved, country)) moved = addDays(moved, step);
  return moved;
}
