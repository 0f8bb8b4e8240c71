import { ImportError } from '../pipeline/import-error.js';
import type { FormatInput, ImportFormat, OpenedSource, SourceRecord } from '../pipeline/import-format.js';
import { jsonElements } from '../pipeline/json-elements.js';
import { POLICY_TARGET_NAME } from './policy-target.js';

/** Rows of one file. They are written together or not at all, so they must fit into one batch of the pipeline. */
const MAXIMUM_ROWS = 500;

/** Longest row in characters. */
const ROW_LIMIT = 10_000;

/**
 * Policies in their published form (`schema/market-policy.schema.json`): a JSON array, or one row a line. A file that is not
 * whole JSON is refused as a whole: a row that cannot be read may be the one that another one overlaps.
 */
export const POLICY_FORMAT: ImportFormat = {
  name: 'policies',
  description: 'market policies: a JSON array of rows, or one row a line; all of a file or nothing',
  needsMapping: false,
  lineLimitBytes: null,
  open: openPolicies,
};

async function openPolicies({ file }: FormatInput): Promise<OpenedSource> {
  const rows: SourceRecord[] = [];
  for await (const { line, text } of jsonElements(file.text(), { name: file.name, listsIn: [], limit: ROW_LIMIT })) {
    if (rows.length === MAXIMUM_ROWS) {
      throw new ImportError('NOT_THE_FORMAT', `${file.name}: has more than ${MAXIMUM_ROWS} policies; divide it`, line);
    }
    rows.push(policyRow(file.name, line, text));
  }
  return {
    meaning: POLICY_FORMAT.name,
    records: (async function* () {
      yield* rows;
    })(),
    rejoin: (raws) => `[${raws.join(',\n')}]\n`,
  };
}

function policyRow(name: string, line: number, text: string): SourceRecord {
  try {
    const value: unknown = JSON.parse(text);
    const key = typeof value === 'object' && value !== null && 'policyId' in value ? value.policyId : null;
    return {
      line,
      recordId: typeof key === 'string' ? key : null,
      raw: text,
      target: POLICY_TARGET_NAME,
      value,
      warnings: [],
    };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ImportError('NOT_THE_FORMAT', `${name}, line ${line}: is not JSON: ${reason}`, line, { cause });
  }
}
