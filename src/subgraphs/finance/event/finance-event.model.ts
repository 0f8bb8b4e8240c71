import { Schema } from 'mongoose';
import { RECORD_SCHEMA_OPTIONS } from '../../../database/common-schemas.js';
import { nationalModel } from '../../../database/model-definition.js';

/** What partners are told of. */
export const FINANCE_EVENT_TYPES = [
  'application.submitted',
  'application.inreview',
  'application.approved',
  'application.conditional',
  'application.declined',
  'application.contracted',
  'application.withdrawn',
  'application.expired',
  'product.created',
  'product.changed',
  'rateTable.published',
  'residualValueCurve.published',
  'contract.created',
  'contract.changed',
] as const;
export type FinanceEventType = (typeof FINANCE_EVENT_TYPES)[number];

/**
 * Something that a partner is told of: written in the transaction of the change itself, so that neither is there without the
 * other. Change feed, webhooks and subscriptions all read these. `_id` is `partnerId:cluster:sequence` and, as the id of a webhook,
 * stable over all its deliveries.
 */
export interface FinanceEventRecord {
  _id: string;
  partnerId: string;
  /** Counts the events of a partner on one cluster, from 1, without gaps, in the order of their commits. */
  sequence: number;
  country: string;
  type: FinanceEventType;
  subjectType: 'Application' | 'RateTable' | 'FinancingProduct' | 'ResidualValueCurve' | 'Contract';
  subjectId: string;
  /** Version of the subject after the change. */
  version: number;
  /** Status of the subject after the change, where it has one. */
  status: string | null;
  at: Date;
}

const financeEventSchema = new Schema(
  {
    _id: { type: String, required: true },
    partnerId: { type: String, required: true },
    sequence: { type: Number, required: true },
    country: { type: String, required: true },
    type: { type: String, required: true },
    subjectType: { type: String, required: true },
    subjectId: { type: String, required: true },
    version: { type: Number, required: true },
    status: { type: String, default: null },
    at: { type: Date, required: true },
  },
  RECORD_SCHEMA_OPTIONS,
);
financeEventSchema.index({ partnerId: 1, sequence: 1 }, { unique: true });

export const financeEventModel = nationalModel<FinanceEventRecord>(
  'FinanceEvent',
  'finance_events',
  financeEventSchema,
);
