import { Decimal128 } from 'bson';
import {
  CONFIDENCE_LEVELS,
  type ConfidenceLevel,
  type ConflictRecord,
} from '../../../src/kernel/provenance/provenance.record.js';
import type {
  MarketPolicyRecord,
  PolicyFigureRecord,
} from '../../../src/subgraphs/markets/policy/market-policy.model.js';
import { SEED_DATE, sourcedFrom } from '../provenance.js';
import { readSourceJson } from '../source-files.js';

const FILE = 'truth/market_policies.json';

/** A row of the research file; `validTo` is already exclusive. Further attributes differ by kind. */
interface PolicyRow {
  country: string;
  kind: string;
  rate: number | null;
  validFrom: string | null;
  validTo: string | null;
  scope: string;
  source: string;
  confidence: string;
  maker?: string;
  quotaUnits?: number;
  minAmount?: number;
  minCurrency?: string;
  minServicePointsAlternative?: number;
}

/** Attributes that only some kinds of rules have, as figures: their name and unit. */
const FIGURES: Readonly<Record<string, { name: string; unit: string }>> = {
  amountTHB10to50kWh: { name: 'amount10To50kWh', unit: 'THB' },
  amountTHBAtLeast50kWh: { name: 'amountAtLeast50kWh', unit: 'THB' },
  kwPerPHEV: { name: 'kilowattsPerPHEV', unit: 'kW' },
  minServicePoints: { name: 'minServicePoints', unit: 'service points' },
  thresholdAUD: { name: 'threshold', unit: 'AUD' },
  thresholdNOK: { name: 'threshold', unit: 'NOK' },
};

/** Attributes that are handled by name; any other one is an error, so that nothing of a rule is lost. */
const OWN_FIELDS: ReadonlySet<string> = new Set([
  'country',
  'kind',
  'rate',
  'validFrom',
  'validTo',
  'scope',
  'source',
  'confidence',
  'maker',
  'quotaUnits',
  'minAmount',
  'minCurrency',
  'minServicePointsAlternative',
]);

function isPolicyRow(value: unknown): value is PolicyRow {
  if (typeof value !== 'object' || value === null) return false;
  const row = new Map(Object.entries(value));
  const texts = ['country', 'kind', 'scope', 'source', 'confidence'];
  const dates = ['validFrom', 'validTo'].map((name) => row.get(name));
  return (
    texts.every((name) => typeof row.get(name) === 'string') &&
    dates.every((date) => date === null || (typeof date === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(date))) &&
    (row.get('rate') === null || typeof row.get('rate') === 'number')
  );
}

/** The lowest level that a remark names: "high on rate and volume, low on dates" is LOW. */
export function lowestConfidence(remark: string): ConfidenceLevel {
  const named = CONFIDENCE_LEVELS.filter((level) => new RegExp(`\\b${level}\\b`, 'i').test(remark));
  return named.at(-1) ?? 'LOW';
}

/** Lower case, hyphens between the words, nothing but a-z, 0-9 and hyphens. */
function slug(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

function conflictsOf(row: PolicyRow): ConflictRecord[] {
  const conflicts: ConflictRecord[] = [];
  if (!CONFIDENCE_LEVELS.some((level) => level === row.confidence.toUpperCase())) {
    conflicts.push({ field: 'confidence', statement: row.confidence, source: row.source });
  }
  if (row.minServicePointsAlternative !== undefined) {
    conflicts.push({
      field: 'figures.minServicePoints',
      statement: `Some reports say ${row.minServicePointsAlternative} in total`,
      source: row.source,
    });
  }
  return conflicts;
}

function figuresOf(row: PolicyRow): PolicyFigureRecord[] {
  const figures = Object.entries(row).flatMap(([attribute, value]: [string, unknown]) => {
    if (OWN_FIELDS.has(attribute)) return [];
    const figure = FIGURES[attribute];
    if (figure === undefined) throw new Error(`${FILE}: attribute "${attribute}" is not known`);
    return [{ ...figure, value: Decimal128.fromString(String(value)) }];
  });
  if (row.minAmount !== undefined && row.minCurrency !== undefined) {
    const value = Decimal128.fromString(String(row.minAmount));
    figures.push({ name: 'minAmount', unit: row.minCurrency, value });
  }
  return figures;
}

/** The dated rules of the markets. Rows of the European Union become rows of its trade region. */
export function buildMarketPolicies(dataDirectory: string): MarketPolicyRecord[] {
  const rows = readSourceJson(dataDirectory, FILE);
  if (!Array.isArray(rows)) throw new Error(`${FILE}: not a list`);
  return rows.map((row: unknown, at) => {
    if (!isPolicyRow(row)) throw new Error(`${FILE}: row ${at + 1} is not a policy`);
    const union = row.country === 'EU';
    const place = union ? 'EU27' : row.country;
    const policyId = [place, row.kind, row.maker ?? '', row.validFrom ?? ''].map(slug).filter(Boolean).join('-');
    const system = row.source === 'memory' ? 'General knowledge, no document on file' : row.source;
    return {
      _id: policyId,
      policyId,
      country: union ? null : row.country,
      tradeRegion: union ? 'EU27' : null,
      kind: row.kind,
      rate: row.rate === null ? null : Decimal128.fromString(String(row.rate)),
      maker: row.maker ?? null,
      quotaUnits: row.quotaUnits ?? null,
      figures: figuresOf(row),
      scope: row.scope,
      validFrom: row.validFrom,
      validTo: row.validTo,
      provenance: sourcedFrom(
        { system, licence: 'MIT', fetchedAt: SEED_DATE },
        policyId,
        lowestConfidence(row.confidence),
        conflictsOf(row),
      ),
    };
  });
}
