import { appendAudit } from '../../../database/audit/audit-trail.js';
import type { DataContext } from '../../../database/data-context.js';
import type { Session } from '../../../database/transaction.js';
import { appendEvent } from '../event/append-event.js';
import type { FinanceEventType } from '../event/finance-event.model.js';
import type { ApplicationRecord } from './application.model.js';

/** Audit trail and event of a change of an application, in its transaction. */
export async function tellOfChange(
  context: Pick<DataContext, 'database' | 'caller' | 'requestId'>,
  cluster: string,
  session: Session,
  action: string,
  { _id, partnerId, country, status, version, updatedAt, history }: ApplicationRecord,
  body: unknown,
): Promise<void> {
  const { database } = context;
  await appendAudit(database, cluster, session, context, { action, subject: `Application:${_id}`, body });
  // A draft is no business of the partner's, nor is its end.
  if (!history.some((step) => step.status === 'SUBMITTED')) return;
  await appendEvent(database, cluster, session, {
    partnerId,
    country,
    type: `application.${status.toLowerCase().replace('_', '')}` as FinanceEventType,
    subjectType: 'Application',
    subjectId: _id,
    version,
    status,
    at: updatedAt,
  });
}
