import { DateTime } from 'luxon';
import { openPeriods, type PlaceHours } from '../../../kernel/opening-hours/opening-hours.js';
import { localDateAt } from '../../../kernel/opening-hours/wall-clock.js';

/** What decides when a workshop can take a car. */
export interface AppointmentPlace extends PlaceHours {
  readonly bays: number;
  /** Whole days from the day of asking to the first appointment. */
  readonly leadTimeDays: number;
}

/** A bay that is taken over [startsAt, endsAt). */
export interface TakenBay {
  readonly startsAt: Date;
  readonly endsAt: Date;
}

export interface AppointmentRequest {
  /** Local date on which the appointment is asked for: lead time counts from here. */
  readonly asOf: string;
  /** First local date of interest. */
  readonly from: string;
  /** Local dates from there on. */
  readonly days: number;
  readonly durationMinutes: number;
}

/** A time at which a bay is free over the whole appointment. */
export interface FreeSlot extends TakenBay {
  readonly freeBays: number;
}

/** Appointments begin on the half hours after a workshop opens. */
export const STEP_MINUTES = 30;

/** The local day from midnight to midnight on which a window of appointments begins, and the first one after it. */
export function windowOf(
  { timeZone, leadTimeDays }: AppointmentPlace,
  { asOf, from, days }: AppointmentRequest,
): { readonly start: Date; readonly end: Date } | null {
  const earliest = DateTime.fromISO(asOf, { zone: timeZone }).plus({ days: leadTimeDays });
  const first = DateTime.fromISO(from, { zone: timeZone });
  if (!earliest.isValid || !first.isValid) return null;
  const start = DateTime.max(earliest, first);
  return { start: start.toJSDate(), end: DateTime.max(start, first.plus({ days })).toJSDate() };
}

/**
 * Appointments that a workshop can take, in the order of time; null where its hours are not known.
 *
 * The rule: from the day of asking the lead time passes in calendar days of the workshop. From then on an appointment may
 * begin when the workshop opens and every half hour after it, if it ends before the workshop closes, and if fewer bays are
 * taken at each moment of it than there are. Times are those of the workshop's clock, public holidays and special dates
 * counted; over a change of daylight saving an appointment keeps its length.
 */
export function appointmentSlots(
  place: AppointmentPlace,
  taken: readonly TakenBay[],
  request: AppointmentRequest,
): FreeSlot[] | null {
  const window = windowOf(place, request);
  if (window === null) return null;
  const periods = openPeriods(place, window.start, window.end);
  if (periods === null) return null;
  const step = STEP_MINUTES * 60_000;
  const length = request.durationMinutes * 60_000;
  return periods.flatMap(({ from, to }) => {
    const slots: FreeSlot[] = [];
    for (let at = from.getTime(); at + length <= to.getTime(); at += step) {
      const slot = { startsAt: new Date(at), endsAt: new Date(at + length) };
      const freeBays = place.bays - mostTaken(taken, slot);
      if (freeBays > 0) slots.push({ ...slot, freeBays });
    }
    return slots;
  });
}

/** The most bays that are taken at one moment of [startsAt, endsAt). */
function mostTaken(taken: readonly TakenBay[], { startsAt, endsAt }: TakenBay): number {
  const within = taken.filter((one) => one.startsAt < endsAt && startsAt < one.endsAt);
  // More are taken than before only where one begins.
  const moments = [startsAt, ...within.map((one) => one.startsAt).filter((at) => at > startsAt)];
  return Math.max(...moments.map((at) => within.filter((one) => one.startsAt <= at && at < one.endsAt).length));
}

/** Whether a capability is valid on the local day on which an appointment ends. */
export function isValidAtEnd(validTo: string | null, { endsAt }: TakenBay, timeZone: string): boolean {
  const day = localDateAt(endsAt, timeZone);
  return validTo === null || (day !== null && day < validTo);
}
