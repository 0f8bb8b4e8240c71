import { Schema, type Types } from 'mongoose';
import { EMBEDDED_SCHEMA_OPTIONS, provenanceSchema, RECORD_SCHEMA_OPTIONS } from '../../../database/common-schemas.js';
import { worldwideModel } from '../../../database/model-definition.js';
import type { ProvenanceRecord } from '../../../kernel/provenance/provenance.record.js';
import type { ValidityRecord } from '../../../kernel/validity/validity.js';
import type { PolicyTerms } from './policy-terms.js';

/** One figure of a rule, e.g. { name: "minServicePoints", value: "140", unit: "service points" }. */
export interface PolicyFigureRecord {
  name: string;
  value: Types.Decimal128;
  /** ISO 4217 for money, else what is counted. */
  unit: string;
}

/** Something that a caller must state for the rule to apply, such as a place in a quota. */
export interface PolicyConditionRecord {
  code: string;
  description: string;
  /** Other names that callers use for it. */
  aliases: string[];
}

/** Where the rule is written. */
export interface LegalReferenceRecord {
  title: string;
  url: string | null;
  article: string | null;
}

/** Fields of a policy that another reading of the facts changes, as in the published form of a policy. */
export interface PolicyChanges {
  validFrom?: string | null;
  validTo?: string | null;
  base?: string;
  rate?: string;
  rateFormula?: string;
  formula?: string;
  fixedAmount?: string;
  minAmount?: string;
  thresholdAmount?: string;
  priceCap?: string;
}

/** Another reading of a disputed fact, which can be reckoned with. Stated beside it in `provenance.conflicts`. */
export interface PolicyReadingRecord {
  field: string;
  statement: string;
  source: string;
  changes: PolicyChanges;
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
  /** Exporter group or maker that the rule names, in the words of its source; null for all. */
  maker: string | null;
  /** Cars a year under a tariff quota; null elsewhere. */
  quotaUnits: number | null;
  /** Named figures of the rule beyond its rate: thresholds, minima, amounts. */
  figures: PolicyFigureRecord[];
  /** What the rule covers, in the words of the source. */
  scope: string;
  /** Harmonised System headings ("8703.80"); empty for all cars. */
  hsCodes: string[];
  /** BEV, EREV, PHEV, HEV, ICE, FCEV; empty for all. */
  powertrains: string[];
  /** CBU, SKD, CKD; empty for all. */
  assemblyForms: string[];
  /** Origins that the rule names; both empty for all. */
  originCountries: string[];
  originTradeRegions: string[];
  /** Origins that the rule leaves out. */
  excludedOriginCountries: string[];
  excludedOriginTradeRegions: string[];
  /** Names of the exporter groups and makers that the rule is for; empty for all, the residual rate of a trade remedy. */
  exporterGroups: string[];
  /** What the caller must state; the rule applies where all of them are met. */
  conditions: PolicyConditionRecord[];
  /** Condition on the facts of the car, in the Common Expression Language. */
  condition: string | null;
  /** Battery capacity in kWh from which the rule applies. */
  batteryMinKWh: Types.Decimal128 | null;
  /** Retail price up to which the rule applies, in `currency`. */
  priceCap: Types.Decimal128 | null;
  /** Countries in which the car must be made; assembled from CKD kits there counts. Empty for all. */
  madeIn: string[];
  /** What the levy is reckoned from; null for what is usual for its kind. */
  base: string | null;
  /** Expression of the base, where it is none of the usual ones. */
  baseFormula: string | null;
  /** Expression of the rate as a fraction, where it is no constant. */
  rateFormula: string | null;
  /** Expression of the whole amount in `currency`. */
  formula: string | null;
  fixedAmount: Types.Decimal128 | null;
  minAmount: Types.Decimal128 | null;
  /** Only the part of the base above it is levied. */
  thresholdAmount: Types.Decimal128 | null;
  /** ISO 4217 currency of the amounts above and of formulas. */
  currency: string | null;
  stacking: string;
  /** Kinds in whose place the rule stands. */
  replaces: string[];
  /** The higher one wins among rules of a kind; then the more specific one. */
  precedence: number;
  /** Why no rule was in force between the row before and this one; null where that is not so. */
  gapBefore: string | null;
  legalReference: LegalReferenceRecord | null;
  readings: PolicyReadingRecord[];
  /** Figures and words of rules without money, by kind. */
  terms: PolicyTerms;
  provenance: ProvenanceRecord;
}

const decimal = { type: Schema.Types.Decimal128, default: null };
const texts = { type: [String], default: [] };
const text = { type: String, default: null };

const figureSchema = new Schema(
  {
    name: { type: String, required: true },
    value: { type: Schema.Types.Decimal128, required: true },
    unit: { type: String, required: true },
  },
  EMBEDDED_SCHEMA_OPTIONS,
);

const conditionSchema = new Schema(
  { code: { type: String, required: true }, description: { type: String, required: true }, aliases: texts },
  EMBEDDED_SCHEMA_OPTIONS,
);

const readingSchema = new Schema(
  { field: String, statement: String, source: String, changes: Schema.Types.Mixed },
  EMBEDDED_SCHEMA_OPTIONS,
);

const marketPolicySchema = new Schema(
  {
    _id: { type: String, required: true },
    policyId: { type: String, required: true },
    country: text,
    tradeRegion: text,
    kind: { type: String, required: true },
    rate: decimal,
    maker: text,
    quotaUnits: { type: Number, default: null },
    figures: { type: [figureSchema], default: [] },
    scope: { type: String, required: true },
    hsCodes: texts,
    powertrains: texts,
    assemblyForms: texts,
    originCountries: texts,
    originTradeRegions: texts,
    excludedOriginCountries: texts,
    excludedOriginTradeRegions: texts,
    exporterGroups: texts,
    conditions: { type: [conditionSchema], default: [] },
    condition: text,
    batteryMinKWh: decimal,
    priceCap: decimal,
    madeIn: texts,
    base: text,
    baseFormula: text,
    rateFormula: text,
    formula: text,
    fixedAmount: decimal,
    minAmount: decimal,
    thresholdAmount: decimal,
    currency: text,
    stacking: { type: String, default: 'ADDITIVE' },
    replaces: texts,
    precedence: { type: Number, default: 0 },
    gapBefore: text,
    legalReference: {
      type: new Schema({ title: { type: String, required: true }, url: text, article: text }, EMBEDDED_SCHEMA_OPTIONS),
      default: null,
    },
    readings: { type: [readingSchema], default: [] },
    terms: { type: Schema.Types.Mixed, default: {} },
    validFrom: text,
    validTo: text,
    provenance: { type: provenanceSchema, required: true },
  },
  { ...RECORD_SCHEMA_OPTIONS, minimize: false },
);
marketPolicySchema.index({ country: 1, kind: 1, validFrom: 1 });
marketPolicySchema.index({ tradeRegion: 1, kind: 1 });
marketPolicySchema.index({ hsCodes: 1 });
marketPolicySchema.index({ exporterGroups: 1 });

export const marketPolicyModel = worldwideModel<MarketPolicyRecord>(
  'MarketPolicy',
  'market_policies',
  marketPolicySchema,
);
