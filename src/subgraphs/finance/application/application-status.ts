/** Where an application for financing stands. */
export const APPLICATION_STATUSES = [
  'DRAFT',
  'SUBMITTED',
  'IN_REVIEW',
  'APPROVED',
  'CONDITIONAL',
  'DECLINED',
  'CONTRACTED',
  'WITHDRAWN',
  'EXPIRED',
] as const;
export type ApplicationStatusName = (typeof APPLICATION_STATUSES)[number];

/** Where each may go next. Whatever is not listed is an end. */
const NEXT: Readonly<Partial<Record<ApplicationStatusName, readonly ApplicationStatusName[]>>> = {
  DRAFT: ['SUBMITTED', 'WITHDRAWN', 'EXPIRED'],
  SUBMITTED: ['IN_REVIEW', 'WITHDRAWN', 'EXPIRED'],
  IN_REVIEW: ['APPROVED', 'CONDITIONAL', 'DECLINED', 'WITHDRAWN', 'EXPIRED'],
  // A condition that is met becomes an approval; one that is not, a refusal.
  CONDITIONAL: ['APPROVED', 'DECLINED', 'CONTRACTED', 'WITHDRAWN', 'EXPIRED'],
  APPROVED: ['CONTRACTED', 'WITHDRAWN', 'EXPIRED'],
};

/** Whether an application may go from one status to another. */
export function mayMove(from: ApplicationStatusName, to: ApplicationStatusName): boolean {
  return NEXT[from]?.includes(to) ?? false;
}

/** Whether nothing can follow. */
export function isFinal(status: ApplicationStatusName): boolean {
  return NEXT[status] === undefined;
}
