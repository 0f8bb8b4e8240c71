import { compareRank } from '../landed-cost/applicability.js';
import { type LevyPolicy, levyPolicy } from '../landed-cost/levy-policy.js';
import type { MarketPolicyDocument } from './market-policy.document.js';
import type { MarketPolicyRecord } from './market-policy.model.js';
import { policyRecord } from './market-policy.record.js';
import { PolicyFileError, type PolicyProblem } from './policy-problem.js';
import { rowProblems } from './policy-row.validation.js';

/** A policy and where it stands; `row` is null for one that is on file already. */
interface Placed {
  readonly policy: LevyPolicy;
  readonly row: number | null;
}

/**
 * The records of a file of policies, checked each by itself and against each other and those that stay on file. Either
 * all of them are good, or none is given back.
 *
 * @param rows rows of the file as parsed from JSON
 * @param onFile stored policies; those whose key is in the file are replaced by it
 * @param today day on which the file was read
 * @throws PolicyFileError with everything that is wrong, by row and field
 */
export function validatedPolicies(
  rows: readonly unknown[],
  onFile: readonly MarketPolicyRecord[],
  today: string,
): MarketPolicyRecord[] {
  const alone = rows.flatMap((value, index): PolicyProblem[] =>
    rowProblems(value).map((problem) => ({ row: index + 1, policyId: keyOf(value), ...problem })),
  );
  if (alone.length > 0) {
    throw new PolicyFileError(alone);
  }
  const records = rows.map((value) => policyRecord(value as MarketPolicyDocument, today));
  const together = [...duplicates(records), ...clashes(placed(records, onFile))];
  if (together.length > 0) {
    throw new PolicyFileError(together);
  }
  return records;
}

function keyOf(value: unknown): string | null {
  const key = typeof value === 'object' && value !== null && 'policyId' in value ? value.policyId : null;
  return typeof key === 'string' ? key : null;
}

function placed(records: readonly MarketPolicyRecord[], onFile: readonly MarketPolicyRecord[]): Placed[] {
  const replaced = new Set(records.map(({ policyId }) => policyId));
  return [
    ...records.map((record, index) => ({ policy: levyPolicy(record), row: index + 1 })),
    ...onFile
      .filter(({ policyId }) => !replaced.has(policyId))
      .map((record) => ({ policy: levyPolicy(record), row: null })),
  ];
}

function duplicates(records: readonly MarketPolicyRecord[]): PolicyProblem[] {
  const first = new Map<string, number>();
  return records.flatMap(({ policyId }, index): PolicyProblem[] => {
    const earlier = first.get(policyId);
    if (earlier === undefined) {
      first.set(policyId, index + 1);
      return [];
    }
    const message = `row ${earlier} has the same key`;
    return [{ row: index + 1, policyId, field: 'policyId', code: 'DUPLICATE', message, otherPolicyId: policyId }];
  });
}

/** Overlaps and gaps among rules of one kind in one place, as far as the file has a part in them. */
function clashes(policies: readonly Placed[]): PolicyProblem[] {
  const groups = new Map<string, Placed[]>();
  for (const one of policies) {
    const key = `${one.policy.country ?? one.policy.tradeRegion} ${one.policy.kind}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].flatMap((group) => [...overlaps(group), ...gaps(group)]);
}

function overlaps(group: readonly Placed[]): PolicyProblem[] {
  return group.flatMap((left, index) =>
    group.slice(index + 1).flatMap((right): PolicyProblem[] => {
      const row = right.row ?? left.row;
      if (row === null || left.policy.stage === 'RULE' || !mayBothApply(left.policy, right.policy)) {
        return [];
      }
      const [mine, other] = right.row === null ? [left.policy, right.policy] : [right.policy, left.policy];
      return [
        {
          row,
          policyId: mine.policyId,
          field: 'validFrom',
          code: 'OVERLAP',
          message: `overlaps ${other.policyId} (${daysOf(other)}): both may apply to one car on one day, and neither precedence nor criteria say which counts`,
          otherPolicyId: other.policyId,
        },
      ];
    }),
  );
}

function mayBothApply(left: LevyPolicy, right: LevyPolicy): boolean {
  return (
    compareRank(left, right) === 0 &&
    isBefore(left.validFrom, right.validTo) &&
    isBefore(right.validFrom, left.validTo) &&
    mayMeet(left.powertrains, right.powertrains) &&
    mayMeet(left.assemblyForms, right.assemblyForms) &&
    mayMeet([...left.exporterNames], [...right.exporterNames]) &&
    mayHaveOneOrigin(left, right) &&
    mayMeet(left.hsCodes, right.hsCodes, (a, b) => a.startsWith(b) || b.startsWith(a))
  );
}

function isBefore(from: string | null, to: string | null): boolean {
  return from === null || to === null || from < to;
}

/** Empty lists are for all. */
function mayMeet(
  left: readonly string[],
  right: readonly string[],
  isSame = (a: string, b: string): boolean => a === b,
): boolean {
  return left.length === 0 || right.length === 0 || left.some((a) => right.some((b) => isSame(a, b)));
}

/** Which countries a trade region has depends on the day: a country and a region may meet. */
function mayHaveOneOrigin(left: LevyPolicy, right: LevyPolicy): boolean {
  const regions = left.originTradeRegions.length + right.originTradeRegions.length > 0;
  return regions || mayMeet(left.originCountries, right.originCountries);
}

function gaps(group: readonly Placed[]): PolicyProblem[] {
  const series = new Map<string, Placed[]>();
  for (const one of group) {
    const key = criteriaText(one.policy);
    series.set(key, [...(series.get(key) ?? []), one]);
  }
  return [...series.values()].flatMap((rows) => {
    const sorted = rows.sort((a, b) => ((a.policy.validFrom ?? '') < (b.policy.validFrom ?? '') ? -1 : 1));
    return sorted.slice(1).flatMap((next, index): PolicyProblem[] => {
      const before = sorted[index] as Placed;
      const row = next.row ?? before.row;
      const { validTo } = before.policy;
      const { validFrom, gapBefore } = next.policy;
      if (row === null || gapBefore !== null || validTo === null || validFrom === null || validFrom <= validTo) {
        return [];
      }
      return [
        {
          row,
          policyId: (next.row === null ? before : next).policy.policyId,
          field: next.row === null ? 'validTo' : 'validFrom',
          code: 'GAP',
          message: `leaves a gap from ${validTo} to ${validFrom} between ${before.policy.policyId} and ${next.policy.policyId}; say why in gapBefore if there was no rule`,
          otherPolicyId: (next.row === null ? next : before).policy.policyId,
        },
      ];
    });
  });
}

/** Equal for the rows of one series: the same rule at different times. */
function criteriaText(policy: LevyPolicy): string {
  return JSON.stringify([
    policy.precedence,
    policy.powertrains,
    policy.assemblyForms,
    policy.hsCodes,
    policy.originCountries,
    policy.originTradeRegions,
    policy.excludedOriginCountries,
    policy.excludedOriginTradeRegions,
    policy.exporterGroups,
    policy.conditions.map(({ code }) => code),
    policy.madeIn,
  ]);
}

function daysOf({ validFrom, validTo }: LevyPolicy): string {
  return `${validFrom ?? 'always'} to ${validTo ?? 'no end'}`;
}
