import { badUserInput } from '../../../kernel/errors/tripod-error.js';
import type { PolicyChanges } from '../policy/market-policy.model.js';
import { asOtherwiseRead, type LevyPolicy } from './levy-policy.js';
import type { PolicyChangeInput } from './policy-change.inputs.js';

const AMOUNTS = ['rate', 'fixedAmount', 'minAmount', 'thresholdAmount', 'priceCap'] as const;

/** Policies with changes made to them. */
export interface ChangedPolicies {
  readonly policies: readonly LevyPolicy[];
  /** Keys of changes to policies that are none of these. */
  readonly unused: string[];
}

/**
 * The policies as if some of them said otherwise.
 *
 * @throws TripodError with BAD_USER_INPUT for a change that cannot be: an amount without currency, a day after the end
 */
export function changedPolicies(
  policies: readonly LevyPolicy[],
  changes: readonly PolicyChangeInput[],
): ChangedPolicies {
  const byId = new Map(changes.map((change) => [change.policyId, change]));
  if (byId.size < changes.length) {
    throw badUserInput('changes', 'must name every policy once');
  }
  const known = new Set(policies.map(({ policyId }) => policyId));
  return {
    policies: policies.flatMap((policy) => {
      const change = byId.get(policy.policyId);
      return change === undefined ? policy : changedPolicy(policy, change);
    }),
    unused: [...byId.keys()].filter((policyId) => !known.has(policyId)),
  };
}

function changedPolicy(policy: LevyPolicy, change: PolicyChangeInput): LevyPolicy[] {
  if (change.withdrawn) {
    return [];
  }
  const changes: PolicyChanges = {};
  for (const name of AMOUNTS) {
    const amount = change[name];
    if (amount === undefined || amount === null) {
      continue;
    }
    if (name !== 'rate' && policy.currency === null) {
      throw badUserInput(`changes.${name}`, `cannot be set: the policy ${policy.policyId} has no currency`);
    }
    changes[name] = amount.toFixed();
  }
  if (change.validFrom) {
    changes.validFrom = change.validFrom;
  }
  if (change.validTo) {
    changes.validTo = change.validTo;
  }
  const changed = asOtherwiseRead(policy, changes);
  if (changed.validFrom !== null && changed.validTo !== null && changed.validFrom >= changed.validTo) {
    throw badUserInput('changes.validTo', `must be after ${changed.validFrom} for the policy ${policy.policyId}`);
  }
  return [changed];
}
