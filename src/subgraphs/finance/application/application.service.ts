import { randomUUID } from 'node:crypto';
import type { DataContext } from '../../../database/data-context.js';
import { allOf } from '../../../database/filters.js';
import { findByKey } from '../../../database/find-by-key.js';
import { once } from '../../../database/idempotency.js';
import { BY_ID } from '../../../database/keyset.js';
import { countOverall, pageOverall } from '../../../database/pages.js';
import { orUnavailable } from '../../../database/unavailable.js';
import { requireScope } from '../../../kernel/caller.js';
import { badUserInput, TripodError } from '../../../kernel/errors/tripod-error.js';
import { naturalKey } from '../../../kernel/identity/global-id.js';
import type { LoaderDefinition } from '../../../kernel/loaders/loaders.js';
import { type Page, pageOf } from '../../../kernel/paging/connection.js';
import { partnerRowsOf, requireFinanceCaller, requirePartner } from '../caller-rights.js';
import { openContract } from '../contract/open-contract.js';
import { type QuoteRecord, quoteModel } from '../quote/quote.model.js';
import type {
  ApplicationChangeInput,
  ApplicationsArguments,
  DecideApplicationInput,
  SubmitApplicationInput,
  WithdrawApplicationInput,
} from './application.inputs.js';
import { type ApplicationRecord, applicationModel } from './application.model.js';
import type { Application } from './application.type.js';
import { applicationView } from './application.view.js';
import { type ApplicationStatusName, mayMove } from './application-status.js';
import { noteRead } from './note-read.js';
import { standsAt, statusAt } from './status-at.js';
import { tellOfChange } from './tell-of-change.js';

const ID = /^[A-Z]{2}-[0-9a-f-]{36}$/;

/** Applications are small: they are read whole. A stage of an aggregation must name what it keeps. */
const WHOLE = Object.fromEntries(Object.keys(applicationModel.schema.paths).map((path) => [path, 1 as const]));

const applicationById: LoaderDefinition<DataContext, string, ApplicationRecord | null> = {
  name: 'finance.applicationById',
  keyText: (id) => id,
  load: (ids, _request, { database, caller }) =>
    findByKey(
      database,
      applicationModel,
      ids.map((id) => ({ id, country: id.slice(0, 2) })),
      {},
      partnerRowsOf(caller),
    ),
};

/** The application of that id, or null: one of another bank is as good as none. Reading it is noted in the audit trail. */
export async function findApplication(context: DataContext, applicationId: string): Promise<Application | null> {
  requireFinanceCaller(context.caller);
  const row = ID.test(applicationId) ? await load(context, applicationId) : null;
  if (row === null) return null;
  await noteRead(context, [row]);
  return applicationView(row);
}

function load(context: DataContext, applicationId: string): Promise<ApplicationRecord | null> {
  return context.loaders.load(applicationById, applicationId, { arguments: undefined, fields: new Set() }, context);
}

/** Applications that the caller may see, in the order of their ids. */
export async function listApplications(
  context: DataContext,
  { first, after, filter }: ApplicationsArguments,
  wantsCount: boolean,
): Promise<Page<Application>> {
  const { database, caller } = context;
  requireFinanceCaller(caller);
  const country = filter?.country ?? null;
  const conditions = allOf([
    partnerRowsOf(caller),
    filter?.statuses ? standsAt(filter.statuses, new Date()) : {},
    filter?.productId ? { productId: naturalKey('FinancingProduct', filter.productId) } : {},
    filter?.offerIds ? { offerId: { $in: filter.offerIds } } : {},
  ]);
  const request = { filter: conditions, order: BY_ID, first, after: after ?? null, projection: WHOLE };
  const [rows, totalCount] = await Promise.all([
    pageOverall(database, applicationModel, country, request),
    wantsCount ? countOverall(database, applicationModel, country, conditions) : null,
  ]);
  await noteRead(context, rows.slice(0, first));
  return pageOf({
    rows,
    first,
    after: after ?? null,
    totalCount,
    view: (row) => applicationView(row),
    positionOf: (row) => [row._id],
  });
}

/**
 * Submits an application for a quote, or a draft that was kept. Needs the scope `internal`, or that of the quote's own bank.
 * NOT_FOUND for a quote of somebody else as for none; CONFLICT where the quote has expired or the draft is none any more.
 */
export async function submitApplication(context: DataContext, input: SubmitApplicationInput): Promise<Application> {
  requireFinanceCaller(context.caller);
  const { applicationId, version, quoteId, applicantRef } = input;
  if (applicationId) {
    if (quoteId) throw badUserInput('quoteId', 'is known of a draft: give applicationId and version alone');
    if (!version) throw badUserInput('version', 'is needed with applicationId');
    return change(context, 'submitApplication', { ...input, applicationId, version, reasonCodes: [] }, 'SUBMITTED');
  }
  if (!quoteId) throw badUserInput('quoteId', 'is needed, or applicationId for a draft');
  if (!applicantRef) throw badUserInput('applicantRef', 'is needed for a new application');
  return submitNew(context, { ...input, quoteId: naturalKey('Quote', quoteId), applicantRef });
}

async function submitNew(
  context: DataContext,
  input: SubmitApplicationInput & { quoteId: string; applicantRef: string },
): Promise<Application> {
  const { database, caller } = context;
  const { quoteId, applicantRef, asDraft, idempotencyKey } = input;
  if (!ID.test(quoteId)) throw new TripodError('NOT_FOUND', 'There is no such quote.');
  const country = quoteId.slice(0, 2);
  const cluster = database.clusters.clusterOf(country);
  const body = { quoteId, applicantRef, asDraft };
  const stored = await orUnavailable(country, () =>
    once(database, cluster, { caller, key: idempotencyKey, operation: 'submitApplication', body }, async (session) => {
      const quote = await database
        .model(quoteModel, cluster)
        .findOne(allOf([{ _id: quoteId }, partnerRowsOf(caller)]), { schedule: 0, disclosures: 0 }, { session })
        .lean<QuoteRecord | null>();
      if (quote === null) throw new TripodError('NOT_FOUND', 'There is no such quote.');
      const now = new Date();
      if (quote.expiresAt <= now) {
        throw new TripodError('CONFLICT', 'The quote has expired.', { expiresAt: quote.expiresAt.toISOString() });
      }
      const record = newApplication(quote, applicantRef, asDraft ? 'DRAFT' : 'SUBMITTED', caller.subject, now);
      await database.model(applicationModel, cluster).create([record], { session });
      await tellOfChange(context, cluster, session, 'submitApplication', record, body);
      return record._id;
    }),
  );
  return read(context, cluster, stored);
}

function newApplication(
  quote: QuoteRecord,
  applicantRef: string,
  status: ApplicationStatusName,
  actor: string | null,
  at: Date,
): ApplicationRecord {
  const _id = `${quote.country}-${randomUUID()}`;
  return {
    _id,
    applicationId: _id,
    partnerId: quote.partnerId,
    country: quote.country,
    quoteId: quote._id,
    productId: quote.productId,
    offerId: quote.offerId,
    variantId: quote.variantId,
    applicantRef,
    status,
    version: 1,
    history: [{ status, at, actor, reasonCodes: [], comment: null }],
    decisionReasons: [],
    principal: quote.principal,
    currency: quote.currency,
    createdAt: at,
    updatedAt: at,
    expiresAt: quote.expiresAt,
  };
}

/** Takes an application a step further. Only its own partner may. */
export function decideApplication(context: DataContext, input: DecideApplicationInput): Promise<Application> {
  requirePartner(context.caller);
  const { decision, contractNumber } = input;
  if (contractNumber && decision !== 'CONTRACTED') {
    throw badUserInput('contractNumber', 'belongs to the decision CONTRACTED');
  }
  return change(context, 'decideApplication', input, decision);
}

/** Withdraws an application, for the applicant: the scope `internal`, or the application's own partner. */
export function withdrawApplication(context: DataContext, input: WithdrawApplicationInput): Promise<Application> {
  const { caller } = context;
  if (caller.partnerId === null) requireScope(caller, 'internal');
  return change(context, 'withdrawApplication', input, 'WITHDRAWN');
}

type Change = Pick<
  ApplicationChangeInput,
  'applicationId' | 'version' | 'reasonCodes' | 'comment' | 'idempotencyKey'
> & {
  readonly contractNumber?: string | null;
};

async function change(
  context: DataContext,
  action: string,
  { applicationId: id, version, reasonCodes, comment, idempotencyKey, contractNumber }: Change,
  to: ApplicationStatusName,
): Promise<Application> {
  const { database, caller } = context;
  requireFinanceCaller(caller);
  const applicationId = naturalKey('Application', id);
  if (!ID.test(applicationId)) throw notFound();
  const country = applicationId.slice(0, 2);
  const cluster = database.clusters.clusterOf(country);
  const named = contractNumber ? { contractNumber } : {};
  const body = { applicationId, version, reasonCodes, comment: comment ?? null, to, ...named };
  const stored = await orUnavailable(country, () =>
    once(database, cluster, { caller, key: idempotencyKey, operation: action, body }, async (session) => {
      const model = database.model(applicationModel, cluster);
      const before = await model
        .findOne(allOf([{ _id: applicationId }, partnerRowsOf(caller)]), null, { session })
        .lean<ApplicationRecord | null>();
      if (before === null) throw notFound();
      const at = new Date();
      checkMove(before, version, to, at);
      const step = { status: to, at, actor: caller.subject, reasonCodes, comment: comment ?? null };
      const after: ApplicationRecord = {
        ...before,
        status: to,
        version: version + 1,
        updatedAt: at,
        decisionReasons: action === 'decideApplication' ? reasonCodes : before.decisionReasons,
        history: [...before.history, step],
      };
      if (to === 'CONTRACTED') {
        after.contractId = await openContract(database, cluster, session, after, contractNumber ?? applicationId);
      }
      const { _id, ...fields } = after;
      const { modifiedCount } = await model.updateOne({ _id, version }, { $set: fields }, { session });
      if (modifiedCount !== 1) throw new Error('An application changed inside of a transaction that holds it');
      await tellOfChange(context, cluster, session, action, after, body);
      return _id;
    }),
  );
  return read(context, cluster, stored);
}

function checkMove(before: ApplicationRecord, version: number, to: ApplicationStatusName, now: Date): void {
  if (before.version !== version) {
    throw new TripodError('CONFLICT', `The application has version ${before.version}, not ${version}: read it again.`, {
      version: before.version,
    });
  }
  const status = statusAt(before, now);
  if (!mayMove(status, to)) {
    throw new TripodError('CONFLICT', `An application that is ${status} cannot become ${to}.`, { status });
  }
}

async function read({ database, caller }: DataContext, cluster: string, applicationId: string): Promise<Application> {
  const row = await database
    .model(applicationModel, cluster)
    .findOne(allOf([{ _id: applicationId }, partnerRowsOf(caller)]))
    .lean<ApplicationRecord | null>();
  if (row === null) throw notFound();
  return applicationView(row);
}

function notFound(): TripodError {
  return new TripodError('NOT_FOUND', 'There is no such application.');
}
