import type { Decimal } from 'decimal.js';
import type { ConflictRecord } from '../../../kernel/provenance/provenance.record.js';
import { isValidOn } from '../../../kernel/validity/validity.js';
import type { Conversions } from './conversions.js';
import type { ImportedCar } from './imported-car.js';
import { type LandedCostResult, landedCost } from './landed-cost.calculation.js';
import { type LevyPolicy, type OtherReading, readingsOf } from './levy-policy.js';

/** A fact on which sources disagree, and the cost by the other source. */
export interface DisputedReading {
  readonly policy: LevyPolicy;
  readonly conflict: ConflictRecord;
  /** Landed cost, and incentives, by the other reading; null where it cannot be reckoned with. */
  readonly landed: Decimal | null;
  readonly incentives: Decimal | null;
  /** How much more the buyer would pay, incentives taken off. */
  readonly difference: Decimal | null;
}

/**
 * The disputed facts of policies that concern a car on a day: those in force, and those that would be in force by the
 * other reading. Each is reckoned alone, everything else as in `result`.
 */
export function disputedReadings(
  policies: readonly LevyPolicy[],
  car: ImportedCar,
  asOf: string,
  conversions: Conversions,
  result: LandedCostResult,
): DisputedReading[] {
  return policies.flatMap((policy) =>
    statedConflicts(policy).flatMap((conflict): DisputedReading[] => {
      const reading = readingsOf(policy).find((one) => isSame(one, conflict));
      if (reading === undefined) {
        const counts = isValidOn(policy, asOf) && concerns(result, policy);
        return counts ? [{ policy, conflict, landed: null, incentives: null, difference: null }] : [];
      }
      const read = reading.policy;
      if (!isValidOn(policy, asOf) && !isValidOn(read, asOf)) {
        return [];
      }
      const others = policies.map((one) => (one === policy ? read : one));
      const other = landedCost(others, car, asOf, conversions);
      const difference = net(other).minus(net(result));
      return concerns(result, policy) || concerns(other, policy) || !difference.isZero()
        ? [{ policy, conflict, landed: other.landed, incentives: other.incentives, difference }]
        : [];
    }),
  );
}

/** Remarks on how sure a source is are no other reading of a fact. */
function statedConflicts({ provenance }: LevyPolicy): ConflictRecord[] {
  return provenance.conflicts.filter(({ field }) => field !== 'confidence');
}

function isSame(reading: OtherReading, conflict: ConflictRecord): boolean {
  return reading.field === conflict.field && reading.statement === conflict.statement;
}

function net({ landed, incentives }: LandedCostResult): Decimal {
  return landed.minus(incentives);
}

function concerns({ levies, rules, undecided }: LandedCostResult, { policyId }: LevyPolicy): boolean {
  return (
    levies.some(({ policy }) => policy.policyId === policyId) ||
    rules.some((policy) => policy.policyId === policyId) ||
    undecided.some(({ policy }) => policy.policyId === policyId)
  );
}
