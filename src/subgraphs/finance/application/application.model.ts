import { Schema, type Types } from 'mongoose';
import { EMBEDDED_SCHEMA_OPTIONS, RECORD_SCHEMA_OPTIONS } from '../../../database/common-schemas.js';
import { nationalModel } from '../../../database/model-definition.js';
import { APPLICATION_STATUSES, type ApplicationStatusName } from './application-status.js';

export interface ApplicationStepRecord {
  status: ApplicationStatusName;
  at: Date;
  /** `sub` of the token; null where it had none. */
  actor: string | null;
  reasonCodes: string[];
  comment: string | null;
}

/** An application for the financing that a quote promises. `_id` is the application id. No person's data is kept. */
export interface ApplicationRecord {
  _id: string;
  applicationId: string;
  partnerId: string;
  country: string;
  quoteId: string;
  productId: string;
  offerId: string | null;
  variantId: string | null;
  /** The bank's or dealer's own reference to the applicant: opaque here. */
  applicantRef: string;
  status: ApplicationStatusName;
  /** Grows by one with each change: whoever changes it must have seen the last one. */
  version: number;
  history: ApplicationStepRecord[];
  decisionReasons: string[];
  /** The contract that it has become; missing or null before. */
  contractId?: string | null;
  /** What is applied for, as the quote said it. */
  principal: Types.Decimal128;
  currency: string;
  createdAt: Date;
  updatedAt: Date;
  /** When the quote expires, and with it what has not been decided. */
  expiresAt: Date;
}

const text = { type: String, required: true } as const;

const applicationSchema = new Schema(
  {
    _id: text,
    applicationId: text,
    partnerId: text,
    country: text,
    quoteId: text,
    productId: text,
    offerId: { type: String, default: null },
    variantId: { type: String, default: null },
    applicantRef: text,
    status: { type: String, enum: APPLICATION_STATUSES, required: true },
    version: { type: Number, required: true },
    history: {
      type: [
        new Schema(
          {
            status: text,
            at: { type: Date, required: true },
            actor: { type: String, default: null },
            reasonCodes: { type: [String], default: [] },
            comment: { type: String, default: null },
          },
          EMBEDDED_SCHEMA_OPTIONS,
        ),
      ],
      required: true,
    },
    decisionReasons: { type: [String], default: [] },
    contractId: { type: String, default: null },
    principal: { type: Schema.Types.Decimal128, required: true },
    currency: text,
    createdAt: { type: Date, required: true },
    updatedAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
  },
  RECORD_SCHEMA_OPTIONS,
);
applicationSchema.index({ partnerId: 1, status: 1, _id: 1 });
applicationSchema.index({ country: 1, _id: 1 });
applicationSchema.index({ status: 1, expiresAt: 1 });
applicationSchema.index({ offerId: 1, _id: 1 });

export const applicationModel = nationalModel<ApplicationRecord>('Application', 'applications', applicationSchema);
