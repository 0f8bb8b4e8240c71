import type { Decimal } from 'decimal.js';
import type { MarketPolicyRecord, PolicyChanges } from '../policy/market-policy.model.js';
import { LevyDecimal } from '../policy/policy-expression.js';
import { type LevyStage, type PolicyKind, stageOf } from '../policy/policy-kind.js';
import { plainName } from './imported-car.js';

type Amounts = 'rate' | 'fixedAmount' | 'minAmount' | 'thresholdAmount' | 'priceCap' | 'batteryMinKWh';

/** A policy ready to be reckoned with: its numbers are exact decimals. */
export interface LevyPolicy extends Omit<MarketPolicyRecord, Amounts | 'kind'>, Record<Amounts, Decimal | null> {
  readonly kind: PolicyKind;
  readonly stage: LevyStage;
  readonly record: MarketPolicyRecord;
  /** The exporter groups, as names are compared. */
  readonly exporterNames: ReadonlySet<string>;
}

/** Records are read once for a request and reckoned with for many cars. */
const known = new WeakMap<MarketPolicyRecord, LevyPolicy>();

/** The policy as stored. */
export function levyPolicy(record: MarketPolicyRecord): LevyPolicy {
  let policy = known.get(record);
  if (policy === undefined) {
    policy = makeLevyPolicy(record);
    known.set(record, policy);
  }
  return policy;
}

function makeLevyPolicy(record: MarketPolicyRecord): LevyPolicy {
  const kind = record.kind as PolicyKind;
  return {
    ...record,
    kind,
    stage: stageOf(kind),
    record,
    exporterNames: new Set(record.exporterGroups.map(plainName)),
    rate: exact(record.rate),
    fixedAmount: exact(record.fixedAmount),
    minAmount: exact(record.minAmount),
    thresholdAmount: exact(record.thresholdAmount),
    priceCap: exact(record.priceCap),
    batteryMinKWh: exact(record.batteryMinKWh),
  };
}

/** A conflict, and the policy as its other source has it. */
export interface OtherReading {
  readonly field: string;
  readonly statement: string;
  readonly policy: LevyPolicy;
}

const otherReadings = new WeakMap<LevyPolicy, readonly OtherReading[]>();

/** The policy as its other sources have it. */
export function readingsOf(policy: LevyPolicy): readonly OtherReading[] {
  let readings = otherReadings.get(policy);
  if (readings === undefined) {
    readings = policy.readings.map(({ field, statement, changes }) => ({
      field,
      statement,
      policy: asOtherwiseRead(policy, changes),
    }));
    otherReadings.set(policy, readings);
  }
  return readings;
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
