import { Schema, type Types } from 'mongoose';
import { provenanceSchema, RECORD_SCHEMA_OPTIONS } from '../../../database/common-schemas.js';
import { nationalModel } from '../../../database/model-definition.js';
import type { ProvenanceRecord } from '../../../kernel/provenance/provenance.record.js';

/** A running contract, as its bank reports it. `_id` is the contract id. What other subgraphs know of the car is copied at signing. */
export interface ContractRecord {
  _id: string;
  contractId: string;
  partnerId: string;
  country: string;
  productKind: string;
  variantId: string;
  /** Make and model: "audi/q4_e_tron". */
  model: string;
  currency: string;
  outstanding: Types.Decimal128;
  /** Day of the last instalment. */
  endsOn: string;
  daysPastDue: number;
  /** Carbon footprint performance class of the battery; null where the collateral has no passport that says one. */
  batteryCarbonClass: string | null;
  /** First day on which the battery is no longer guaranteed; null where nobody knows. */
  guaranteeEndsOn: string | null;
  provenance: ProvenanceRecord;
}

const text = { type: String, required: true } as const;

const contractSchema = new Schema(
  {
    _id: text,
    contractId: text,
    partnerId: text,
    country: text,
    productKind: text,
    variantId: text,
    model: text,
    currency: text,
    outstanding: { type: Schema.Types.Decimal128, required: true },
    endsOn: text,
    daysPastDue: { type: Number, required: true },
    batteryCarbonClass: { type: String, default: null },
    guaranteeEndsOn: { type: String, default: null },
    provenance: { type: provenanceSchema, required: true },
  },
  RECORD_SCHEMA_OPTIONS,
);
contractSchema.index({ partnerId: 1, country: 1 });

export const contractModel = nationalModel<ContractRecord>('Contract', 'contracts', contractSchema);
