import { Schema, type Types } from 'mongoose';
import { EMBEDDED_SCHEMA_OPTIONS, provenanceSchema, RECORD_SCHEMA_OPTIONS } from '../../../database/common-schemas.js';
import { worldwideModel } from '../../../database/model-definition.js';
import type { ProvenanceRecord } from '../../../kernel/provenance/provenance.record.js';
import type { ValidityRecord } from '../../../kernel/validity/validity.js';

/** One figure of a rule, e.g. { name: "minServicePoints", value: "140", unit: "service points" }. */
export interface PolicyFigureRecord {
  name: string;
  value: Types.Decimal128;
  /** ISO 4217 for money, else what is counted. */
  unit: string;
}

/** A dated rule of a country or of a trade region, whose members inherit it. Exactly one of the two is set. */
export interface MarketPolicyRecord extends ValidityRecord {
  _id: string;
  policyId: string;
  /** ISO 3166-1 alpha-2, or null for a rule of a trade region. */
  country: string | null;
  /** Trade region code (EU27 ...), or null for a rule of one country. */
  tradeRegion: string | null;
  kind: string;
  /** Fraction ("0.1" is 10 %); null where the rule has no rate. */
  rate: Types.Decimal128 | null;
  /** Exporter group or maker that the rule names; null for all. */
  maker: string | null;
  /** Cars a year under a tariff quota; null elsewhere. */
  quotaUnits: number | null;
  /** Named figures of the rule beyond its rate: thresholds, minima, amounts. */
  figures: PolicyFigureRecord[];
  /** What the rule covers, in the words of the source. */
  scope: string;
  provenance: ProvenanceRecord;
}

const marketPolicySchema = new Schema(
  {
    _id: { type: String, required: true },
    policyId: { type: String, required: true },
    country: { type: String, default: null },
    tradeRegion: { type: String, default: null },
    kind: { type: String, required: true },
    rate: { type: Schema.Types.Decimal128, default: null },
    maker: { type: String, default: null },
    quotaUnits: { type: Number, default: null },
    figures: {
      type: [
        new Schema(
          {
            name: { type: String, required: true },
            value: { type: Schema.Types.Decimal128, required: true },
            unit: { type: String, required: true },
          },
          EMBEDDED_SCHEMA_OPTIONS,
        ),
      ],
      default: [],
    },
    scope: { type: String, required: true },
    validFrom: { type: String, default: null },
    validTo: { type: String, default: null },
    provenance: { type: provenanceSchema, required: true },
  },
  RECORD_SCHEMA_OPTIONS,
);
marketPolicySchema.index({ country: 1, kind: 1, validFrom: 1 });
marketPolicySchema.index({ tradeRegion: 1, kind: 1 });

export const marketPolicyModel = worldwideModel<MarketPolicyRecord>(
  'MarketPolicy',
  'market_policies',
  marketPolicySchema,
);
