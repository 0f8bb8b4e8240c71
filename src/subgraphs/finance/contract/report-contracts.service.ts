import { appendAudit } from '../../../database/audit/audit-trail.js';
import type { DataContext } from '../../../database/data-context.js';
import type { Database } from '../../../database/database.js';
import { once } from '../../../database/idempotency.js';
import type { Session } from '../../../database/transaction.js';
import { orUnavailable } from '../../../database/unavailable.js';
import { badUserInput } from '../../../kernel/errors/tripod-error.js';
import { naturalKey } from '../../../kernel/identity/global-id.js';
import { applicationModel } from '../application/application.model.js';
import { requirePartner } from '../caller-rights.js';
import { financingProductModel } from '../product/financing-product.model.js';
import type { ContractReportInput, ReportContractsInput } from './contract.inputs.js';
import { type ContractRecord, contractKey, contractModel } from './contract.model.js';
import type { ContractReport } from './contract.type.js';
import { contractView } from './contract.view.js';
import { type KnownFacts, type PlannedContract, plannedContract, type ReportedDay } from './contract-plan.js';
import { type WrittenContract, writeContracts } from './write-contracts.js';

/** What later repeats of a report get: the counts, and which contracts it named. */
interface ReportAnswer {
  readonly counts: Omit<ContractReport, 'contracts'>;
  readonly contractIds: readonly string[];
}

/**
 * Stores where contracts of the caller stand: all of the report or nothing. BAD_USER_INPUT names every contract that is wrong,
 * by its place. A report of an earlier day than the one that is known changes nothing: banks repeat and reorder.
 */
export async function reportContracts(context: DataContext, input: ReportContractsInput): Promise<ContractReport> {
  const { database, caller, today } = context;
  const partnerId = requirePartner(caller);
  const { country, idempotencyKey } = input;
  const day: ReportedDay = { country, partnerId, reportedOn: input.reportedOn ?? today, today };
  const reports = input.contracts.map(withNaturalKeys);
  const cluster = database.clusters.clusterOf(country);
  const body = JSON.parse(JSON.stringify({ ...day, today: undefined, contracts: reports }));
  const request = { caller, key: idempotencyKey, operation: 'reportContracts', body };
  const { counts, contractIds } = await orUnavailable(country, () =>
    once(database, cluster, request, async (session): Promise<ReportAnswer> => {
      const planned = await planContracts(database, cluster, day, reports, session);
      refuseProblems(planned);
      const written = planned as readonly WrittenContract[];
      await writeContracts(database, cluster, session, partnerId, country, written);
      await appendAudit(database, cluster, session, context, {
        action: 'reportContracts',
        subject: `Contracts:${country}:${partnerId}`,
        body,
      });
      return { counts: countsOf(written), contractIds: written.map(({ record }) => record._id) };
    }),
  );
  const rows = await database
    .model(contractModel, cluster)
    .find({ _id: { $in: [...contractIds] }, partnerId })
    .lean<ContractRecord[]>();
  const byId = new Map(rows.map((row) => [row._id, row]));
  return { ...counts, contracts: contractIds.flatMap((id) => byId.get(id) ?? []).map(contractView) };
}

/** What each contract of a report would become, read in three commands, however many there are. */
export async function planContracts(
  database: Database,
  cluster: string,
  day: ReportedDay,
  reports: readonly ContractReportInput[],
  session?: Session,
): Promise<PlannedContract[]> {
  const { country, partnerId } = day;
  const options = session === undefined ? {} : { session };
  const ids = reports.map(({ contractNumber }) => contractKey(country, partnerId, contractNumber));
  const contracts = await database
    .model(contractModel, cluster)
    .find({ _id: { $in: ids }, partnerId }, null, options)
    .lean<ContractRecord[]>();
  const applicationIds = reports.flatMap(({ applicationId }) => applicationId ?? []);
  const applications = await database
    .model(applicationModel, cluster)
    .find({ _id: { $in: applicationIds }, partnerId, country, status: 'CONTRACTED' }, null, options)
    .lean<{ _id: string; productId: string; variantId: string | null }[]>();
  const productIds = [
    ...reports.flatMap(({ productId }) => productId ?? []),
    ...contracts.flatMap(({ productId }) => productId ?? []),
    ...applications.map(({ productId }) => productId),
  ];
  const products = await database
    .model(financingProductModel, cluster)
    .find({ _id: { $in: [...new Set(productIds)] }, partnerId, country }, { kind: 1, currency: 1 }, options)
    .lean<{ _id: string; kind: string; currency: string }[]>();
  const known: KnownFacts = { contracts: byId(contracts), products: byId(products), applications: byId(applications) };
  return reports.map((report) => plannedContract(report, day, known));
}

function byId<Row extends { _id: string }>(rows: readonly Row[]): ReadonlyMap<string, Row> {
  return new Map(rows.map((row) => [row._id, row]));
}

function withNaturalKeys(report: ContractReportInput): ContractReportInput {
  const { productId, applicationId } = report;
  return {
    ...report,
    productId: productId ? naturalKey('FinancingProduct', productId) : null,
    applicationId: applicationId ? naturalKey('Application', applicationId) : null,
  };
}

function refuseProblems(planned: readonly PlannedContract[]): void {
  const problems = planned.flatMap((plan, at) =>
    plan.outcome === 'rejected'
      ? plan.problems.map(({ field, constraint }) => ({ field: `contracts[${at}].${field}`, constraint }))
      : [],
  );
  const [first] = problems;
  if (first !== undefined) throw badUserInput(first.field, first.constraint, { problems });
}

function countsOf(written: readonly WrittenContract[]): ReportAnswer['counts'] {
  const counts = { created: 0, updated: 0, unchanged: 0, outdated: 0 };
  for (const { outcome } of written) counts[outcome] += 1;
  return counts;
}
