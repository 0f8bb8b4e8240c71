import { Schema } from 'mongoose';
import { moneySchema, provenanceSchema, RECORD_SCHEMA_OPTIONS } from '../../../database/common-schemas.js';
import { nationalModel } from '../../../database/model-definition.js';
import type { MoneyRecord } from '../../../kernel/money/money.record.js';
import type { ProvenanceRecord } from '../../../kernel/provenance/provenance.record.js';
import type { ValidityRecord } from '../../../kernel/validity/validity.js';

/** The rules of Incoterms 2020. */
const INCOTERMS = ['EXW', 'FCA', 'CPT', 'CIP', 'DAP', 'DPU', 'DDP', 'FAS', 'FOB', 'CFR', 'CIF'] as const;

/** A variant on sale in a country. `_id` and `offerId` are `DE:byd/seal/2023/base/awd`. */
export interface MarketOfferRecord extends ValidityRecord {
  _id: string;
  offerId: string;
  variantId: string;
  country: string;
  /** UN term: completely built up, semi knocked down, completely knocked down. */
  assemblyForm: 'CBU' | 'SKD' | 'CKD';
  /** ISO 3166-1 alpha-2. */
  originCountry: string;
  /** Harmonised System heading, e.g. 8703.80 for battery electric cars. */
  hsCode: string;
  status: 'PLANNED' | 'ON_SALE' | 'ENDED';
  cifPrice: MoneyRecord | null;
  listPriceExVat: MoneyRecord;
  listPriceInclVat: MoneyRecord;
  /** Incoterms 2020 rule of `cifPrice`; null or missing where there is none. */
  incoterm?: string | null;
  deliveryWeeks: number | null;
  provenance: ProvenanceRecord;
}

const marketOfferSchema = new Schema(
  {
    _id: { type: String, required: true },
    offerId: { type: String, required: true },
    variantId: { type: String, required: true },
    country: { type: String, required: true },
    assemblyForm: { type: String, enum: ['CBU', 'SKD', 'CKD'], required: true },
    originCountry: { type: String, required: true },
    hsCode: { type: String, required: true },
    status: { type: String, enum: ['PLANNED', 'ON_SALE', 'ENDED'], required: true },
    cifPrice: { type: moneySchema, default: null },
    listPriceExVat: { type: moneySchema, required: true },
    listPriceInclVat: { type: moneySchema, required: true },
    incoterm: { type: String, enum: [...INCOTERMS, null], default: null },
    deliveryWeeks: { type: Number, default: null },
    validFrom: { type: String, default: null },
    validTo: { type: String, default: null },
    provenance: { type: provenanceSchema, required: true },
  },
  RECORD_SCHEMA_OPTIONS,
);
marketOfferSchema.index({ country: 1, _id: 1 });
marketOfferSchema.index({ country: 1, status: 1, _id: 1 });
marketOfferSchema.index({ variantId: 1 });

export const marketOfferModel = nationalModel<MarketOfferRecord>('MarketOffer', 'market_offers', marketOfferSchema);
