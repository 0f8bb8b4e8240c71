import { globalId } from '../../../kernel/identity/global-id.js';
import type { ContractRecord } from './contract.model.js';
import { type Contract, type ContractStatus, StageBasis } from './contract.type.js';
import { presumedStage } from './impairment-stage.js';

/** What callers see of a stored contract. */
export function contractView(record: ContractRecord): Contract {
  const { _id, country, currency, outstanding, reportedStage, daysPastDue, ...fields } = record;
  return {
    ...fields,
    id: globalId('Contract', _id),
    contractId: _id,
    country: { code: country },
    outstanding: { amount: outstanding, currency },
    daysPastDue,
    batteryPassport: record.batteryPassportId === null ? null : { passportId: record.batteryPassportId },
    stage: reportedStage ?? presumedStage(daysPastDue),
    stageBasis: reportedStage === null ? StageBasis.DAYS_PAST_DUE : StageBasis.REPORTED,
    status: record.status as ContractStatus,
  };
}
