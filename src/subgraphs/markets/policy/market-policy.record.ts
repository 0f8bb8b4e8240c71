import { mongo } from 'mongoose';
import type { ConfidenceLevel } from '../../../kernel/provenance/provenance.record.js';
import type { MarketPolicyDocument } from './market-policy.document.js';
import type { MarketPolicyRecord } from './market-policy.model.js';
import { Stacking } from './policy-kind.js';

const { Decimal128 } = mongo;

/** Licence of policies that name none: what a law says is nobody's property, the row is ours. */
const OWN_LICENCE = 'MIT';

/**
 * The stored form of a policy that has been validated.
 *
 * @param today day on which the file was read, for rows that do not say when their source was
 */
export function policyRecord(document: MarketPolicyDocument, today: string): MarketPolicyRecord {
  const { conflicts = [] } = document;
  return {
    _id: document.policyId,
    policyId: document.policyId,
    country: document.country ?? null,
    tradeRegion: document.tradeRegion ?? null,
    kind: document.kind,
    rate: decimalOf(document.rate),
    maker: document.maker ?? null,
    quotaUnits: document.quotaUnits ?? null,
    figures: (document.figures ?? []).map(({ name, value, unit }) => ({
      name,
      value: Decimal128.fromString(value),
      unit,
    })),
    scope: document.scope,
    hsCodes: document.hsCodes ?? [],
    powertrains: document.powertrains ?? [],
    assemblyForms: document.assemblyForms ?? [],
    originCountries: document.originCountries ?? [],
    originTradeRegions: document.originTradeRegions ?? [],
    excludedOriginCountries: document.excludedOriginCountries ?? [],
    excludedOriginTradeRegions: document.excludedOriginTradeRegions ?? [],
    exporterGroups: document.exporterGroups ?? [],
    conditions: (document.conditions ?? []).map(({ code, description, aliases = [] }) => ({
      code,
      description,
      aliases,
    })),
    condition: document.condition ?? null,
    batteryMinKWh: decimalOf(document.batteryMinKWh),
    priceCap: decimalOf(document.priceCap),
    madeIn: document.madeIn ?? [],
    base: document.base ?? null,
    baseFormula: document.baseFormula ?? null,
    rateFormula: document.rateFormula ?? null,
    formula: document.formula ?? null,
    fixedAmount: decimalOf(document.fixedAmount),
    minAmount: decimalOf(document.minAmount),
    thresholdAmount: decimalOf(document.thresholdAmount),
    currency: document.currency ?? null,
    stacking: document.stacking ?? Stacking.ADDITIVE,
    replaces: document.replaces ?? [],
    precedence: document.precedence ?? 0,
    gapBefore: document.gapBefore ?? null,
    legalReference: document.legalReference ? { url: null, article: null, ...document.legalReference } : null,
    readings: conflicts.flatMap(({ field, statement, source, reading }) =>
      reading === undefined ? [] : [{ field, statement, source, changes: reading }],
    ),
    terms: document.terms ?? {},
    validFrom: document.validFrom ?? null,
    validTo: document.validTo ?? null,
    provenance: {
      source: {
        system: document.source,
        recordId: document.policyId,
        licence: document.licence ?? OWN_LICENCE,
        fetchedAt: document.fetchedAt ?? today,
      },
      confidence: document.confidence as ConfidenceLevel,
      conflicts: conflicts.map(({ field, statement, source }) => ({ field, statement, source })),
    },
  };
}

function decimalOf(text: string | undefined): mongo.Decimal128 | null {
  return text === undefined ? null : Decimal128.fromString(text);
}
