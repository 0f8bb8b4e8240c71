import { randomUUID } from 'node:crypto';
import { Decimal } from 'decimal.js';
import type { ContractReportInput } from '../../subgraphs/finance/contract/contract.inputs.js';
import { ContractStatus } from '../../subgraphs/finance/contract/contract.type.js';
import type { PlannedContract, ReportedDay } from '../../subgraphs/finance/contract/contract-plan.js';
import type { ImpairmentStage } from '../../subgraphs/finance/contract/impairment-stage.js';
import { planContracts, reportContracts } from '../../subgraphs/finance/contract/report-contracts.service.js';
import { COUNTRY_CODE, LOCAL_DATE, nullable } from '../pipeline/draft-schema.js';
import { type ImportContext, type ImportTarget, type RecordOutcome, rejected } from '../pipeline/import-target.js';
import { DECIMAL, type DecimalDraft, OWN_WORD, PARTNER_DRAFT_PROPERTIES, type PartnerDraft } from './partner-draft.js';
import { acceptPartnerDrafts, type OwnedDraft, partnerContext } from './partner-records.js';

/** A contract as `reportContracts` takes it, with country and day. */
interface ContractDraft extends PartnerDraft, Omit<ContractReportInput, 'outstanding' | 'status'> {
  readonly country: string;
  readonly reportedOn?: string | null;
  readonly outstanding: DecimalDraft;
  readonly status?: ContractStatus | null;
  readonly stage?: ImpairmentStage | null;
}

const DRAFT_SCHEMA = {
  type: 'object',
  properties: {
    country: COUNTRY_CODE,
    reportedOn: nullable(LOCAL_DATE),
    contractNumber: { type: 'string', pattern: '^[A-Za-z0-9._-]{1,100}$' },
    productId: nullable(OWN_WORD),
    applicationId: nullable(OWN_WORD),
    variantId: nullable(OWN_WORD),
    outstanding: DECIMAL,
    nextPaymentDate: nullable(LOCAL_DATE),
    endsOn: nullable(LOCAL_DATE),
    daysPastDue: { type: 'integer', minimum: 0, maximum: 20_000 },
    stage: nullable({ type: 'integer', enum: [1, 2, 3] }),
    stageReason: nullable({ type: 'string', maxLength: 500 }),
    status: nullable({ enum: Object.values(ContractStatus) }),
    batteryPassportId: nullable({ type: 'string', pattern: '^\\S{1,300}$' }),
    batteryCarbonClass: nullable({ type: 'string', pattern: '^[A-Z]$' }),
    guaranteeEndsOn: nullable(LOCAL_DATE),
    ...PARTNER_DRAFT_PROPERTIES,
  },
  required: ['country', 'contractNumber', 'outstanding', 'daysPastDue'],
  additionalProperties: false,
};

/** Where contracts of partners stand: collection `contracts`, by the mutation `reportContracts`. */
export const CONTRACT_TARGET: ImportTarget = {
  name: 'contracts',
  description: 'Where contracts of a partner stand: outstanding, next payment, days past due',
  draftSchema: DRAFT_SCHEMA,
  ofPartners: true,
  write: (context, records) =>
    acceptPartnerDrafts<ContractDraft>(context, DRAFT_SCHEMA, records, async (owned) => {
      const outcomes: RecordOutcome[] = [];
      for (const places of reportsOf(context, owned)) {
        const [first] = places;
        if (first === undefined) continue;
        const written = await reportTogether(
          context,
          places.map((at) => owned[at] as OwnedDraft<ContractDraft>),
        );
        places.forEach((at, index) => {
          outcomes[at] = written[index] as RecordOutcome;
        });
      }
      return outcomes;
    }),
};

/** Places of drafts that are one report: of one partner, country and day, each number once. */
function reportsOf(context: ImportContext, owned: readonly OwnedDraft<ContractDraft>[]): number[][] {
  const reports = new Map<string, { places: number[]; numbers: Set<string> }[]>();
  owned.forEach(({ draft, partnerId }, at) => {
    const key = JSON.stringify([partnerId, draft.country, dayOf(context, draft)]);
    const ofKey = reports.get(key) ?? [];
    reports.set(key, ofKey);
    // A number that comes again belongs to a later report: of two rows the later one counts.
    let report = ofKey.at(-1);
    if (report === undefined || report.numbers.has(draft.contractNumber)) {
      report = { places: [], numbers: new Set() };
      ofKey.push(report);
    }
    report.places.push(at);
    report.numbers.add(draft.contractNumber);
  });
  return [...reports.values()].flat().map(({ places }) => places);
}

async function reportTogether(
  context: ImportContext,
  owned: readonly OwnedDraft<ContractDraft>[],
): Promise<RecordOutcome[]> {
  const [{ draft: first, partnerId }] = owned as readonly [OwnedDraft<ContractDraft>];
  const partner = partnerContext(context, partnerId);
  const { country } = first;
  const reportedOn = dayOf(context, first);
  const day: ReportedDay = { country, partnerId, reportedOn, today: partner.today };
  const reports = owned.map(({ draft }) => inputOf(draft));
  const cluster = context.database.clusters.clusterOf(country);
  const planned = await planContracts(context.database, cluster, day, reports);
  const good = reports.filter((_report, at) => planned[at]?.outcome !== 'rejected');
  if (!context.dryRun && good.length > 0) {
    await reportContracts(partner, { country, reportedOn, contracts: good, idempotencyKey: randomUUID() });
  }
  return planned.map(outcomeOfPlan);
}

function outcomeOfPlan(plan: PlannedContract): RecordOutcome {
  if (plan.outcome === 'rejected') {
    return rejected(
      ...plan.problems.map(({ field, constraint }) => ({ field, code: 'INVALID_FIELD', message: constraint })),
    );
  }
  if (plan.outcome !== 'outdated') return { outcome: plan.outcome, rejections: [], warnings: [] };
  const message = `Figures of ${plan.record.reportedOn} are known: these are older, and change nothing`;
  return {
    outcome: 'unchanged',
    rejections: [],
    warnings: [{ field: 'reportedOn', code: 'OUTDATED', message }],
  };
}

function dayOf({ startedAt }: ImportContext, { reportedOn }: ContractDraft): string {
  return reportedOn ?? startedAt.toISOString().slice(0, 10);
}

function inputOf(draft: ContractDraft): ContractReportInput {
  const { country: _country, partnerId: _partner, reportedOn: _day, ...fields } = draft;
  const { source: _source, ...rest } = fields as typeof fields & { source?: unknown };
  return { ...rest, outstanding: new Decimal(draft.outstanding), status: draft.status ?? ContractStatus.RUNNING };
}
