import { DateTime } from 'luxon';
import type { DataContext } from '../../../database/data-context.js';
import { perCountry } from '../../../database/per-country.js';
import { badUserInput } from '../../../kernel/errors/tripod-error.js';
import type { LoaderDefinition } from '../../../kernel/loaders/loaders.js';
import { type Page, pageOf } from '../../../kernel/paging/connection.js';
import { decodeCursor } from '../../../kernel/paging/cursor.js';
import type { ServiceCapabilityCode } from '../point/service-capability-code.js';
import { type ServicePoint, ServicePointStatus } from '../point/service-point.type.js';
import type { AppointmentsArguments } from './appointment.inputs.js';
import { AppointmentObstacle, type AppointmentSlot } from './appointment.type.js';
import {
  type AppointmentPlace,
  appointmentSlots,
  type FreeSlot,
  isValidAtEnd,
  type TakenBay,
  windowOf,
} from './appointment-slots.js';
import { type ServiceBookingRecord, serviceBookingModel } from './service-booking.model.js';

/** A page of appointments, or why there is none. */
export interface AppointmentPage extends Page<AppointmentSlot> {
  readonly obstacle: AppointmentObstacle | null;
}

interface PointWindow {
  readonly servicePointId: string;
  readonly country: string;
  readonly start: Date;
  readonly end: Date;
}

/** Bays taken in a window of time: one command a cluster for all workshops. */
const takenBays: LoaderDefinition<DataContext, PointWindow, TakenBay[]> = {
  name: 'service.takenBays',
  keyText: ({ servicePointId, start, end }) => `${servicePointId} ${start.getTime()} ${end.getTime()}`,
  load: async (windows, _request, { database }) => {
    const countries = [...new Set(windows.map(({ country }) => country))];
    const found = await perCountry(database, countries, async (cluster, group) => {
      const asked = windows.filter(({ country }) => group.includes(country));
      const start = new Date(Math.min(...asked.map((window) => window.start.getTime())));
      const end = new Date(Math.max(...asked.map((window) => window.end.getTime())));
      const rows = await database
        .model(serviceBookingModel, cluster)
        .find(
          {
            servicePointId: { $in: [...new Set(asked.map(({ servicePointId }) => servicePointId))] },
            startsAt: { $lt: end },
            endsAt: { $gt: start },
            status: 'BOOKED',
          } as never,
          { country: 1, servicePointId: 1, startsAt: 1, endsAt: 1 },
        )
        .lean<ServiceBookingRecord[]>();
      return new Map(group.map((country) => [country, rows.filter((row) => row.country === country)]));
    });
    const byCountry = new Map(countries.map((country, index) => [country, found[index]]));
    return windows.map(({ country, servicePointId }) => {
      const rows = byCountry.get(country) ?? [];
      return rows instanceof Error ? rows : rows.filter((row) => row.servicePointId === servicePointId);
    });
  },
};

/** The appointments that a workshop can take, by the rule of `appointmentSlots`. */
export async function listAppointments(
  context: DataContext,
  point: ServicePoint,
  request: AppointmentsArguments,
): Promise<AppointmentPage> {
  const { first, after = null } = request;
  const passed = after === null ? null : instantOfCursor(after);
  const { slots, obstacle } = await slotsOf(context, point, request);
  const page = pageOf<FreeSlot, AppointmentSlot>({
    rows: slots.filter(({ startsAt }) => passed === null || startsAt.getTime() > passed),
    first,
    after,
    totalCount: slots.length,
    view: (slot) => ({ ...slot, localStart: localTime(slot.startsAt, point.timeZone) }),
    positionOf: ({ startsAt }) => [startsAt.getTime()],
  });
  return Object.assign(page, { obstacle });
}

/** What decides when a workshop can take a car, or why that cannot be told. */
export function appointmentPlace(point: ServicePoint): AppointmentPlace | AppointmentObstacle {
  const { bays, openingHours, timeZone, status } = point;
  if (status !== ServicePointStatus.OPEN) return AppointmentObstacle.NOT_OPEN;
  if (bays === null) return AppointmentObstacle.BAYS_UNKNOWN;
  const leadTimeDays = point.leadTimeDays ?? 0;
  return { openingHours, timeZone, country: point.country.code, bays, leadTimeDays };
}

/** Whether a workshop holds all of these capabilities with a certificate that is valid when an appointment ends. */
export function hasCapabilities(
  { capabilities, timeZone }: ServicePoint,
  codes: readonly ServiceCapabilityCode[],
  at: TakenBay,
): boolean {
  return codes.every((code) =>
    capabilities.some((held) => held.code === code && isValidAtEnd(held.validTo, at, timeZone)),
  );
}

async function slotsOf(
  context: DataContext,
  point: ServicePoint,
  { from, days, durationMinutes, capabilities, ...request }: AppointmentsArguments,
): Promise<{ slots: FreeSlot[]; obstacle: AppointmentObstacle | null }> {
  const none = (obstacle: AppointmentObstacle) => ({ slots: [], obstacle });
  const place = appointmentPlace(point);
  if (typeof place === 'string') return none(place);
  const asOf = request.asOf ?? context.today;
  const asked = { asOf, from: from ?? asOf, days, durationMinutes };
  const window = windowOf(place, asked);
  const isKnown = window !== null && appointmentSlots(place, [], asked) !== null;
  if (!isKnown) return none(AppointmentObstacle.HOURS_UNKNOWN);
  const isCapable = (at: TakenBay) => hasCapabilities(point, capabilities ?? [], at);
  if (!isCapable({ startsAt: window.start, endsAt: window.start })) return none(AppointmentObstacle.NOT_CAPABLE);
  const key = { servicePointId: point.servicePointId, country: place.country, ...window };
  const taken = await context.loaders.load(
    takenBays,
    key,
    { arguments: undefined, fields: new Set<string>() },
    context,
  );
  return { slots: (appointmentSlots(place, taken, asked) ?? []).filter(isCapable), obstacle: null };
}

function localTime(at: Date, timeZone: string): string {
  return DateTime.fromJSDate(at, { zone: timeZone }).toISO({ suppressMilliseconds: true }) ?? '';
}

function instantOfCursor(after: string): number {
  const [at] = decodeCursor(after, 1);
  if (typeof at !== 'number') throw badUserInput('after', 'is not a cursor of this list');
  return at;
}
