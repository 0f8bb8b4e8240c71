import { DateTime } from 'luxon';
import { isOpenByHours, type PlaceHours } from '../../../../kernel/opening-hours/opening-hours.js';
import type { OpeningTimesRecord } from '../opening-times.model.js';

/** When a site is open, as stored. */
export interface Schedule extends PlaceHours {
  /** OCPI Hours; they count more. */
  readonly openingTimes: OpeningTimesRecord | null;
}

/**
 * Whether a site is open at an instant; null where that is not known: no hours, hours that cannot be read, an unknown time
 * zone, or hours that say "unknown" themselves. OCPI 2.3.0, Hours: an exceptional closing counts more than an exceptional
 * opening, and both more than the regular hours; a period ends before its end.
 */
export function isOpenAt({ openingTimes, ...hours }: Schedule, at: Date): boolean | null {
  if (openingTimes !== null) {
    const { exceptionalClosings = [], exceptionalOpenings = [] } = openingTimes;
    if (exceptionalClosings.some((period) => isIn(period, at))) return false;
    if (exceptionalOpenings.some((period) => isIn(period, at)) || openingTimes.twentyfourseven) return true;
    const { regularHours = [] } = openingTimes;
    if (regularHours.length > 0) {
      const local = DateTime.fromJSDate(at, { zone: hours.timeZone });
      return local.isValid ? regularHours.some((period) => isInWeek(period, local)) : null;
    }
    // No regular hours at all: only the exceptions are known, and what the text says.
  }
  return isOpenByHours(hours, at);
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
