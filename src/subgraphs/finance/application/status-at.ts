import type { ApplicationRecord } from './application.model.js';
import { APPLICATION_STATUSES, type ApplicationStatusName, isFinal } from './application-status.js';

type Filter = Record<string, unknown>;

/** Statuses that end by themselves when the time is up. */
export const OPEN_STATUSES: readonly ApplicationStatusName[] = APPLICATION_STATUSES.filter(
  (status) => !isFinal(status),
);

/** Where an application stands at an instant: one whose time is up has expired even before that is written down. */
export function statusAt(
  { status, expiresAt }: Pick<ApplicationRecord, 'status' | 'expiresAt'>,
  now: Date,
): ApplicationStatusName {
  return !isFinal(status) && expiresAt <= now ? 'EXPIRED' : status;
}

/** MongoDB filter for applications that stand at one of these at an instant, by the rule of `statusAt`. */
export function standsAt(statuses: readonly ApplicationStatusName[], now: Date): Filter {
  const among = (wanted: readonly ApplicationStatusName[]) => ({ status: { $in: [...wanted].sort() } });
  const open = statuses.filter((status) => !isFinal(status));
  const conditions: Filter[] = [among(statuses.filter(isFinal))];
  if (open.length > 0) conditions.push({ ...among(open), expiresAt: { $gt: now } });
  if (statuses.includes('EXPIRED')) conditions.push({ ...among(OPEN_STATUSES), expiresAt: { $lte: now } });
  return { $or: conditions };
}
