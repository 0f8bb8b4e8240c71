import type { Caller } from '../../kernel/caller.js';
import { TripodError } from '../../kernel/errors/tripod-error.js';

type Filter = Record<string, unknown>;

/** Matches nothing: what a caller without rights sees of a collection. */
const NOTHING: Filter = { _id: { $in: [] } };

/**
 * MongoDB filter for rows that belong to one partner (applications, contracts, events): the partner sees its own, internal
 * callers see all, everybody else nothing. The one place that decides it, for lists, counts, ids, references and streams.
 */
export function partnerRowsOf({ partnerId, scopes }: Caller): Filter {
  if (partnerId !== null) return scopes.has('bank') ? { partnerId } : NOTHING;
  return scopes.has('internal') ? {} : NOTHING;
}

/**
 * MongoDB filter for quotes. Their ids cannot be guessed, so that whoever has one, such as the customer it was made for, may
 * see it; a bank sees its own only, whatever ids it has.
 */
export function quotesOf({ partnerId, scopes }: Caller): Filter {
  if (partnerId === null) return {};
  return scopes.has('bank') ? { partnerId } : NOTHING;
}

/** The partner that a caller speaks for. UNAUTHENTICATED without token, FORBIDDEN for a token of somebody else. */
export function requirePartner(caller: Caller): string {
  if (!caller.authenticated) throw new TripodError('UNAUTHENTICATED', 'This needs the token of a finance partner.');
  if (caller.partnerId === null || !caller.scopes.has('bank')) {
    throw new TripodError('FORBIDDEN', 'This needs a token with the scope "bank" and a partner.');
  }
  return caller.partnerId;
}

/** Lets through partners and internal callers. */
export function requireFinanceCaller(caller: Caller): void {
  if (!caller.authenticated) {
    throw new TripodError('UNAUTHENTICATED', 'This needs a token with the scope "internal" or "bank".');
  }
  if (!caller.scopes.has('internal') && !(caller.scopes.has('bank') && caller.partnerId !== null)) {
    throw new TripodError('FORBIDDEN', 'The token lacks the scope "internal" or "bank".');
  }
}
