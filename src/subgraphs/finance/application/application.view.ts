import { globalId } from '../../../kernel/identity/global-id.js';
import type { ApplicationRecord } from './application.model.js';
import type { Application, ApplicationStatus, ApplicationStep } from './application.type.js';
import { statusAt } from './status-at.js';

/** What callers see of a stored application. */
export function applicationView(record: ApplicationRecord, now = new Date()): Application {
  const { principal, currency, ...fields } = record;
  return {
    ...fields,
    id: globalId('Application', record._id),
    country: { code: record.country },
    status: statusAt(record, now) as ApplicationStatus,
    history: record.history as unknown as ApplicationStep[],
    contractId: record.contractId ?? null,
    principal: { amount: principal, currency },
  };
}
