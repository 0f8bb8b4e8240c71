import { parsedHours } from './parsed-hours.js';
import { instantOf, wallClockOf } from './wall-clock.js';

/** When a place is open, and by whose clock and holidays. */
export interface PlaceHours {
  /** OpenStreetMap opening_hours, with public holidays (PH) and special dates; null where they are not known. */
  readonly openingHours: string | null;
  /** IANA. */
  readonly timeZone: string;
  /** ISO 3166-1 alpha-2: whose public holidays count. */
  readonly country: string;
}

/** Half-open [from, to). */
export interface OpenPeriod {
  readonly from: Date;
  readonly to: Date;
}

const ALWAYS = '24/7';
const DAY_MILLISECONDS = 86_400_000;

/** How far ahead an opening is looked for: more than a year, for places that open in one season only. */
const DAYS_AHEAD = 400;

/** Hours change at most a few times a day; more changes than this are a text that nobody has meant. */
const MOST_CHANGES = 5_000;

/**
 * Whether a place is open at an instant; null where that is not known: no hours, hours that cannot be read, an unknown time
 * zone, public holidays of a country whose holidays are not known, or hours that say "unknown" themselves.
 */
export function isOpenByHours({ openingHours, timeZone, country }: PlaceHours, at: Date): boolean | null {
  if (openingHours === null) return null;
  if (openingHours.trim() === ALWAYS) return true;
  const here = wallClockOf(at, timeZone);
  const hours = here === null ? null : parsedHours(openingHours, country);
  if (here === null || hours === null) return null;
  try {
    return hours.getUnknown(here) ? null : hours.getState(here);
  } catch {
    // Holidays of a country that the library does not know, and the like.
    return null;
  }
}

/**
 * The first instant after this one at which a place goes from closed to open; null where the hours are not known, where it
 * never closes, and where it does not open within 400 days.
 */
export function nextOpening({ openingHours, timeZone, country }: PlaceHours, after: Date): Date | null {
  const here = wallClockOf(after, timeZone);
  const hours = here === null || openingHours === null ? null : parsedHours(openingHours, country);
  if (here === null || hours === null) return null;
  const limit = new Date(here.getTime() + DAYS_AHEAD * DAY_MILLISECONDS);
  try {
    const iterator = hours.getIterator(here);
    let wasOpen = iterator.getState() && !iterator.getUnknown();
    for (let change = 0; change < MOST_CHANGES && iterator.advance(limit); change++) {
      const isOpen = iterator.getState() && !iterator.getUnknown();
      if (isOpen && !wasOpen) return instantOf(iterator.getDate(), timeZone);
      wasOpen = isOpen;
    }
  } catch {
    return null;
  }
  return null;
}

/**
 * When a place is open between two instants, in their order, cut off at both ends; null where the hours are not known.
 * Times at which the hours themselves say "unknown" are left out. Over a change of daylight saving the periods keep to the
 * clock on the wall.
 */
export function openPeriods(place: PlaceHours, from: Date, to: Date): OpenPeriod[] | null {
  const { openingHours, timeZone, country } = place;
  const [here, there] = [wallClockOf(from, timeZone), wallClockOf(to, timeZone)];
  if (openingHours === null || here === null || there === null) return null;
  if (openingHours.trim() === ALWAYS) return [{ from, to }];
  const hours = parsedHours(openingHours, country);
  if (hours === null) return null;
  try {
    return hours.getOpenIntervals(here, there).flatMap(([start, end, unknown]) => {
      if (unknown) return [];
      const period = {
        from: start <= here ? from : instantOf(start, timeZone),
        to: end >= there ? to : instantOf(end, timeZone),
      };
      return period.from < period.to ? [period] : [];
    });
  } catch {
    return null;
  }
}
