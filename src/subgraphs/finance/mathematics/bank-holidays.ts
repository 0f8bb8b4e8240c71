import { addDays, dayOfWeek } from './local-dates.js';

/** A holiday of every year: a day of a month, days from Easter Sunday, or a weekday of a month (-1 is the last one). */
type HolidayRule =
  | { readonly month: number; readonly day: number; readonly since?: number }
  | { readonly easter: number }
  | { readonly month: number; readonly weekday: number; readonly nth: number };

interface HolidayCalendar {
  readonly rules: readonly HolidayRule[];
  /** What takes the place of a holiday on a weekend: a Sunday's Monday, the next day that is free of both, or nothing. */
  readonly substitute: 'NONE' | 'SUNDAY_TO_MONDAY' | 'NEXT_WEEKDAY';
}

const MONDAY = 1;
const THURSDAY = 4;
const GOOD_FRIDAY = { easter: -2 } as const;
const EASTER_MONDAY = { easter: 1 } as const;
const NEW_YEAR = { month: 1, day: 1 } as const;
const CHRISTMAS = [
  { month: 12, day: 25 },
  { month: 12, day: 26 },
] as const;

/** Closing days of T2 (TARGET) since 2002: ECB, long-term calendar for TARGET closing days. */
const TARGET: HolidayCalendar = {
  rules: [NEW_YEAR, GOOD_FRIDAY, EASTER_MONDAY, { month: 5, day: 1 }, ...CHRISTMAS],
  substitute: 'NONE',
};

/** Holidays of the Federal Reserve Banks (5 U.S.C. 6103): a Sunday's is kept on Monday, a Saturday's is not. */
const FEDERAL_RESERVE: HolidayCalendar = {
  rules: [
    NEW_YEAR,
    { month: 1, weekday: MONDAY, nth: 3 },
    { month: 2, weekday: MONDAY, nth: 3 },
    { month: 5, weekday: MONDAY, nth: -1 },
    { month: 6, day: 19, since: 2022 },
    { month: 7, day: 4 },
    { month: 9, weekday: MONDAY, nth: 1 },
    { month: 10, weekday: MONDAY, nth: 2 },
    { month: 11, day: 11 },
    { month: 11, weekday: THURSDAY, nth: 4 },
    { month: 12, day: 25 },
  ],
  substitute: 'SUNDAY_TO_MONDAY',
};

/** Bank holidays of England and Wales (Banking and Financial Dealings Act 1971), without those proclaimed for one year. */
const ENGLAND_AND_WALES: HolidayCalendar = {
  rules: [
    NEW_YEAR,
    GOOD_FRIDAY,
    EASTER_MONDAY,
    { month: 5, weekday: MONDAY, nth: 1 },
    { month: 5, weekday: MONDAY, nth: -1 },
    { month: 8, weekday: MONDAY, nth: -1 },
    ...CHRISTMAS,
  ],
  substitute: 'NEXT_WEEKDAY',
};

/** Public holidays of Norway (lov om helligdager; lov om 1. og 17. mai). */
const NORWAY: HolidayCalendar = {
  rules: [
    NEW_YEAR,
    { easter: -3 },
    GOOD_FRIDAY,
    EASTER_MONDAY,
    { month: 5, day: 1 },
    { month: 5, day: 17 },
    { easter: 39 },
    { easter: 50 },
    ...CHRISTMAS,
  ],
  substitute: 'NONE',
};

/** Countries whose payments are settled in T2: those of the euro. */
const EURO_COUNTRIES = 'AT BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK'.split(' ');

/**
 * Days on which banks are closed beside weekends, by ISO 3166-1 alpha-2: the countries whose holidays follow from a rule that
 * stands in a law or calendar for all years. Elsewhere (moon, proclamation) only weekends are known: docs/finance.md says so.
 */
const CALENDARS: Readonly<Record<string, HolidayCalendar>> = {
  ...Object.fromEntries(EURO_COUNTRIES.map((country) => [country, TARGET])),
  US: FEDERAL_RESERVE,
  GB: ENGLAND_AND_WALES,
  NO: NORWAY,
};

const MAXIMUM_REMEMBERED = 500;
const remembered = new Map<string, ReadonlySet<string>>();
const NONE: ReadonlySet<string> = new Set();

/** Whether a day is a bank holiday of a country; weekends are none. False in countries without a calendar. */
export function isBankHoliday(date: string, country: string): boolean {
  return holidaysOf(+date.slice(0, 4), country).has(date);
}

function holidaysOf(year: number, country: string): ReadonlySet<string> {
  const calendar = CALENDARS[country];
  if (calendar === undefined) return NONE;
  const key = `${country}${year}`;
  let holidays = remembered.get(key);
  if (holidays === undefined) {
    holidays = holidaysBy(calendar, year);
    if (remembered.size >= MAXIMUM_REMEMBERED) remembered.clear();
    remembered.set(key, holidays);
  }
  return holidays;
}

function holidaysBy({ rules, substitute }: HolidayCalendar, year: number): Set<string> {
  const dates = rules.flatMap((rule) => dateOf(rule, year) ?? []).sort();
  const holidays = new Set(dates);
  if (substitute === 'NONE') return holidays;
  for (const date of dates) {
    const weekday = dayOfWeek(date);
    if (substitute === 'SUNDAY_TO_MONDAY') {
      if (weekday === 0) holidays.add(addDays(date, 1));
    } else if (weekday === 0 || weekday === 6) {
      let next = addDays(date, 1);
      while (holidays.has(next) || dayOfWeek(next) === 0 || dayOfWeek(next) === 6) next = addDays(next, 1);
      holidays.add(next);
    }
  }
  return holidays;
}

function dateOf(rule: HolidayRule, year: number): string | null {
  if ('easter' in rule) return addDays(easterSunday(year), rule.easter);
  if ('day' in rule) return rule.since !== undefined && year < rule.since ? null : isoDate(year, rule.month, rule.day);
  const { month, weekday, nth } = rule;
  if (nth > 0) {
    const first = isoDate(year, month, 1);
    return addDays(first, ((weekday - dayOfWeek(first) + 7) % 7) + 7 * (nth - 1));
  }
  const last = addDays(month === 12 ? isoDate(year + 1, 1, 1) : isoDate(year, month + 1, 1), -1);
  return addDays(last, -((dayOfWeek(last) - weekday + 7) % 7));
}

/** Easter Sunday of the Gregorian calendar (Meeus, Astronomical Algorithms, chapter 8). */
function easterSunday(year: number): string {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = Math.floor(b / 4);
  const e = b % 4;
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - d - g + 15) % 30;
  const i = Math.floor(c / 4);
  const k = c % 4;
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const sum = h + l - 7 * m + 114;
  return isoDate(year, Math.floor(sum / 31), (sum % 31) + 1);
}

function isoDate(year: number, month: number, day: number): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
