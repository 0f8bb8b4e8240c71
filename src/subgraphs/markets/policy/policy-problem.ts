/** Why a row of a file of policies is refused. */
export type PolicyProblemCode =
  | 'NOT_A_POLICY'
  | 'UNKNOWN_FIELD'
  | 'UNKNOWN_KIND'
  | 'WRONG_VALUE'
  | 'MISSING_FIELD'
  | 'WRONG_FORMULA'
  | 'EMPTY_VALIDITY'
  | 'DUPLICATE'
  | 'OVERLAP'
  | 'GAP';

/** What is wrong with one row: one line for people. */
export interface PolicyProblem {
  /** Place of the row in the file, from 1. */
  readonly row: number;
  /** Key of the row, where it has one. */
  readonly policyId: string | null;
  /** Field at fault, as a path: "conflicts[0].reading.rate"; null where the row as a whole is. */
  readonly field: string | null;
  readonly code: PolicyProblemCode;
  readonly message: string;
  /** Key of the other row of an overlap or a gap. */
  readonly otherPolicyId?: string;
}

/** A file of policies that was refused, with everything that is wrong with it. */
export class PolicyFileError extends Error {
  override readonly name = 'PolicyFileError';

  constructor(readonly problems: readonly PolicyProblem[]) {
    super(problems.map(problemText).join('\n'));
  }
}

/** "row 3 (mx-vat), rate: must be ..." */
function problemText({ row, policyId, field, message }: PolicyProblem): string {
  return `row ${row}${policyId === null ? '' : ` (${policyId})`}${field === null ? '' : `, ${field}`}: ${message}`;
}
