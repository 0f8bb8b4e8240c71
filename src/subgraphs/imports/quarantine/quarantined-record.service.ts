import type { DataContext } from '../../../database/data-context.js';
import { allOf } from '../../../database/filters.js';
import type { SortField } from '../../../database/keyset.js';
import { countOverall, pageOverall } from '../../../database/pages.js';
import { type Page, pageOf } from '../../../kernel/paging/connection.js';
import type { PageArguments } from '../../../kernel/paging/page-arguments.js';
import { importerRights } from '../importer-rights.js';
import { type QuarantinedRecord, quarantinedRecordModel } from './quarantined-record.model.js';
import type { QuarantinedRecordType } from './quarantined-record.type.js';

const BY_IMPORT_AND_LINE: readonly SortField[] = [
  { field: 'importId', direction: 1 },
  { field: 'line', direction: 1 },
  { field: '_id', direction: 1 },
];

/** Rejected records of one import or of all that the caller may see, by import and line. */
export async function listQuarantinedRecords(
  { caller, database }: DataContext,
  importId: string | null,
  { first, after }: PageArguments,
  asked: { readonly totalCount: boolean },
): Promise<Page<QuarantinedRecordType>> {
  const { rows: own } = importerRights(caller);
  const filter = allOf([own, importId === null ? {} : { importId }]);
  const order = BY_IMPORT_AND_LINE;
  const [rows, totalCount] = await Promise.all([
    pageOverall(database, quarantinedRecordModel, null, { filter, order, first, after, projection: SHOWN_FIELDS }),
    asked.totalCount ? countOverall(database, quarantinedRecordModel, null, filter) : null,
  ]);
  return pageOf<QuarantinedRecord, QuarantinedRecordType>({
    rows,
    first,
    after,
    totalCount,
    view: (row) => row,
    positionOf: ({ importId: id, line, _id }) => [id, line, _id],
  });
}

const SHOWN_FIELDS = {
  importId: 1,
  fileName: 1,
  line: 1,
  recordId: 1,
  content: 1,
  findings: 1,
  quarantinedAt: 1,
} as const;
