import { Schema, type Types } from 'mongoose';
import { provenanceSchema, RECORD_SCHEMA_OPTIONS } from '../../../database/common-schemas.js';
import { nationalModel } from '../../../database/model-definition.js';
import type { ProvenanceRecord } from '../../../kernel/provenance/provenance.record.js';
import type { ImpairmentStage } from './impairment-stage.js';

/**
 * A contract, as its bank reports it. `_id` is `country:partner:number`: a bank numbers its contracts as it likes, and nobody
 * can find out which numbers another one uses. What other subgraphs know of the car is copied at signing.
 */
export interface ContractRecord {
  _id: string;
  contractId: string;
  /** Number in the books of the bank. */
  contractNumber: string;
  partnerId: string;
  country: string;
  productId: string | null;
  productKind: string;
  /** The application that became the contract; null where it was made elsewhere. */
  applicationId: string | null;
  variantId: string | null;
  /** Make and model: "audi/q4_e_tron"; null where the car is not known. */
  model: string | null;
  currency: string;
  outstanding: Types.Decimal128;
  nextPaymentDate: string | null;
  /** Day of the last instalment. */
  endsOn: string;
  daysPastDue: number;
  /** What the bank has decided against the presumptions of IFRS 9; null for what the days past due presume. */
  reportedStage: ImpairmentStage | null;
  stageReason: string | null;
  status: 'RUNNING' | 'ENDED';
  /** Day of the figures. */
  reportedOn: string;
  /** Grows by one with each change. */
  version: number;
  /** Passport of the battery that secures the claim. */
  batteryPassportId: string | null;
  /** Carbon footprint performance class as it was reported: counts where no passport says one. */
  batteryCarbonClass: string | null;
  /** First day on which the battery is no longer guaranteed; null where nobody knows. */
  guaranteeEndsOn: string | null;
  provenance: ProvenanceRecord;
}

const text = { type: String, required: true } as const;
const optionalText = { type: String, default: null } as const;

const contractSchema = new Schema(
  {
    _id: text,
    contractId: text,
    contractNumber: text,
    partnerId: text,
    country: text,
    productId: optionalText,
    productKind: text,
    applicationId: optionalText,
    variantId: optionalText,
    model: optionalText,
    currency: text,
    outstanding: { type: Schema.Types.Decimal128, required: true },
    nextPaymentDate: optionalText,
    endsOn: text,
    daysPastDue: { type: Number, required: true },
    reportedStage: { type: Number, enum: [1, 2, 3, null], default: null },
    stageReason: optionalText,
    status: { type: String, enum: ['RUNNING', 'ENDED'], required: true },
    reportedOn: text,
    version: { type: Number, required: true },
    batteryPassportId: optionalText,
    batteryCarbonClass: optionalText,
    guaranteeEndsOn: optionalText,
    provenance: { type: provenanceSchema, required: true },
  },
  RECORD_SCHEMA_OPTIONS,
);
contractSchema.index({ partnerId: 1, country: 1, _id: 1 });
contractSchema.index({ country: 1, _id: 1 });
contractSchema.index({ applicationId: 1 });

export const contractModel = nationalModel<ContractRecord>('Contract', 'contracts', contractSchema);

const CONTRACT_ID = /^[A-Z]{2}:[^:\s]{1,100}:[A-Za-z0-9._-]{1,100}$/;

/** The key of a contract. */
export function contractKey(country: string, partnerId: string, contractNumber: string): string {
  return `${country}:${partnerId}:${contractNumber}`;
}

export function isContractKey(text: string): boolean {
  return CONTRACT_ID.test(text);
}

/** Make and model of a variant, which is make/model/year/trim/variant. */
export function modelOfVariant(variantId: string | null): string | null {
  return variantId === null ? null : variantId.split('/').slice(0, 2).join('/');
}
