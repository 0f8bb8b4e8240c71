import { randomUUID } from 'node:crypto';
import { appendAudit } from '../../../database/audit/audit-trail.js';
import { DEFAULT_CLUSTER } from '../../../database/cluster-map.js';
import type { DataContext } from '../../../database/data-context.js';
import { allOf } from '../../../database/filters.js';
import { once } from '../../../database/idempotency.js';
import { BY_ID } from '../../../database/keyset.js';
import { countOverall, pageOverall } from '../../../database/pages.js';
import { badUserInput } from '../../../kernel/errors/tripod-error.js';
import { type Page, pageOf } from '../../../kernel/paging/connection.js';
import type { PageArguments } from '../../../kernel/paging/page-arguments.js';
import { importerRights } from '../importer-rights.js';
import type { CreateImportInput } from './import-job.inputs.js';
import { type ImportJobRecord, importJobModel } from './import-job.model.js';
import type { ImportJob } from './import-job.type.js';
import { importJobView } from './import-job.view.js';

/**
 * Makes an import that waits for its file. Needs the scope `internal`, or is that of a bank, for records of its own. Whether there is such a format and mapping is
 * found out when the file is here: this subgraph knows jobs, not formats.
 */
export async function createImport(context: DataContext, input: CreateImportInput): Promise<ImportJob> {
  const { caller, database } = context;
  const { partnerId } = importerRights(caller);
  const { idempotencyKey, ...body } = input;
  const { mapping = null, mappingName = null } = input;
  if (mapping !== null && mappingName !== null) throw badUserInput('mapping', 'and mappingName exclude each other');
  // Regular expressions of a stranger's mapping could hold up the process: a bank uses those that come with the program.
  if (mapping !== null && partnerId !== null) throw badUserInput('mapping', 'is for the operator: give mappingName');
  if (mapping !== null && !isJson(mapping)) throw badUserInput('mapping', 'is not JSON');
  const request = { caller, key: idempotencyKey, operation: 'createImport', body: { ...body } };
  const importId = await once(database, DEFAULT_CLUSTER, request, async (session) => {
    const _id = randomUUID();
    const now = new Date();
    const job: ImportJobRecord = {
      _id,
      format: input.format,
      fileName: input.fileName,
      fileHash: null,
      country: input.country ?? null,
      partnerId,
      mappingName,
      mapping,
      dryRun: input.dryRun,
      rejectLimit: input.rejectLimit ?? null,
      state: 'AWAITING_UPLOAD',
      recordsDone: 0,
      report: null,
      error: null,
      createdAt: now,
      updatedAt: now,
      finishedAt: null,
    };
    await database.model(importJobModel).create([job], { session });
    const audited = { action: 'createImport', subject: `ImportJob:${_id}`, body: { ...body } };
    await appendAudit(database, DEFAULT_CLUSTER, session, context, audited);
    return _id;
  });
  const job = await findImportJob(context, importId);
  if (job === null) throw new Error(`Import ${importId} has been made, and is not there`);
  return job;
}

/** An import by its id, or null: one of another is as good as none. */
export async function findImportJob({ caller, database }: DataContext, importId: string): Promise<ImportJob | null> {
  const { rows } = importerRights(caller);
  const row = await database
    .model(importJobModel)
    .findOne(allOf([{ _id: importId }, rows]))
    .lean<ImportJobRecord | null>()
    .exec();
  return row === null ? null : importJobView(row);
}

/** Imports that the caller may see, in the order of their ids. */
export async function listImportJobs(
  { caller, database }: DataContext,
  { first, after }: PageArguments,
  asked: { readonly totalCount: boolean },
): Promise<Page<ImportJob>> {
  const { rows: filter } = importerRights(caller);
  const [rows, totalCount] = await Promise.all([
    pageOverall(database, importJobModel, null, { filter, order: BY_ID, first, after, projection: ALL_FIELDS }),
    asked.totalCount ? countOverall(database, importJobModel, null, filter) : null,
  ]);
  return pageOf<ImportJobRecord, ImportJob>({
    rows,
    first,
    after,
    totalCount,
    view: importJobView,
    positionOf: ({ _id }) => [_id],
  });
}

/** The mapping is a document of its own and of no use in a list. */
const ALL_FIELDS = { mapping: 0 } as never;

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
