import { errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { type Caller, PUBLIC_CALLER } from '../kernel/caller.js';
import { TripodError } from '../kernel/errors/tripod-error.js';
import { KeysUnavailableError } from './remote-keys.js';

/** Algorithms that tokens may be signed with; symmetric ones and "none" are never accepted. */
const ALGORITHMS = ['EdDSA', 'ES256', 'RS256', 'PS256'];
const CLOCK_SKEW_SECONDS = 30;
/** A longer token is refused before anything of it is decoded. */
const MAXIMUM_TOKEN_CHARACTERS = 8_192;

/** Who a request comes from, by its Authorization header. Rejects with UNAUTHENTICATED for a token that is not valid. */
export type Authenticate = (authorization: string | undefined) => Promise<Caller> | Caller;

export interface TokenRules {
  readonly issuer: string;
  readonly audience: string;
  /** Finds the key that a token names. */
  readonly keys: JWTVerifyGetKey;
}

/**
 * Verifies bearer tokens (RFC 6750, RFC 7519): signature by one of the pinned algorithms, issuer, audience, and times,
 * which may be off by 30 s. A token without `exp` is refused.
 */
export function bearerAuthentication(rules: TokenRules): Authenticate {
  return (authorization) => (authorization === undefined ? PUBLIC_CALLER : verify(authorization, rules));
}

async function verify(authorization: string, { issuer, audience, keys }: TokenRules): Promise<Caller> {
  if (authorization.length > MAXIMUM_TOKEN_CHARACTERS) {
    throw new TripodError('UNAUTHENTICATED', `The token is longer than ${MAXIMUM_TOKEN_CHARACTERS} characters.`);
  }
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
    if (error instanceof KeysUnavailableError) {
      throw new TripodError('UNAUTHENTICATED', 'The token cannot be verified now: the keys cannot be fetched.');
    }
    throw error;
  }
}

function callerOf(payload: JWTPayload): Caller {
  const { scope, scp, partner, policies, sub } = payload as JWTPayload & Record<string, unknown>;
  const scopes = namesIn(scope ?? scp);
  return {
    authenticated: true,
    scopes: new Set(scopes),
    // A partner claim counts only together with the scope that it belongs to.
    partnerId: scopes.includes('bank') && typeof partner === 'string' ? partner : null,
    subject: sub ?? null,
    ...(policies === undefined ? {} : { policies: new Set(namesIn(policies)) }),
  };
}

/** Scopes or policies. `scope` of RFC 8693 is a text of names with spaces between them; some issuers write a list, or call it `scp`. */
function namesIn(claim: unknown): string[] {
  if (typeof claim === 'string') return claim.split(' ').filter((name) => name !== '');
  return Array.isArray(claim) ? claim.filter((name): name is string => typeof name === 'string' && name !== '') : [];
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
    case 'ERR_JOSE_ALG_NOT_ALLOWED':
      return 'its algorithm is not accepted';
    default:
      return 'it cannot be verified';
  }
}
