import type { Decimal } from 'decimal.js';
import type { MarketPolicyRecord, PolicyChanges } from '../policy/market-policy.model.js';
import { LevyDecimal } from '../policy/policy-expression.js';
import { type LevyStage, type PolicyKind, stageOf } from '../policy/policy-kind.js';

type Amounts = 'rate' | 'fixedAmount' | 'minAmount' | 'thresholdAmount' | 'priceCap' | 'batteryMinKWh';

/** A policy ready to be reckoned with: its numbers are exact decimals. */
export interface LevyPolicy extends Omit<MarketPolicyRecord, Amounts | 'kind'>, Record<Amounts, Decimal | null> {
  readonly kind: PolicyKind;
  readonly stage: LevyStage;
  readonly record: MarketPolicyRecord;
}

/** The policy as stored. */
export function levyPolicy(record: MarketPolicyRecord): LevyPolicy {
  const kind = record.kind as PolicyKind;
  return {
    ...record,
    kind,
    stage: stageOf(kind),
    record,
    rate: exact(record.rate),
    fixedAmount: exact(record.fixedAmount),
    minAmount: exact(record.minAmount),
    thresholdAmount: exact(record.thresholdAmount),
    priceCap: exact(record.priceCap),
    batteryMinKWh: exact(record.batteryMinKWh),
  };
}

const AMOUNTS: readonly (Amounts & keyof PolicyChanges)[] = [
  'rate',
  'fixedAmount',
  'minAmount',
  'thresholdAmount',
  'priceCap',
];

/** The policy as another source has it. A rate, a formula of the rate and one of the amount take each other's place. */
export function asOtherwiseRead(policy: LevyPolicy, changes: PolicyChanges): LevyPolicy {
  const { rate, rateFormula, formula, validFrom, validTo, base } = changes;
  const reckonedAnew = rate !== undefined || rateFormula !== undefined || formula !== undefined;
  const read: LevyPolicy = {
    ...policy,
    validFrom: validFrom === undefined ? policy.validFrom : validFrom,
    validTo: validTo === undefined ? policy.validTo : validTo,
    base: base ?? policy.base,
    ...(reckonedAnew ? { rate: null, rateFormula: rateFormula ?? null, formula: formula ?? null } : {}),
  };
  for (const name of AMOUNTS) {
    const value = changes[name];
    if (value !== undefined) {
      read[name] = new LevyDecimal(value);
    }
  }
  return read;
}

function exact(value: { toString(): string } | null): Decimal | null {
  return value === null ? null : new LevyDecimal(value.toString());
}
