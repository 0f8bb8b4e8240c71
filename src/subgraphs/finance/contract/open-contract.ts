import type { Database } from '../../../database/database.js';
import type { Session } from '../../../database/transaction.js';
import { badUserInput } from '../../../kernel/errors/tripod-error.js';
import type { ApplicationRecord } from '../application/application.model.js';
import { type QuoteRecord, quoteModel } from '../quote/quote.model.js';
import { type ContractRecord, contractKey, contractModel, modelOfVariant } from './contract.model.js';
import { writeContracts } from './write-contracts.js';

/**
 * The contract of an application that becomes CONTRACTED, in the transaction of that decision: one that the bank has reported
 * under that number already is linked, else one is made of the quote, with all of the principal outstanding.
 * BAD_USER_INPUT where the number is that of another application's contract.
 * @returns the id of the contract
 */
export async function openContract(
  database: Database,
  cluster: string,
  session: Session,
  application: ApplicationRecord,
  contractNumber: string,
): Promise<string> {
  const { partnerId, country, quoteId, variantId } = application;
  const _id = contractKey(country, partnerId, contractNumber);
  const known = await database
    .model(contractModel, cluster)
    .findOne({ _id, partnerId }, null, { session })
    .lean<ContractRecord | null>();
  if (known !== null) {
    if (known.applicationId !== null && known.applicationId !== application._id) {
      throw badUserInput('contractNumber', 'is that of the contract of another application');
    }
    const record = { ...known, applicationId: application._id, version: known.version + 1 };
    await writeContracts(database, cluster, session, partnerId, country, [{ outcome: 'updated', record }]);
    return _id;
  }
  const quote = await database
    .model(quoteModel, cluster)
    .findOne({ _id: quoteId }, { 'schedule.dueDate': 1, productKind: 1, startDate: 1 }, { session })
    .lean<Pick<QuoteRecord, 'schedule' | 'productKind' | 'startDate'>>()
    .orFail();
  const day = application.updatedAt.toISOString().slice(0, 10);
  const record: ContractRecord = {
    _id,
    contractId: _id,
    contractNumber,
    partnerId,
    country,
    productId: application.productId,
    productKind: quote.productKind,
    applicationId: application._id,
    variantId,
    model: modelOfVariant(variantId),
    currency: application.currency,
    outstanding: application.principal,
    nextPaymentDate: quote.schedule[0]?.dueDate ?? null,
    endsOn: quote.schedule.at(-1)?.dueDate ?? quote.startDate,
    daysPastDue: 0,
    reportedStage: null,
    stageReason: null,
    status: 'RUNNING',
    reportedOn: day,
    version: 1,
    batteryPassportId: null,
    batteryCarbonClass: null,
    guaranteeEndsOn: null,
    provenance: {
      source: {
        system: `partner ${partnerId}`,
        recordId: contractNumber,
        licence: 'LicenseRef-partner',
        fetchedAt: day,
      },
      confidence: 'HIGH',
      conflicts: [],
    },
  };
  await writeContracts(database, cluster, session, partnerId, country, [{ outcome: 'created', record }]);
  return _id;
}
