import { importPolicies } from '../../subgraphs/markets/policy/policy-import.service.js';
import { PolicyFileError, type PolicyProblem } from '../../subgraphs/markets/policy/policy-problem.js';
import type { Finding } from '../pipeline/finding.js';
import {
  type ImportContext,
  type ImportTarget,
  type RecordOutcome,
  rejected,
  type TargetRecord,
} from '../pipeline/import-target.js';

export const POLICY_TARGET_NAME = 'policies';

/** Said of good rows in a file with bad ones. */
const REFUSED_WITH_OTHERS: Finding = {
  field: null,
  code: 'FILE_REFUSED',
  message: 'other rows of the file are wrong, and it is written whole or not at all',
};

/** Market policies: collection `market_policies`. All records of a file are written, or none. */
export const POLICY_TARGET: ImportTarget = {
  name: POLICY_TARGET_NAME,
  description: 'Market policies, all of a file or nothing',
  draftSchema: null,
  write: writePolicies,
};

async function writePolicies(
  { database, dryRun, startedAt }: ImportContext,
  records: readonly TargetRecord[],
): Promise<readonly RecordOutcome[]> {
  const rows = records.map(({ value }) => value);
  try {
    const outcomes = await importPolicies(database, rows, { dryRun, now: startedAt });
    return outcomes.map((outcome) => ({ outcome, rejections: [], warnings: [] }));
  } catch (error) {
    if (error instanceof PolicyFileError) {
      return refusals(records.length, error.problems);
    }
    throw error;
  }
}

function refusals(count: number, problems: readonly PolicyProblem[]): RecordOutcome[] {
  const byRow = new Map<number, Finding[]>();
  for (const { row, field, code, message } of problems) {
    byRow.set(row, [...(byRow.get(row) ?? []), { field, code, message }]);
  }
  return Array.from({ length: count }, (_, index) => rejected(...(byRow.get(index + 1) ?? [REFUSED_WITH_OTHERS])));
}
