import { createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { type Caller, PUBLIC_CALLER } from '../kernel/caller.js';
import { TripodError } from '../kernel/errors/tripod-error.js';

/** Algorithms that tokens may be signed with; symmetric ones and "none" are never accepted. */
const ALGORITHMS = ['EdDSA', 'ES256', 'RS256', 'PS256'];
const CLOCK_SKEW_SECONDS = 30;

/** Who a request comes from, by its Authorization header. Rejects with UNAUTHENTICATED for a token that is not valid. */
export type Authenticate = (authorization: string | undefined) => Promise<Caller> | Caller;

export interface TokenRules {
  readonly issuer: string;
  readonly audience: string;
  /** Finds the key that a token names. */
  readonly keys: JWTVerifyGetKey;
}

/** Keys published at a URL (RFC 7517), fetched when a token names one that is not known, at most once in 30 s. */
export function remoteKeys(url: string): JWTVerifyGetKey {
  return createRemoteJWKSet(new URL(url), { cooldownDuration: 30_000, timeoutDuration: 5_000 });
}

/** Verifies bearer tokens (RFC 6750, RFC 7519): signature, issuer, audience and times. */
export function bearerAuthentication(rules: TokenRules): Authenticate {
  return (authorization) => (authorization === undefined ? PUBLIC_CALLER : verify(authorization, rules));
}

async function verify(authorization: string, { issuer, audience, keys }: TokenRules): Promise<Caller> {
  const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization)?.[1];
  if (token === undefined) {
    throw new TripodError('UNAUTHENTICATED', 'The Authorization header must be "Bearer TOKEN".');
  }
  try {
    const { payload } = await jwtVerify(token, keys, {
      issuer,
      audience,
      algorithms: ALGORITHMS,
      clockTolerance: CLOCK_SKEW_SECONDS,
      requiredClaims: ['exp'],
    });
    return callerOf(payload);
  } catch (error) {
    if (error instanceof errors.JOSEError) {
      throw new TripodError('UNAUTHENTICATED', `The token is not valid: ${reasonOf(error)}.`);
    }
    throw error;
  }
}

function callerOf(payload: JWTPayload): Caller {
  const { scope, partner, sub } = payload as JWTPayload & { scope?: unknown; partner?: unknown };
  const scopes = typeof scope === 'string' ? scope.split(' ').filter((name) => name !== '') : [];
  return {
    authenticated: true,
    scopes: new Set(scopes),
    // A partner claim counts only together with the scope that it belongs to.
    partnerId: scopes.includes('bank') && typeof partner === 'string' ? partner : null,
    subject: sub ?? null,
  };
}

function reasonOf(error: errors.JOSEError): string {
  switch (error.code) {
    case 'ERR_JWT_EXPIRED':
      return 'it has expired';
    case 'ERR_JWT_CLAIM_VALIDATION_FAILED':
      return `its claim "${(error as errors.JWTClaimValidationFailed).claim}" is not as expected`;
    case 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED':
      return 'its signature does not match';
    case 'ERR_JWKS_NO_MATCHING_KEY':
      return 'its key is not known';
    case 'ERR_JWKS_TIMEOUT':
      return 'the keys cannot be fetched';
    default:
      return 'it cannot be verified';
  }
}
