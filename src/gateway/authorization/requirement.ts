/** Names combined in disjunctive normal form: one of the inner lists must hold whole. */
export type AnyOfAll = readonly (readonly string[])[];

/** What a caller needs to see one element of the graph. All three parts must hold. */
export interface Requirement {
  readonly authenticated: boolean;
  /** Absent where no scope is asked for. An empty outer list is an alternative of nothing and holds for nobody. */
  readonly scopes: AnyOfAll | undefined;
  /** Absent where no policy is asked for; otherwise as `scopes`. */
  readonly policies: AnyOfAll | undefined;
}

/** Beyond this many alternatives two lists are no longer multiplied out. */
const MAXIMUM_ALTERNATIVES = 1_000;

/**
 * Both requirements as one, by the rule of composition since Federation 2.12: lists are multiplied out, alternatives
 * that another alternative makes redundant fall away.
 *
 * @returns undefined where the alternatives would be too many
 */
export function bothOf(first: Requirement, second: Requirement): Requirement | undefined {
  const scopes = bothLists(first.scopes, second.scopes);
  const policies = bothLists(first.policies, second.policies);
  if (scopes === 'too many' || policies === 'too many') return undefined;
  return { authenticated: first.authenticated || second.authenticated, scopes, policies };
}

function bothLists(first: AnyOfAll | undefined, second: AnyOfAll | undefined): AnyOfAll | undefined | 'too many' {
  if (first === undefined || second === undefined) return first ?? second;
  if (first.length * second.length > MAXIMUM_ALTERNATIVES) return 'too many';
  const merged = first.flatMap((group) => second.map((other) => [...new Set([...group, ...other])].sort()));
  merged.sort((a, b) => a.length - b.length);
  const kept: string[][] = [];
  for (const group of merged) {
    if (!kept.some((smaller) => isSubset(smaller, group))) kept.push(group);
  }
  return kept;
}

/** True where whoever meets the first requirement meets the second as well. */
export function implies(first: Requirement, second: Requirement): boolean {
  return (
    (first.authenticated || !second.authenticated) &&
    impliesList(first.scopes, second.scopes) &&
    impliesList(first.policies, second.policies)
  );
}

function impliesList(first: AnyOfAll | undefined, second: AnyOfAll | undefined): boolean {
  if (second === undefined) return true;
  return first?.every((group) => second.some((other) => isSubset(other, group))) ?? false;
}

/** True where one of the inner lists holds whole. */
export function holdsAny(list: AnyOfAll, held: ReadonlySet<string>): boolean {
  return list.some((group) => group.every((name) => held.has(name)));
}

function isSubset(smaller: readonly string[], larger: readonly string[]): boolean {
  return smaller.every((name) => larger.includes(name));
}
