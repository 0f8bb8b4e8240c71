import type { DataContext } from '../../../database/data-context.js';
import type { SortField } from '../../../database/keyset.js';
import { pagePerParent } from '../../../database/page-per-parent.js';
import type { LoaderDefinition } from '../../../kernel/loaders/loaders.js';
import { type Page, pageOf } from '../../../kernel/paging/connection.js';
import { type LifecycleRecordRecord, lifecycleRecordModel } from './lifecycle-record.model.js';
import type { ChainVerification, LifecycleRecord } from './lifecycle-record.type.js';
import { lifecycleRecordView } from './lifecycle-record.view.js';
import { requireRecordReader } from './record-keeper.js';
import { verifyLifecycleChains } from './verify-lifecycle-chains.js';

const BY_NUMBER: readonly SortField[] = [{ field: 'number', direction: 1 }];

/** Records are small: they are read whole. A stage of an aggregation must name what it keeps. */
const WHOLE = Object.fromEntries(Object.keys(lifecycleRecordModel.schema.paths).map((path) => [path, 1 as const]));

interface PageRequest {
  readonly first: number;
  readonly after: string | null;
}

/** A page of a chain, with the key of its subject. */
export type LifecyclePage = Page<LifecycleRecord> & { readonly subject: string };

const recordsOfSubject: LoaderDefinition<DataContext, string, LifecycleRecordRecord[], PageRequest> = {
  name: 'compliance.lifecycleRecordsOfSubject',
  keyText: (subject) => subject,
  load: (subjects, { arguments: page }, { database }) =>
    pagePerParent(
      database,
      lifecycleRecordModel,
      null,
      subjects.map((subject) => ({ subject })),
      { ...page, filter: {}, order: BY_NUMBER, projection: WHOLE },
    ),
};

const recordCountOfSubject: LoaderDefinition<DataContext, string, number> = {
  name: 'compliance.lifecycleRecordCountOfSubject',
  keyText: (subject) => subject,
  load: async (subjects, _request, { database }) => {
    const counts = await database
      .model(lifecycleRecordModel)
      .aggregate<{ _id: string; count: number }>([
        { $match: { subject: { $in: subjects } } },
        { $group: { _id: '$subject', count: { $sum: 1 } } },
      ]);
    const bySubject = new Map(counts.map(({ _id, count }) => [_id, count]));
    return subjects.map((subject) => bySubject.get(subject) ?? 0);
  },
};

const verificationOfSubject: LoaderDefinition<DataContext, string, ChainVerification> = {
  name: 'compliance.lifecycleVerificationOfSubject',
  keyText: (subject) => subject,
  load: async (subjects, _request, { database }) => {
    const chains = await verifyLifecycleChains(database, subjects);
    return subjects.map((subject) => {
      const { records = 0, fault = null } = chains.get(subject) ?? {};
      return { valid: fault === null, records, brokenAt: fault?.brokenAt ?? null, reason: fault?.reason ?? null };
    });
  },
};

/** Records of a subject in the order of their chain; those of all subjects of the operation are read together. */
export async function listLifecycleRecords(
  context: DataContext,
  subject: string,
  { first, after = null }: { first: number; after?: string | null },
  wantsCount: boolean,
): Promise<LifecyclePage> {
  const { caller, loaders } = context;
  requireRecordReader(caller);
  const page = { first, after };
  const fields = new Set<string>();
  const [rows, totalCount] = await Promise.all([
    loaders.load(recordsOfSubject, subject, { arguments: page, fields }, context),
    wantsCount ? loaders.load(recordCountOfSubject, subject, { arguments: undefined, fields }, context) : null,
  ]);
  const records = pageOf({
    rows,
    first,
    after,
    totalCount,
    view: lifecycleRecordView,
    positionOf: ({ number }) => [number],
  });
  return Object.assign(records, { subject });
}

/** Verifies the whole chain of a subject from its beginning. */
export function verifyLifecycle(context: DataContext, subject: string): Promise<ChainVerification> {
  requireRecordReader(context.caller);
  const request = { arguments: undefined, fields: new Set<string>() };
  return context.loaders.load(verificationOfSubject, subject, request, context);
}
