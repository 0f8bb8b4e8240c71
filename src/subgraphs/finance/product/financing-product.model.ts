import { Schema, type Types } from 'mongoose';
import { EMBEDDED_SCHEMA_OPTIONS, provenanceSchema, RECORD_SCHEMA_OPTIONS } from '../../../database/common-schemas.js';
import { nationalModel } from '../../../database/model-definition.js';
import type { ProvenanceRecord } from '../../../kernel/provenance/provenance.record.js';
import type { ValidityRecord } from '../../../kernel/validity/validity.js';

const FINANCING_KINDS = [
  'LOAN',
  'BALLOON_LOAN',
  'FINANCE_LEASE',
  'OPERATING_LEASE',
  'HIRE_PURCHASE',
  'BATTERY_AS_A_SERVICE',
  'INSURANCE',
  'SUBSCRIPTION',
  'MURABAHA',
  'IJARA',
] as const;

const APR_METHODS = ['EU_CCD', 'US_REG_Z', 'UK_CONC', 'NOMINAL', 'FLAT_RATE'] as const;
const DAY_COUNTS = ['30E_360', 'ACT_360', 'ACT_365', 'ACT_ACT'] as const;
const BUSINESS_DAY_RULES = ['NONE', 'FOLLOWING', 'MODIFIED_FOLLOWING', 'PRECEDING'] as const;
const FEE_CODES = ['ORIGINATION', 'DOCUMENT', 'MONTHLY', 'EARLY_REPAYMENT'] as const;

/** A fee: an amount in the product's currency or a fraction of the principal, never both. */
export interface FeeRecord {
  code: (typeof FEE_CODES)[number];
  amount: Types.Decimal128 | null;
  rate: Types.Decimal128 | null;
  /** True when the annual percentage rate must include the fee. */
  inApr: boolean;
}

/** A condition for customers and cars, in the Common Expression Language; see `quote/eligibility-rules.ts`. */
export interface EligibilityRuleRecord {
  /** For machines, e.g. "SCORE_TOO_LOW". */
  reasonCode: string;
  /** For people. */
  description: string;
  expression: string;
}

/** A financing product of one partner in one country. `_id` is the product id. */
export interface FinancingProductRecord extends ValidityRecord {
  _id: string;
  productId: string;
  partnerId: string;
  country: string;
  /** ISO 4217. */
  currency: string;
  kind: (typeof FINANCING_KINDS)[number];
  name: string;
  collateral: 'VEHICLE' | 'BATTERY' | 'NONE';
  minAmount: Types.Decimal128;
  maxAmount: Types.Decimal128;
  termMonths: { min: number; max: number; step: number };
  /** Fractions of the price. */
  downPaymentShare: { min: Types.Decimal128; max: Types.Decimal128 };
  /** Largest balloon as a fraction of the price; null where the product has none. */
  balloonShareMax: Types.Decimal128 | null;
  fees: FeeRecord[];
  rateType: 'FIXED' | 'VARIABLE';
  dayCount: (typeof DAY_COUNTS)[number];
  /** FOLLOWING where missing. */
  businessDayRule?: (typeof BUSINESS_DAY_RULES)[number];
  aprMethod: (typeof APR_METHODS)[number];
  /** All must be true; none where missing. */
  eligibility?: EligibilityRuleRecord[];
  status: 'DRAFT' | 'ACTIVE' | 'WITHDRAWN';
  provenance: ProvenanceRecord;
}

const financingProductSchema = new Schema(
  {
    _id: { type: String, required: true },
    productId: { type: String, required: true },
    partnerId: { type: String, required: true },
    country: { type: String, required: true },
    currency: { type: String, required: true },
    kind: { type: String, enum: FINANCING_KINDS, required: true },
    name: { type: String, required: true },
    collateral: { type: String, enum: ['VEHICLE', 'BATTERY', 'NONE'], required: true },
    minAmount: { type: Schema.Types.Decimal128, required: true },
    maxAmount: { type: Schema.Types.Decimal128, required: true },
    termMonths: {
      type: new Schema({ min: Number, max: Number, step: Number }, EMBEDDED_SCHEMA_OPTIONS),
      required: true,
    },
    downPaymentShare: {
      type: new Schema({ min: Schema.Types.Decimal128, max: Schema.Types.Decimal128 }, EMBEDDED_SCHEMA_OPTIONS),
      required: true,
    },
    balloonShareMax: { type: Schema.Types.Decimal128, default: null },
    fees: {
      type: [
        new Schema(
          {
            code: { type: String, enum: FEE_CODES, required: true },
            amount: { type: Schema.Types.Decimal128, default: null },
            rate: { type: Schema.Types.Decimal128, default: null },
            inApr: { type: Boolean, required: true },
          },
          EMBEDDED_SCHEMA_OPTIONS,
        ),
      ],
      default: [],
    },
    rateType: { type: String, enum: ['FIXED', 'VARIABLE'], required: true },
    dayCount: { type: String, enum: DAY_COUNTS, required: true },
    businessDayRule: { type: String, enum: BUSINESS_DAY_RULES, default: 'FOLLOWING' },
    aprMethod: { type: String, enum: APR_METHODS, required: true },
    eligibility: {
      type: [
        new Schema(
          {
            reasonCode: { type: String, required: true },
            description: { type: String, required: true },
            expression: { type: String, required: true },
          },
          EMBEDDED_SCHEMA_OPTIONS,
        ),
      ],
      default: [],
    },
    status: { type: String, enum: ['DRAFT', 'ACTIVE', 'WITHDRAWN'], required: true },
    validFrom: { type: String, default: null },
    validTo: { type: String, default: null },
    provenance: { type: provenanceSchema, required: true },
  },
  RECORD_SCHEMA_OPTIONS,
);
financingProductSchema.index({ country: 1, _id: 1 });
financingProductSchema.index({ country: 1, kind: 1, validFrom: 1 });
financingProductSchema.index({ partnerId: 1, _id: 1 });

export const financingProductModel = nationalModel<FinancingProductRecord>(
  'FinancingProduct',
  'financing_products',
  financingProductSchema,
);
