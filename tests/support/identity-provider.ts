import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createLocalJWKSet, exportJWK, generateKeyPair, type JWK, jwtVerify, SignJWT } from 'jose';

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** A client that the provider knows by its public key. */
export interface RegisteredClient {
  readonly scope: string;
  /** Claim `partner` of its tokens; none for clients that are no bank. */
  readonly partner?: string;
}

export interface IdentityProvider {
  readonly issuer: string;
  readonly jwksUrl: string;
  readonly tokenEndpoint: string;
  /** Registers a client and gives its private key, which the provider forgets. */
  register(clientId: string, client: RegisteredClient): Promise<JWK>;
  /** How many tokens it has given. */
  readonly given: () => number;
  close(): Promise<void>;
}

/** An identity provider as banks have one, small: a key set, and client credentials with `private_key_jwt` (RFC 7523). */
export async function startIdentityProvider(audience: string): Promise<IdentityProvider> {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const published = { ...(await exportJWK(publicKey)), kid: 'provider-1', alg: 'ES256', use: 'sig' };
  const clients = new Map<string, RegisteredClient & { readonly key: JWK }>();
  const seen = new Set<string>();
  let tokens = 0;

  const server: Server = createServer((request, response) => {
    const send = (status: number, value: object) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    if (request.url === '/keys') {
      send(200, { keys: [published] });
      return;
    }
    tokenFor(request).then(
      (token) => send(200, { access_token: token, token_type: 'Bearer', expires_in: 300 }),
      (error: Error) => send(401, { error: 'invalid_client', error_description: error.message }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const tokenEndpoint = `${issuer}/token`;

  async function tokenFor(request: IncomingMessage): Promise<string> {
    const form = new URLSearchParams(await textOf(request));
    if (form.get('grant_type') !== 'client_credentials') throw new Error('grant_type');
    if (form.get('client_assertion_type') !== ASSERTION_TYPE) throw new Error('client_assertion_type');
    const assertion = form.get('client_assertion') ?? '';
    const claimed = JSON.parse(Buffer.from(assertion.split('.')[1] ?? '', 'base64url').toString()) as { sub: string };
    const client = clients.get(claimed.sub);
    if (client === undefined) throw new Error('there is no such client');
    const { payload } = await jwtVerify(assertion, createLocalJWKSet({ keys: [client.key] }), {
      issuer: claimed.sub,
      subject: claimed.sub,
      audience: tokenEndpoint,
      requiredClaims: ['exp', 'jti'],
      maxTokenAge: '5m',
    });
    if (seen.has(String(payload.jti))) throw new Error('the assertion has been used');
    seen.add(String(payload.jti));
    tokens++;
    return new SignJWT({
      scope: client.scope,
      ...(client.partner === undefined ? {} : { partner: client.partner }),
    })
      .setProtectedHeader({ alg: 'ES256', kid: 'provider-1' })
      .setSubject(claimed.sub)
      .setIssuer(issuer)
      .setAudience(audience)
      .setIssuedAt()
      .setJti(randomUUID())
      .setExpirationTime('5m')
      .sign(privateKey);
  }

  return {
    issuer,
    jwksUrl: `${issuer}/keys`,
    tokenEndpoint,
    given: () => tokens,
    async register(clientId, client) {
      const pair = await generateKeyPair('ES256', { extractable: true });
      const names = { kid: `${clientId}-1`, alg: 'ES256' };
      clients.set(clientId, { ...client, key: { ...(await exportJWK(pair.publicKey)), ...names } });
      const key = { ...(await exportJWK(pair.privateKey)), ...names };
      return key;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
