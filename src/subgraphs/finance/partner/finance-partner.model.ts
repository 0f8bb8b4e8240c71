import { Schema } from 'mongoose';
import { EMBEDDED_SCHEMA_OPTIONS, provenanceSchema, RECORD_SCHEMA_OPTIONS } from '../../../database/common-schemas.js';
import { worldwideModel } from '../../../database/model-definition.js';
import type { ProvenanceRecord } from '../../../kernel/provenance/provenance.record.js';
import { isBic } from './bic.js';
import { isLei } from './lei.js';

/** A bank, captive, lessor, insurer or fintech. `_id` is the partner id. */
export interface FinancePartnerRecord {
  _id: string;
  partnerId: string;
  name: string;
  /** ISO 17442; null where the partner has none. */
  lei: string | null;
  /** ISO 9362; null where the partner has none. */
  bic: string | null;
  kind: 'BANK' | 'CAPTIVE' | 'LEASING' | 'INSURER' | 'FINTECH';
  countries: string[];
  licences: { country: string; regulator: string; number: string }[];
  status: 'ACTIVE' | 'SUSPENDED';
  provenance: ProvenanceRecord;
}

const financePartnerSchema = new Schema(
  {
    _id: { type: String, required: true },
    partnerId: { type: String, required: true },
    name: { type: String, required: true },
    lei: {
      type: String,
      default: null,
      validate: {
        validator: (value: string | null) => value === null || isLei(value),
        message: '{VALUE} is no LEI of ISO 17442',
      },
    },
    bic: {
      type: String,
      default: null,
      validate: {
        validator: (value: string | null) => value === null || isBic(value),
        message: '{VALUE} is no BIC of ISO 9362',
      },
    },
    kind: { type: String, enum: ['BANK', 'CAPTIVE', 'LEASING', 'INSURER', 'FINTECH'], required: true },
    countries: { type: [String], default: [] },
    licences: {
      type: [new Schema({ country: String, regulator: String, number: String }, EMBEDDED_SCHEMA_OPTIONS)],
      default: [],
    },
    status: { type: String, enum: ['ACTIVE', 'SUSPENDED'], required: true },
    provenance: { type: provenanceSchema, required: true },
  },
  RECORD_SCHEMA_OPTIONS,
);

export const financePartnerModel = worldwideModel<FinancePartnerRecord>(
  'FinancePartner',
  'finance_partners',
  financePartnerSchema,
);
