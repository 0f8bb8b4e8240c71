import { isDeepStrictEqual } from 'node:util';
import { Types } from 'mongoose';
import { minorUnitDigits } from '../mathematics/minor-units.js';
import type { ContractReportInput } from './contract.inputs.js';
import { type ContractRecord, contractKey, modelOfVariant } from './contract.model.js';
import { presumedStage } from './impairment-stage.js';

/** What a report is held against: rows of the bank alone, by their keys. */
export interface KnownFacts {
  readonly contracts: ReadonlyMap<string, ContractRecord>;
  readonly products: ReadonlyMap<string, { readonly kind: string; readonly currency: string }>;
  /** Applications that were contracted. */
  readonly applications: ReadonlyMap<string, { readonly productId: string; readonly variantId: string | null }>;
}

export interface ReportedDay {
  readonly country: string;
  readonly partnerId: string;
  readonly reportedOn: string;
  /** Day of the report itself. */
  readonly today: string;
}

/** What is wrong with one contract of a report. */
export interface ContractProblem {
  readonly field: string;
  readonly constraint: string;
}

export type PlannedContract =
  | { readonly outcome: 'created' | 'updated' | 'unchanged' | 'outdated'; readonly record: ContractRecord }
  | { readonly outcome: 'rejected'; readonly problems: readonly ContractProblem[] };

/** What a report would make of a contract, or everything that is wrong with it. Reads and writes nothing. */
export function plannedContract(
  report: ContractReportInput,
  { country, partnerId, reportedOn, today }: ReportedDay,
  { contracts, products, applications }: KnownFacts,
): PlannedContract {
  const _id = contractKey(country, partnerId, report.contractNumber);
  const before = contracts.get(_id) ?? null;
  const problems: ContractProblem[] = [];
  const wrong = (field: string, constraint: string) => problems.push({ field, constraint });
  const application = report.applicationId ? applications.get(report.applicationId) : undefined;
  if (report.applicationId && application === undefined) {
    wrong('applicationId', 'is no application of yours that was contracted');
  }
  if (before?.applicationId && report.applicationId && before.applicationId !== report.applicationId) {
    wrong('applicationId', 'is not the one that became this contract');
  }
  const productId = report.productId ?? before?.productId ?? application?.productId ?? null;
  const product = productId === null ? undefined : products.get(productId);
  if (report.productId && product === undefined) wrong('productId', `is no product of yours in ${country}`);
  if (before === null && product === undefined && !report.productId) {
    wrong('productId', 'is needed for a contract that is new');
  }
  const currency = product?.currency ?? before?.currency ?? '';
  if (before !== null && currency !== before.currency) wrong('productId', `is not in ${before.currency}`);
  if (report.outstanding.isNegative()) wrong('outstanding', 'must not be negative');
  else if (currency !== '' && report.outstanding.decimalPlaces() > minorUnitDigits(currency)) {
    wrong('outstanding', `must have at most ${minorUnitDigits(currency)} digits after the point in ${currency}`);
  }
  const endsOn = report.endsOn ?? before?.endsOn ?? null;
  if (endsOn === null) wrong('endsOn', 'is needed for a contract that is new');
  if (reportedOn > today) wrong('reportedOn', 'must not lie in the future');
  if (report.status === 'ENDED' && report.nextPaymentDate) wrong('nextPaymentDate', 'a contract that ended has none');
  if (report.stage && report.stage < presumedStage(report.daysPastDue) && !report.stageReason) {
    wrong('stageReason', 'is needed for a stage below the one that the days past due presume');
  }
  if (problems.length > 0 || endsOn === null) return { outcome: 'rejected', problems };
  if (before !== null && before.reportedOn > reportedOn) return { outcome: 'outdated', record: before };

  const variantId = report.variantId ?? before?.variantId ?? application?.variantId ?? null;
  const record: ContractRecord = {
    _id,
    contractId: _id,
    contractNumber: report.contractNumber,
    partnerId,
    country,
    productId,
    productKind: product?.kind ?? before?.productKind ?? '',
    applicationId: report.applicationId ?? before?.applicationId ?? null,
    variantId,
    model: modelOfVariant(variantId),
    currency,
    outstanding: Types.Decimal128.fromString(report.outstanding.toFixed()),
    nextPaymentDate: report.nextPaymentDate ?? null,
    endsOn,
    daysPastDue: report.daysPastDue,
    reportedStage: report.stage ?? null,
    stageReason: report.stageReason ?? null,
    status: report.status,
    reportedOn,
    version: (before?.version ?? 0) + 1,
    batteryPassportId: report.batteryPassportId ?? before?.batteryPassportId ?? null,
    batteryCarbonClass: report.batteryCarbonClass ?? before?.batteryCarbonClass ?? null,
    guaranteeEndsOn: report.guaranteeEndsOn ?? before?.guaranteeEndsOn ?? null,
    provenance: {
      source: {
        system: `partner ${partnerId}`,
        recordId: report.contractNumber,
        licence: 'LicenseRef-partner',
        fetchedAt: today,
      },
      confidence: 'HIGH',
      conflicts: [],
    },
  };
  if (before === null) return { outcome: 'created', record };
  return isDeepStrictEqual(content(before), content(record))
    ? { outcome: 'unchanged', record: before }
    : { outcome: 'updated', record };
}

/** What a bank says of a contract, without what follows from saying it. */
function content({ provenance: _provenance, version: _version, ...fields }: ContractRecord): unknown {
  return JSON.parse(JSON.stringify(fields));
}
