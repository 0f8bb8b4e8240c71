import { randomUUID } from 'node:crypto';
import type { DataContext } from '../../database/data-context.js';
import { TripodError } from '../../kernel/errors/tripod-error.js';
import { Loaders } from '../../kernel/loaders/loaders.js';
import { financePartnerModel } from '../../subgraphs/finance/partner/finance-partner.model.js';
import { acceptDrafts } from '../pipeline/accept-drafts.js';
import { type Finding, shown } from '../pipeline/finding.js';
import { type ImportContext, type RecordOutcome, rejected, type TargetRecord } from '../pipeline/import-target.js';
import type { PartnerDraft } from './partner-draft.js';

/** A draft whose partner is known, and may be written for. */
export interface OwnedDraft<Draft> {
  readonly draft: Draft;
  readonly partnerId: string;
}

/**
 * Validates records by a target's schema and finds out whose they are: rejects those of a partner that is not there, or
 * that the import may not write for.
 * @param write answers one outcome a draft, in their order
 */
export function acceptPartnerDrafts<Draft extends PartnerDraft>(
  context: ImportContext,
  schema: object,
  records: readonly TargetRecord[],
  write: (owned: readonly OwnedDraft<Draft>[]) => Promise<readonly RecordOutcome[]>,
): Promise<readonly RecordOutcome[]> {
  return acceptDrafts<Draft>(schema, records, async (accepted) => {
    const owners = accepted.map(({ draft }) => context.partnerId ?? draft.partnerId ?? null);
    const known = await knownPartners(context, owners);
    const findings = accepted.map(({ draft }, at) => ownerFinding(context, draft, owners[at] ?? null, known));
    const owned = accepted.flatMap(({ draft }, at) =>
      findings[at] === null ? [{ draft, partnerId: owners[at] ?? '' }] : [],
    );
    const written = (owned.length === 0 ? [] : await write(owned))[Symbol.iterator]();
    return findings.map((finding): RecordOutcome | 'unchanged' =>
      finding === null ? (written.next().value ?? 'unchanged') : rejected(finding),
    );
  });
}

async function knownPartners(
  { database }: ImportContext,
  partnerIds: readonly (string | null)[],
): Promise<ReadonlySet<string>> {
  const ids = [...new Set(partnerIds.flatMap((id) => id ?? []))];
  const rows = await database
    .model(financePartnerModel)
    .find({ _id: { $in: ids } }, { _id: 1 })
    .lean<{ _id: string }[]>()
    .exec();
  return new Set(rows.map(({ _id }) => _id));
}

function ownerFinding(
  context: ImportContext,
  { partnerId }: PartnerDraft,
  owner: string | null,
  known: ReadonlySet<string>,
): Finding | null {
  const field = 'partnerId';
  if (owner === null) return { field, code: 'MISSING_FIELD', message: 'partnerId is missing' };
  if (context.partnerId && partnerId && partnerId !== context.partnerId) {
    // The same words whether there is such a partner or not.
    return { field, code: 'FOREIGN_PARTNER', message: 'partnerId is not that of the sender' };
  }
  if (!known.has(owner))
    return { field, code: 'UNKNOWN_PARTNER', message: `There is no finance partner ${shown(owner)}` };
  return null;
}

/** The context in which a partner's mutations are called: an import is the mutation, record by record. */
export function partnerContext({ database, startedAt }: ImportContext, partnerId: string): DataContext {
  return {
    database,
    requestId: `import-${randomUUID()}`,
    caller: { authenticated: true, scopes: new Set(['bank']), partnerId, subject: `import for ${partnerId}` },
    today: startedAt.toISOString().slice(0, 10),
    loaders: new Loaders(),
  };
}

/** What a rule says: done, or refused with its findings. Errors that are not about the record are thrown on. */
export async function outcomeOf(work: () => Promise<'created' | 'updated' | 'unchanged'>): Promise<RecordOutcome> {
  try {
    return { outcome: await work(), rejections: [], warnings: [] };
  } catch (error) {
    if (!(error instanceof TripodError)) throw error;
    const findings = findingsOf(error);
    if (findings === null) throw error;
    return rejected(...findings);
  }
}

interface ToldProblem {
  readonly field?: string;
  readonly constraint?: string;
  readonly kind?: string;
  readonly rows?: readonly number[];
  readonly where?: string;
}

/** The findings in an error of a mutation; null where it is not about the record. */
function findingsOf(error: TripodError): Finding[] | null {
  const {
    code,
    field = null,
    constraint,
    problems,
  } = error.extensions as {
    code: string;
    field?: string | null;
    constraint?: string;
    problems?: readonly ToldProblem[];
  };
  if (code === 'BAD_USER_INPUT' && problems !== undefined)
    return problems.map((problem) => problemFinding(problem, field));
  if (code === 'BAD_USER_INPUT') return [{ field, code: 'INVALID_FIELD', message: constraint ?? error.message }];
  if (code === 'NOT_FOUND' || code === 'CONFLICT') return [{ field, code, message: error.message }];
  return null;
}

/** Rows of a table are counted within the table, in the order of the file. */
function problemFinding({ field, constraint, kind, rows = [], where }: ToldProblem, table: string | null): Finding {
  if (kind === undefined) return { field: field ?? table, code: 'INVALID_FIELD', message: constraint ?? '' };
  return kind === 'GAP'
    ? { field: table, code: 'RATE_GAP', message: `No row for ${where}` }
    : { field: table, code: 'RATE_OVERLAP', message: `Rows ${rows.join(' and ')} for ${where}` };
}
