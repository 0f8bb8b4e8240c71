import { DateTime } from 'luxon';

/**
 * The library of opening hours reckons in the time zone of the process. It gets what the clock on the wall of a place shows as
 * if it were our own time, and its answers are turned back into instants of the place's zone.
 */
export function wallClockOf(at: Date, timeZone: string): Date | null {
  const local = DateTime.fromJSDate(at, { zone: timeZone });
  return local.isValid
    ? new Date(local.year, local.month - 1, local.day, local.hour, local.minute, local.second)
    : null;
}

/**
 * The instant at which the clock on the wall shows this. An hour that daylight saving leaves out is read as the one after
 * it; of an hour that it repeats, the first one counts.
 */
export function instantOf(wallClock: Date, timeZone: string): Date {
  const local = DateTime.fromObject(
    {
      year: wallClock.getFullYear(),
      month: wallClock.getMonth() + 1,
      day: wallClock.getDate(),
      hour: wallClock.getHours(),
      minute: wallClock.getMinutes(),
      second: wallClock.getSeconds(),
    },
    { zone: timeZone },
  );
  return earliestOf(local).toJSDate();
}

/** Luxon does not promise which of two equal hours it takes. */
function earliestOf(local: DateTime): DateTime {
  const [first = local] = local.getPossibleOffsets().sort((left, right) => left.toMillis() - right.toMillis());
  return first;
}

/** The date on the calendar of a place (YYYY-MM-DD); null for a time zone that does not exist. */
export function localDateAt(at: Date, timeZone: string): string | null {
  return DateTime.fromJSDate(at, { zone: timeZone }).toISODate();
}
