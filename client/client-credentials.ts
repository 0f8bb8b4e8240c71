import { randomUUID } from 'node:crypto';
import { importJWK, type JWK, SignJWT } from 'jose';

export interface ClientCredentialsOptions {
  /** Token endpoint of the identity provider. */
  readonly tokenEndpoint: string;
  readonly clientId: string;
  /** Private key as JWK, with `kid` and `alg` (ES256, PS256, RS256 or EdDSA). The provider knows its public half. */
  readonly privateKey: JWK;
  /** `aud` of the assertion; the token endpoint unless told. Some providers want their issuer. */
  readonly audience?: string;
  /** Scopes to ask for, separated by blanks; what the client is allowed unless told. */
  readonly scope?: string;
}

/** An assertion is used at once. */
const ASSERTION_SECONDS = 60;
/** A token is asked for anew this long before it ends. */
const MARGIN_SECONDS = 30;
const TIMEOUT_MILLISECONDS = 10_000;

/**
 * Access tokens by OAuth 2.0 client credentials (RFC 6749, 4.4) where the client proves who it is by a signed assertion,
 * `private_key_jwt` (RFC 7523, 2.2; OpenID Connect Core, 9): no shared secret leaves the bank. A token is kept until shortly before
 * it ends; all who need one at the same time wait for the same request.
 */
export function clientCredentials(options: ClientCredentialsOptions): () => Promise<string> {
  let token: { readonly text: string; readonly until: number } | null = null;
  let pending: Promise<string> | null = null;
  return () => {
    if (token !== null && performance.now() < token.until) return Promise.resolve(token.text);
    pending ??= fetchToken(options)
      .then(({ access_token: text, expires_in: seconds }) => {
        token = { text, until: performance.now() + (seconds - MARGIN_SECONDS) * 1_000 };
        return text;
      })
      .finally(() => {
        pending = null;
      });
    return pending;
  };
}

async function fetchToken(options: ClientCredentialsOptions): Promise<{ access_token: string; expires_in: number }> {
  const { tokenEndpoint, scope } = options;
  const response = await fetch(tokenEndpoint, {
    method: 'POST',
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: await assertion(options),
      ...(scope === undefined ? {} : { scope }),
    }),
  });
  const answer = (await response.json().catch(() => ({}))) as Record<string, unknown>;
  const { access_token: text, expires_in: seconds, error, error_description: description } = answer;
  if (!response.ok || typeof text !== 'string') {
    throw new Error(`No token from ${tokenEndpoint}: ${response.status} ${error ?? ''} ${description ?? ''}`.trim());
  }
  return { access_token: text, expires_in: typeof seconds === 'number' ? seconds : 60 };
}

async function assertion({ clientId, privateKey, tokenEndpoint, audience }: ClientCredentialsOptions): Promise<string> {
  const { alg, kid } = privateKey;
  if (alg === undefined) throw new Error('The private key must say its algorithm: "alg"');
  return new SignJWT()
    .setProtectedHeader({ alg, typ: 'JWT', ...(kid === undefined ? {} : { kid }) })
    .setIssuer(clientId)
    .setSubject(clientId)
    .setAudience(audience ?? tokenEndpoint)
    .setJti(randomUUID())
    .setIssuedAt()
    .setExpirationTime(`${ASSERTION_SECONDS}s`)
    .sign(await importJWK(privateKey, alg));
}
