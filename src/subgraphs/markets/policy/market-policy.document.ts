import type { PolicyChanges } from './market-policy.model.js';
import type { PolicyTerms } from './policy-terms.js';

/** Two sources disagree; `reading`, where it can be reckoned with, is the policy as the other source has it. */
export interface PolicyConflictDocument {
  field: string;
  statement: string;
  source: string;
  reading?: PolicyChanges;
}

/**
 * A policy in its published form: one row of a file of policies. Numbers are texts, so that they stay exact; dates are
 * local dates, `validTo` is the first day no longer in force. The JSON Schema is `schema/market-policy.schema.json`.
 */
export interface MarketPolicyDocument {
  policyId: string;
  country?: string;
  tradeRegion?: string;
  kind: string;
  scope: string;
  validFrom?: string | null;
  validTo?: string | null;
  hsCodes?: string[];
  powertrains?: string[];
  assemblyForms?: string[];
  originCountries?: string[];
  originTradeRegions?: string[];
  excludedOriginCountries?: string[];
  excludedOriginTradeRegions?: string[];
  exporterGroups?: string[];
  maker?: string;
  conditions?: { code: string; description: string; aliases?: string[] }[];
  condition?: string;
  batteryMinKWh?: string;
  priceCap?: string;
  madeIn?: string[];
  base?: string;
  baseFormula?: string;
  rate?: string;
  rateFormula?: string;
  formula?: string;
  fixedAmount?: string;
  minAmount?: string;
  thresholdAmount?: string;
  currency?: string;
  stacking?: string;
  replaces?: string[];
  precedence?: number;
  quotaUnits?: number;
  figures?: { name: string; value: string; unit: string }[];
  terms?: PolicyTerms;
  legalReference?: { title: string; url?: string; article?: string };
  source: string;
  licence?: string;
  fetchedAt?: string;
  confidence: string;
  conflicts?: PolicyConflictDocument[];
  /** Why days between this row and the one before it have no rule; without it a hole is refused as a mistake. */
  gapBefore?: string;
}
