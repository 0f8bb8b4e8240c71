import { Schema, type Types } from 'mongoose';
import {
  EMBEDDED_SCHEMA_OPTIONS,
  moneySchema,
  provenanceSchema,
  RECORD_SCHEMA_OPTIONS,
} from '../../../database/common-schemas.js';
import { nationalModel } from '../../../database/model-definition.js';
import type { MoneyRecord } from '../../../kernel/money/money.record.js';
import type { ProvenanceRecord } from '../../../kernel/provenance/provenance.record.js';
import type { ValidityRecord } from '../../../kernel/validity/validity.js';
import { ServiceLevelMetric } from './attainment.js';

/** A figure that was measured over the local dates [from, to). */
interface MeasurementRecord {
  from: string;
  to: string;
  /** In the unit of the metric; null where the period has not been measured. */
  measured: Types.Decimal128 | null;
}

/** What a network has agreed to reach, and what it has reached. `_id` is `TR:demo-authorised:FIRST_TIME_FIX:2026`. */
export interface ServiceLevelAgreementRecord extends ValidityRecord {
  _id: string;
  slaId: string;
  country: string;
  networkId: string;
  metric: ServiceLevelMetric;
  /** In the unit of the metric. */
  target: Types.Decimal128;
  /** Due for each period that misses the target; null where none is agreed. */
  penalty: MoneyRecord | null;
  measurements: MeasurementRecord[];
  provenance: ProvenanceRecord;
}

const serviceLevelAgreementSchema = new Schema(
  {
    _id: { type: String, required: true },
    slaId: { type: String, required: true },
    country: { type: String, required: true },
    networkId: { type: String, required: true },
    metric: { type: String, enum: Object.values(ServiceLevelMetric), required: true },
    target: { type: Schema.Types.Decimal128, required: true },
    penalty: { type: moneySchema, default: null },
    measurements: {
      type: [
        new Schema(
          {
            from: { type: String, required: true },
            to: { type: String, required: true },
            measured: { type: Schema.Types.Decimal128, default: null },
          },
          EMBEDDED_SCHEMA_OPTIONS,
        ),
      ],
      default: [],
    },
    validFrom: { type: String, default: null },
    validTo: { type: String, default: null },
    provenance: { type: provenanceSchema, required: true },
  },
  RECORD_SCHEMA_OPTIONS,
);
serviceLevelAgreementSchema.index({ country: 1, networkId: 1, metric: 1 });

export const serviceLevelAgreementModel = nationalModel<ServiceLevelAgreementRecord>(
  'ServiceLevelAgreement',
  'service_level_agreements',
  serviceLevelAgreementSchema,
);
