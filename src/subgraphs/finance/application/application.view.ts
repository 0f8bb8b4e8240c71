import { globalId } from '../../../kernel/identity/global-id.js';
import type { ApplicationRecord } from './application.model.js';
import type { Application, ApplicationStatus, ApplicationStep } from './application.type.js';
import { isFinal } from './application-status.js';

/** What callers see of a stored application. One whose time is up shows as expired even before that is written down. */
export function applicationView(record: ApplicationRecord, now = new Date()): Application {
  const { principal, currency, ...fields } = record;
  return {
    ...fields,
    id: globalId('Application', record._id),
    country: { code: record.country },
    status: statusOf(record, now) as ApplicationStatus,
    history: record.history as unknown as ApplicationStep[],
    principal: { amount: principal, currency },
  };
}

export function statusOf({ status, expiresAt }: Pick<ApplicationRecord, 'status' | 'expiresAt'>, now: Date) {
  return !isFinal(status) && expiresAt <= now ? 'EXPIRED' : status;
}
