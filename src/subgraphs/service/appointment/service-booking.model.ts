import { Schema } from 'mongoose';
import { provenanceSchema, RECORD_SCHEMA_OPTIONS } from '../../../database/common-schemas.js';
import { nationalModel } from '../../../database/model-definition.js';
import type { ProvenanceRecord } from '../../../kernel/provenance/provenance.record.js';

/** A bay of a workshop that is taken over [startsAt, endsAt). It names nobody. `_id` is the booking id. */
export interface ServiceBookingRecord {
  _id: string;
  bookingId: string;
  country: string;
  servicePointId: string;
  startsAt: Date;
  endsAt: Date;
  /** Cancelled ones take no bay. */
  status: 'BOOKED' | 'CANCELLED';
  provenance: ProvenanceRecord;
}

const serviceBookingSchema = new Schema(
  {
    _id: { type: String, required: true },
    bookingId: { type: String, required: true },
    country: { type: String, required: true },
    servicePointId: { type: String, required: true },
    startsAt: { type: Date, required: true },
    endsAt: { type: Date, required: true },
    status: { type: String, enum: ['BOOKED', 'CANCELLED'], required: true },
    provenance: { type: provenanceSchema, required: true },
  },
  RECORD_SCHEMA_OPTIONS,
);
serviceBookingSchema.index({ servicePointId: 1, startsAt: 1 });

export const serviceBookingModel = nationalModel<ServiceBookingRecord>(
  'ServiceBooking',
  'service_bookings',
  serviceBookingSchema,
);
