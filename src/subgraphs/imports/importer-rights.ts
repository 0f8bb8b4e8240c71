import type { Caller } from '../../kernel/caller.js';
import { requireScope } from '../../kernel/caller.js';

/** Whose imports a caller makes and sees: its own of a finance partner, those of the operator and of all partners (null). */
export interface ImporterRights {
  readonly partnerId: string | null;
  /** MongoDB filter for jobs and quarantined records. */
  readonly rows: Readonly<Record<string, unknown>>;
}

/** UNAUTHENTICATED without token, FORBIDDEN with one that is neither `internal` nor of a bank with a partner. */
export function importerRights(caller: Caller): ImporterRights {
  const { partnerId, scopes } = caller;
  if (partnerId !== null && scopes.has('bank')) return { partnerId, rows: { partnerId } };
  requireScope(caller, 'internal');
  return { partnerId: null, rows: {} };
}
