import type { Caller } from '../../../kernel/caller.js';
import { TripodError } from '../../../kernel/errors/tripod-error.js';

/** Who may write what is said of batteries, and who may read the records of their lives, as `@requiresScopes` says it. */
export const RECORD_KEEPERS = '@requiresScopes(scopes: [["internal"], ["authority"]])';
export const RECORD_READERS = '@requiresScopes(scopes: [["legitimate-interest"], ["authority"], ["internal"]])';

/** Lets `internal` and `authority` through: UNAUTHENTICATED without token, FORBIDDEN with another one. */
export function requireRecordKeeper(caller: Caller): void {
  requireOneOf(caller, ['internal', 'authority']);
}

/** Lets through whoever may read lifecycle records: Annex XIII, points 2 to 4. */
export function requireRecordReader(caller: Caller): void {
  requireOneOf(caller, ['legitimate-interest', 'authority', 'internal']);
}

function requireOneOf(caller: Caller, scopes: readonly string[]): void {
  const names = scopes.map((scope) => `"${scope}"`).join(' or ');
  if (!caller.authenticated) throw new TripodError('UNAUTHENTICATED', `This needs a token with the scope ${names}.`);
  if (!scopes.some((scope) => caller.scopes.has(scope))) {
    throw new TripodError('FORBIDDEN', `The token lacks the scope ${names}.`);
  }
}
