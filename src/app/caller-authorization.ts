import type { AuthorizationMode, AuthorizationOptions } from '../gateway/authorization/operation-authorization.js';
import type { RequestContext } from '../kernel/request-context.js';

const NONE: ReadonlySet<string> = new Set();

/** Tells a gateway what the caller of a request may see: what the verified token says, policies included. */
export function callerAuthorization(mode: AuthorizationMode = 'filter'): AuthorizationOptions {
  return {
    mode,
    claimsOf: (context) => (context as RequestContext).caller,
    policies: (_names, context) => (context as RequestContext).caller.policies ?? NONE,
  };
}
