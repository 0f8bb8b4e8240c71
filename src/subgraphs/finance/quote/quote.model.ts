import { Schema, type Types } from 'mongoose';
import { EMBEDDED_SCHEMA_OPTIONS, RECORD_SCHEMA_OPTIONS } from '../../../database/common-schemas.js';
import { nationalModel } from '../../../database/model-definition.js';

/** A line of the schedule; amounts in the currency of the quote. */
export interface ScheduleLineRecord {
  n: number;
  dueDate: string;
  opening: Types.Decimal128;
  interest: Types.Decimal128;
  principal: Types.Decimal128;
  fee: Types.Decimal128;
  payment: Types.Decimal128;
  closing: Types.Decimal128;
}

/** A field of the Standard European Consumer Credit Information. */
export interface DisclosureRecord {
  /** Part or section of the form: see `consumer-credit-information.ts`. */
  item: string;
  name: string;
  value: string;
}

/** A quote: never changed once made. `_id` is the quote id, which nobody can guess. */
export interface QuoteRecord {
  _id: string;
  quoteId: string;
  partnerId: string;
  productId: string;
  productKind: string;
  country: string;
  currency: string;
  /** Offer of the vehicles subgraph; null where the car was given by its price alone. */
  offerId: string | null;
  variantId: string | null;
  powertrain: string | null;
  scoreBand: string | null;
  rateTableVersion: number;
  /** Distance a year; missing in quotes of before it could be told. */
  kmPerYear?: number | null;
  /** Version of the curve that the residual value is by; null or missing for none. */
  residualValueCurveVersion?: number | null;
  form: string;
  price: Types.Decimal128;
  downPayment: Types.Decimal128;
  principal: Types.Decimal128;
  balloon: Types.Decimal128;
  termMonths: number;
  nominalRate: Types.Decimal128;
  loanToValue: Types.Decimal128;
  instalment: Types.Decimal128;
  lastPayment: Types.Decimal128;
  upfrontFees: Types.Decimal128;
  totalInterest: Types.Decimal128;
  totalCreditCost: Types.Decimal128;
  totalPayable: Types.Decimal128;
  /** In per cent. */
  aprPercent: Types.Decimal128;
  aprUnrounded: Types.Decimal128;
  aprMethod: string;
  aprBasis: string;
  startDate: string;
  schedule: ScheduleLineRecord[];
  disclosures: DisclosureRecord[];
  /** Day of the products and rates. */
  asOf: string;
  createdAt: Date;
  expiresAt: Date;
  /** SHA-256 of the quote in canonical JSON (RFC 8785), without this field. */
  hash: string;
}

const amount = { type: Schema.Types.Decimal128, required: true } as const;
const text = { type: String, required: true } as const;

const quoteSchema = new Schema(
  {
    _id: text,
    quoteId: text,
    partnerId: text,
    productId: text,
    productKind: text,
    country: text,
    currency: text,
    offerId: { type: String, default: null },
    variantId: { type: String, default: null },
    powertrain: { type: String, default: null },
    scoreBand: { type: String, default: null },
    rateTableVersion: { type: Number, required: true },
    kmPerYear: { type: Number, default: null },
    residualValueCurveVersion: { type: Number, default: null },
    form: text,
    price: amount,
    downPayment: amount,
    principal: amount,
    balloon: amount,
    termMonths: { type: Number, required: true },
    nominalRate: amount,
    loanToValue: amount,
    instalment: amount,
    lastPayment: amount,
    upfrontFees: amount,
    totalInterest: amount,
    totalCreditCost: amount,
    totalPayable: amount,
    aprPercent: amount,
    aprUnrounded: amount,
    aprMethod: text,
    aprBasis: text,
    startDate: text,
    schedule: {
      type: [
        new Schema(
          {
            n: { type: Number, required: true },
            dueDate: text,
            opening: amount,
            interest: amount,
            principal: amount,
            fee: amount,
            payment: amount,
            closing: amount,
          },
          EMBEDDED_SCHEMA_OPTIONS,
        ),
      ],
      required: true,
    },
    disclosures: {
      type: [new Schema({ item: text, name: text, value: text }, EMBEDDED_SCHEMA_OPTIONS)],
      default: [],
    },
    asOf: text,
    createdAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
    hash: text,
  },
  RECORD_SCHEMA_OPTIONS,
);
quoteSchema.index({ partnerId: 1, createdAt: 1 });
quoteSchema.index({ country: 1, expiresAt: 1 });
quoteSchema.index({ offerId: 1, expiresAt: 1 });

export const quoteModel = nationalModel<QuoteRecord>('Quote', 'quotes', quoteSchema);
