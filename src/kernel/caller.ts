import { TripodError } from './errors/tripod-error.js';

/** Who is asking: the scopes of a verified token, or nobody in particular. */
export interface Caller {
  readonly authenticated: boolean;
  readonly scopes: ReadonlySet<string>;
  /** Finance partner that the token speaks for; null for everybody else. */
  readonly partnerId: string | null;
  /** `sub` of the token, for the audit trail; null without token. */
  readonly subject: string | null;
  /** Policies (`@policy`) that the issuer of the token has decided for its bearer; none unless told. */
  readonly policies?: ReadonlySet<string>;
}

export const PUBLIC_CALLER: Caller = {
  authenticated: false,
  scopes: new Set(),
  partnerId: null,
  subject: null,
};

/** Refuses callers without the scope: UNAUTHENTICATED without token, FORBIDDEN with one that lacks the scope. */
export function requireScope(caller: Caller, scope: string): void {
  if (!caller.authenticated) {
    throw new TripodError('UNAUTHENTICATED', `This needs a token with the scope "${scope}".`);
  }
  if (!caller.scopes.has(scope)) {
    throw new TripodError('FORBIDDEN', `The token lacks the scope "${scope}".`);
  }
}
