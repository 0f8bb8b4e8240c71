import { DateTime } from 'luxon';

const MINUTES_A_DAY = 24 * 60;

/** What the clock at the site shows. */
export interface LocalMoment {
  /** YYYY-MM-DD. */
  readonly date: string;
  /** Milliseconds since local midnight, as the clock shows them. */
  readonly milliseconds: number;
  /** OCPI DayOfWeek. */
  readonly weekday: string;
}

const WEEKDAYS = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'];

/** What the clock of a zone shows at an instant (milliseconds since 1970). */
export function localMoment(instant: number, zone: string): LocalMoment {
  const local = DateTime.fromMillis(instant, { zone });
  return {
    date: local.toISODate() ?? '',
    milliseconds: ((local.hour * 60 + local.minute) * 60 + local.second) * 1000 + local.millisecond,
    weekday: WEEKDAYS[local.weekday - 1] ?? '',
  };
}

/** Minutes since midnight of HH:MM. */
export function minutesOf(clock: string): number {
  const [hours = '0', minutes = '0'] = clock.split(':');
  return Number(hours) * 60 + Number(minutes);
}

/**
 * Instants within (from, to) at which the clock of a zone shows one of the given minutes of the day, or midnight, or at
 * which it is put forward or back: there restrictions to times of day, dates and days may begin or end.
 */
export function clockCuts(from: number, to: number, zone: string, minutes: readonly number[]): number[] {
  const offsets = [...new Set([from, to].map((instant) => DateTime.fromMillis(instant, { zone }).offset))];
  const wanted = [...new Set([0, ...minutes.map((minute) => minute % MINUTES_A_DAY)])];
  const cuts = offsets.length > 1 ? [offsetChange(from, to, zone)] : [];
  for (const offset of offsets) {
    const shift = offset * 60_000;
    const day = MINUTES_A_DAY * 60_000;
    for (let midnight = Math.floor((from + shift) / day) * day; midnight < to + shift; midnight += day) {
      cuts.push(...wanted.map((minute) => midnight + minute * 60_000 - shift));
    }
  }
  // Instants are whole milliseconds: nearer to an end than one of them is the end.
  return cuts.filter((cut) => from + 1 < cut && cut < to - 1);
}

/** The instant at which the zone's offset changes between two instants whose offsets differ. */
function offsetChange(from: number, to: number, zone: string): number {
  const before = DateTime.fromMillis(from, { zone }).offset;
  let [low, high] = [from, to];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (DateTime.fromMillis(middle, { zone }).offset === before) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return high;
}
