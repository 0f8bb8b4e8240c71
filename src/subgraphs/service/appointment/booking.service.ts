import { appendAudit } from '../../../database/audit/audit-trail.js';
import type { DataContext } from '../../../database/data-context.js';
import { once } from '../../../database/idempotency.js';
import { nextSequence } from '../../../database/sequence.js';
import { orUnavailable } from '../../../database/unavailable.js';
import { requireScope } from '../../../kernel/caller.js';
import { badUserInput, TripodError } from '../../../kernel/errors/tripod-error.js';
import { naturalKey } from '../../../kernel/identity/global-id.js';
import { localDateAt } from '../../../kernel/opening-hours/wall-clock.js';
import { rowKey } from '../country/row-key.js';
import { findPoint } from '../point/service-point.service.js';
import type { ServicePoint } from '../point/service-point.type.js';
import { appointmentPlace, hasCapabilities } from './appointment.service.js';
import { appointmentSlots, type FreeSlot, type TakenBay } from './appointment-slots.js';
import type { BookAppointmentInput, CancelAppointmentInput } from './booking.inputs.js';
import type { ServiceBooking, ServiceBookingStatus } from './booking.type.js';
import { type ServiceBookingRecord, serviceBookingModel } from './service-booking.model.js';

const POINT_FIELDS = new Set(['openingHours', 'timeZone', 'status', 'bays', 'leadTimeDays', 'capabilities']);

/**
 * Takes a bay of a workshop for one of the times that `appointments` tells, which the rule is held against again while nobody
 * else can book there. Needs the scope `internal`. NOT_FOUND for a workshop that there is not; CONFLICT where it takes no
 * appointments or no bay is free; BAD_USER_INPUT for a time at which no appointment begins.
 */
export async function bookAppointment(context: DataContext, input: BookAppointmentInput): Promise<ServiceBooking> {
  const { database, caller, today } = context;
  requireScope(caller, 'internal');
  const servicePointId = naturalKey('ServicePoint', input.servicePointId);
  const point = await findPoint(context, servicePointId, POINT_FIELDS);
  if (point === null) throw new TripodError('NOT_FOUND', `There is no workshop ${servicePointId}.`);
  const country = point.country.code;
  const cluster = database.clusters.clusterOf(country);
  const endsAt = new Date(input.startsAt.getTime() + input.durationMinutes * 60_000);
  const asked = { startsAt: input.startsAt, endsAt };
  const { idempotencyKey, ...body } = input;
  const plainBody = JSON.parse(JSON.stringify(body));
  const bookingId = await orUnavailable(country, () =>
    once(
      database,
      cluster,
      { caller, key: idempotencyKey, operation: 'bookAppointment', body: plainBody },
      async (session) => {
        // Whoever holds the number is alone with this workshop until the transaction ends.
        const number = await nextSequence(database, cluster, session, `service_bookings:${servicePointId}`);
        const model = database.model(serviceBookingModel, cluster);
        const taken = await model
          .find(
            { servicePointId, status: 'BOOKED', startsAt: { $lt: endsAt }, endsAt: { $gt: asked.startsAt } },
            { startsAt: 1, endsAt: 1 },
            { session },
          )
          .lean<TakenBay[]>();
        refuseUnlessFree(point, taken, asked, input, today);
        const _id = `${servicePointId}:A${String(number).padStart(6, '0')}`;
        const record: ServiceBookingRecord = {
          _id,
          bookingId: _id,
          country,
          servicePointId,
          ...asked,
          status: 'BOOKED',
          provenance: {
            source: { system: 'bookAppointment', recordId: _id, licence: 'LicenseRef-proprietary', fetchedAt: today },
            confidence: 'HIGH',
            conflicts: [],
          },
        };
        await model.create([record], { session });
        const audited = { action: 'bookAppointment', subject: `ServiceBooking:${_id}`, body: plainBody };
        await appendAudit(database, cluster, session, context, audited);
        return _id;
      },
    ),
  );
  return storedBooking(context, cluster, bookingId);
}

/** Gives the bay of a booking back. Needs the scope `internal`. NOT_FOUND for a booking that there is not. */
export async function cancelAppointment(context: DataContext, input: CancelAppointmentInput): Promise<ServiceBooking> {
  const { database, caller } = context;
  requireScope(caller, 'internal');
  const { bookingId, idempotencyKey } = input;
  const { country } = rowKey(bookingId);
  if (country === undefined) throw badUserInput('bookingId', 'must begin with a country, such as "DE:..."');
  const cluster = database.clusters.clusterOf(country);
  await orUnavailable(country, () =>
    once(
      database,
      cluster,
      { caller, key: idempotencyKey, operation: 'cancelAppointment', body: { bookingId } },
      async (session) => {
        const cancelled = await database
          .model(serviceBookingModel, cluster)
          .updateOne({ _id: bookingId }, { $set: { status: 'CANCELLED' } }, { session });
        if (cancelled.matchedCount === 0) throw new TripodError('NOT_FOUND', `There is no booking ${bookingId}.`);
        const audited = { action: 'cancelAppointment', subject: `ServiceBooking:${bookingId}`, body: { bookingId } };
        await appendAudit(database, cluster, session, context, audited);
        return bookingId;
      },
    ),
  );
  return storedBooking(context, cluster, bookingId);
}

function refuseUnlessFree(
  point: ServicePoint,
  taken: readonly TakenBay[],
  asked: TakenBay,
  { durationMinutes, capabilities }: BookAppointmentInput,
  today: string,
): void {
  const place = appointmentPlace(point);
  if (typeof place === 'string') {
    throw new TripodError('CONFLICT', `The workshop takes no appointments: ${place}.`, { obstacle: place });
  }
  const from = localDateAt(asked.startsAt, point.timeZone) ?? today;
  const slotsBeside = (bays: readonly TakenBay[]) =>
    appointmentSlots(place, bays, { asOf: today, from, days: 1, durationMinutes }) ?? [];
  const isAsked = ({ startsAt }: FreeSlot) => startsAt.getTime() === asked.startsAt.getTime();
  if (!slotsBeside([]).some(isAsked)) {
    throw badUserInput('startsAt', 'is no time at which an appointment of that length begins; see `appointments`');
  }
  if (!hasCapabilities(point, capabilities, asked)) {
    throw badUserInput('capabilities', 'are not all held with a certificate that is valid then');
  }
  if (!slotsBeside(taken).some(isAsked)) throw new TripodError('CONFLICT', 'No bay is free at that time.');
}

async function storedBooking({ database }: DataContext, cluster: string, bookingId: string): Promise<ServiceBooking> {
  const row = await database
    .model(serviceBookingModel, cluster)
    .findById(bookingId)
    .lean<ServiceBookingRecord>()
    .orFail();
  const { servicePointId, startsAt, endsAt, status } = row;
  return { bookingId, servicePointId, startsAt, endsAt, status: status as ServiceBookingStatus };
}
