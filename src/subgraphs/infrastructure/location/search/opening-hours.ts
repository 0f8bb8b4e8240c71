import { DateTime } from 'luxon';
import OpeningHours from 'opening_hours';
import type { OpeningTimesRecord } from '../opening-times.model.js';

/** When a site is open, as stored. */
export interface Schedule {
  /** OpenStreetMap opening_hours. */
  readonly openingHours: string | null;
  /** OCPI Hours; they count more. */
  readonly openingTimes: OpeningTimesRecord | null;
  /** IANA. */
  readonly timeZone: string;
  /** ISO 3166-1 alpha-2: whose public holidays count. */
  readonly country: string;
}

/**
 * Whether a site is open at an instant; null where that is not known: no hours, hours that cannot be read, an unknown time
 * zone, or hours that say "unknown" themselves. OCPI 2.3.0, Hours: an exceptional closing counts more than an exceptional
 * opening, and both more than the regular hours; a period ends before its end.
 */
export function isOpenAt({ openingHours, openingTimes, timeZone, country }: Schedule, at: Date): boolean | null {
  if (openingTimes !== null) {
    const { exceptionalClosings = [], exceptionalOpenings = [] } = openingTimes;
    if (exceptionalClosings.some((period) => isIn(period, at))) return false;
    if (exceptionalOpenings.some((period) => isIn(period, at)) || openingTimes.twentyfourseven) return true;
    const { regularHours = [] } = openingTimes;
    if (regularHours.length > 0) {
      const local = DateTime.fromJSDate(at, { zone: timeZone });
      return local.isValid ? regularHours.some((period) => isInWeek(period, local)) : null;
    }
    // No regular hours at all: only the exceptions are known.
    if (openingHours === null) return null;
  }
  return openingHours === null ? null : isOpenByText(openingHours, timeZone, country, at);
}

function isIn({ periodBegin, periodEnd }: { periodBegin: Date; periodEnd: Date }, at: Date): boolean {
  return periodBegin <= at && at < periodEnd;
}

function isInWeek(
  { weekday, periodBegin, periodEnd }: { weekday: number; periodBegin: string; periodEnd: string },
  local: DateTime,
): boolean {
  const minute = local.toFormat('HH:mm');
  if (periodBegin < periodEnd) return local.weekday === weekday && periodBegin <= minute && minute < periodEnd;
  // Not what OCPI has, but what some write: a period that ends on the next day.
  const next = (weekday % 7) + 1;
  return (local.weekday === weekday && minute >= periodBegin) || (local.weekday === next && minute < periodEnd);
}

const ALWAYS = '24/7';

/** Hours by the sun need the place of each site: they count as unknown. */
const BY_THE_SUN = /sunrise|sunset|dawn|dusk/i;

function isOpenByText(text: string, timeZone: string, country: string, at: Date): boolean | null {
  if (text.trim() === ALWAYS) return true;
  const local = DateTime.fromJSDate(at, { zone: timeZone });
  const hours = local.isValid ? parsed(text, country) : null;
  if (hours === null) return null;
  // The library reckons in the time zone of the process: it gets the local time of the site as if it were ours.
  const here = new Date(local.year, local.month - 1, local.day, local.hour, local.minute, local.second);
  try {
    return hours.getUnknown(here) ? null : hours.getState(here);
  } catch {
    // School holidays of a country that the library does not know, and the like.
    return null;
  }
}

/** Parsing takes half a millisecond, and many sites have the same hours. */
const MOST_PARSED = 5_000;
const parsedTexts = new Map<string, OpeningHours | null>();

function parsed(text: string, country: string): OpeningHours | null {
  const key = `${country} ${text}`;
  const known = parsedTexts.get(key);
  if (known !== undefined) return known;
  if (parsedTexts.size >= MOST_PARSED) parsedTexts.clear();
  const hours = parse(text, country);
  parsedTexts.set(key, hours);
  return hours;
}

function parse(text: string, country: string): OpeningHours | null {
  if (BY_THE_SUN.test(text)) return null;
  try {
    const place = { lat: 0, lon: 0, address: { country_code: country.toLowerCase(), state: '' } };
    return new OpeningHours(text, place, { mode: 0, warnings_severity: 0, locale: 'en' } as never);
  } catch {
    return null;
  }
}
