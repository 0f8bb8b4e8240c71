import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { type Finding, shown } from './finding.js';
import { type PreparedBatch, type RecordOutcome, rejected, type TargetRecord } from './import-target.js';
import type { WriteOutcome } from './upsert-rows.js';

const ajv = new Ajv({ strict: false, allErrors: true, verbose: true });
const validators = new WeakMap<object, ValidateFunction>();

/** A record whose draft is valid. */
export interface AcceptedDraft<Draft> extends TargetRecord {
  readonly draft: Draft;
}

/**
 * Validates drafts by a target's schema, lets the valid ones be written, and answers an outcome for each record.
 * @param write answers one outcome a draft, in their order
 */
export function acceptDrafts<Draft>(
  schema: object,
  records: readonly TargetRecord[],
  write: (accepted: readonly AcceptedDraft<Draft>[]) => Promise<readonly (WriteOutcome | RecordOutcome)[]>,
): Promise<readonly RecordOutcome[]> {
  return prepareDrafts<Draft>(schema, records, (accepted) => () => write(accepted))();
}

/**
 * Validates drafts by a target's schema and prepares the valid ones at once; what is prepared is written later.
 * @param prepare answers a function that writes and answers one outcome a draft, in their order
 */
export function prepareDrafts<Draft>(
  schema: object,
  records: readonly TargetRecord[],
  prepare: (accepted: readonly AcceptedDraft<Draft>[]) => () => Promise<readonly (WriteOutcome | RecordOutcome)[]>,
): PreparedBatch {
  const outcomes: RecordOutcome[] = [];
  const accepted: (AcceptedDraft<Draft> & { readonly at: number })[] = [];
  records.forEach((record, at) => {
    const findings = draftFindings(schema, record.value);
    if (findings.length > 0) outcomes[at] = rejected(...findings);
    else accepted.push({ ...record, draft: record.value as Draft, at });
  });
  if (accepted.length === 0) return async () => outcomes;
  const write = prepare(accepted);
  return async () => {
    const written = await write();
    accepted.forEach(({ at }, index) => {
      const outcome = written[index] ?? 'unchanged';
      outcomes[at] = typeof outcome === 'string' ? { outcome, rejections: [], warnings: [] } : outcome;
    });
    return outcomes;
  };
}

/** What a draft is at fault for by its target's schema; nothing for a valid one. */
export function draftFindings(schema: object, draft: unknown): Finding[] {
  let validate = validators.get(schema);
  if (validate === undefined) {
    validate = ajv.compile(schema);
    validators.set(schema, validate);
  }
  return validate(draft) ? [] : findingsOf(validate.errors ?? []);
}

function findingsOf(errors: readonly ErrorObject[]): Finding[] {
  const findings = new Map<string, Finding>();
  for (const { instancePath, keyword, message = 'is not valid', params, data } of errors) {
    if (keyword === 'anyOf' || (keyword === 'type' && params.type === 'null')) continue;
    const parent = instancePath.slice(1).replaceAll('/', '.');
    const missing = keyword === 'required' ? String(params.missingProperty) : null;
    const field = missing === null ? parent : parent === '' ? missing : `${parent}.${missing}`;
    if (findings.has(field)) continue;
    findings.set(
      field,
      missing === null
        ? { field, code: 'INVALID_FIELD', message: `${field} ${message}, and is ${shown(data)}` }
        : { field, code: 'MISSING_FIELD', message: `${field} is missing` },
    );
  }
  return [...findings.values()];
}
