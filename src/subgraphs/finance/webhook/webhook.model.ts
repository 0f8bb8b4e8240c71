import { Schema } from 'mongoose';
import { RECORD_SCHEMA_OPTIONS } from '../../../database/common-schemas.js';
import { worldwideModel } from '../../../database/model-definition.js';

/** Where a partner wants to be told, and how far it has been. `_id` is the endpoint id. */
export interface WebhookEndpointRecord {
  _id: string;
  endpointId: string;
  partnerId: string;
  url: string;
  /** Base64 of 32 random bytes. */
  secret: string;
  /** The secret before the last rotation, which signs too until then; null for none. */
  previousSecret: string | null;
  previousSecretUntil: Date | null;
  /** Types of events; empty for all. */
  types: string[];
  /** DISABLED where the receiver has said that it is gone (410). */
  status: 'ACTIVE' | 'DISABLED';
  /** Last sequence that has been delivered or given up, by cluster. */
  position: Record<string, number>;
  /** Failed attempts at the event that is next. */
  failures: number;
  lastError: string | null;
  nextAttemptAt: Date;
  /** Whoever holds the endpoint until then is the only one who sends to it. */
  leaseUntil: Date;
  createdAt: Date;
}

const endpointSchema = new Schema(
  {
    _id: { type: String, required: true },
    endpointId: { type: String, required: true },
    partnerId: { type: String, required: true },
    url: { type: String, required: true },
    secret: { type: String, required: true },
    previousSecret: { type: String, default: null },
    previousSecretUntil: { type: Date, default: null },
    types: { type: [String], default: [] },
    status: { type: String, enum: ['ACTIVE', 'DISABLED'], required: true },
    position: { type: Schema.Types.Mixed, required: true },
    failures: { type: Number, required: true },
    lastError: { type: String, default: null },
    nextAttemptAt: { type: Date, required: true },
    leaseUntil: { type: Date, required: true },
    createdAt: { type: Date, required: true },
  },
  { ...RECORD_SCHEMA_OPTIONS, minimize: false },
);
endpointSchema.index({ partnerId: 1, _id: 1 });
endpointSchema.index({ status: 1, nextAttemptAt: 1 });

export const webhookEndpointModel = worldwideModel<WebhookEndpointRecord>(
  'WebhookEndpoint',
  'webhook_endpoints',
  endpointSchema,
);

/** An event that an endpoint could not be told of. `_id` is `endpointId/eventId`. */
export interface WebhookDeadLetterRecord {
  _id: string;
  endpointId: string;
  partnerId: string;
  eventId: string;
  /** What was to be sent. */
  body: string;
  attempts: number;
  lastError: string;
  at: Date;
}

const deadLetterSchema = new Schema(
  {
    _id: { type: String, required: true },
    endpointId: { type: String, required: true },
    partnerId: { type: String, required: true },
    eventId: { type: String, required: true },
    body: { type: String, required: true },
    attempts: { type: Number, required: true },
    lastError: { type: String, required: true },
    at: { type: Date, required: true },
  },
  RECORD_SCHEMA_OPTIONS,
);
deadLetterSchema.index({ partnerId: 1, _id: 1 });

export const webhookDeadLetterModel = worldwideModel<WebhookDeadLetterRecord>(
  'WebhookDeadLetter',
  'webhook_dead_letters',
  deadLetterSchema,
);
