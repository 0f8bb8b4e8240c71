import { createHash, createHmac, randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bearerAuthentication } from '../../src/http/authentication.js';
import { remoteKeys } from '../../src/http/remote-keys.js';
import { PUBLIC_CALLER } from '../../src/kernel/caller.js';

interface SigningKey {
  readonly privateKey: CryptoKey;
  readonly publicJwk: JWK;
  readonly kid: string;
}

/** What the key server answers, and how often it was asked. */
const published = { keys: [] as JWK[], status: 200, body: undefined as string | undefined, requests: 0 };
let server: Server;
let url: string;
let now: number;
let first: SigningKey;
let second: SigningKey;

beforeAll(async () => {
  server = createServer((_request, response) => {
    published.requests++;
    response.writeHead(published.status, { 'content-type': 'application/json', location: '/elsewhere' });
    response.end(published.body ?? JSON.stringify({ keys: published.keys }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks.json`;
  [first, second] = await Promise.all([signingKey('ES256'), signingKey('EdDSA')]);
});

afterAll(() => new Promise((resolve) => server.close(resolve)));

beforeEach(() => {
  now = 1_000_000;
  Object.assign(published, { keys: [first.publicJwk], status: 200, body: undefined, requests: 0 });
});

async function signingKey(algorithm: string): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair(algorithm, { extractable: true });
  const kid = randomUUID();
  return { privateKey, kid, publicJwk: { ...(await exportJWK(publicKey)), kid, alg: algorithm, use: 'sig' } };
}

const authentication = () =>
  bearerAuthentication({ issuer: 'https://issuer.example', audience: 'tripod', keys: remoteKeys(url, () => now) });

interface Token {
  readonly key?: SigningKey;
  readonly header?: Record<string, unknown>;
  readonly claims?: Record<string, unknown>;
}

const seconds = () => Math.floor(Date.now() / 1000);

/** A good token, but for what is given. A claim that is undefined is left out. */
async function token({ key = first, header, claims }: Token = {}): Promise<string> {
  const payload = { iss: 'https://issuer.example', aud: 'tripod', sub: 'ada', exp: seconds() + 600, ...claims };
  const signed = await new SignJWT(JSON.parse(JSON.stringify(payload)))
    .setProtectedHeader({ alg: String(key.publicJwk.alg), kid: key.kid, ...header })
    .sign(key.privateKey);
  return `Bearer ${signed}`;
}

const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

const refused = (reason: RegExp) => ({
  message: expect.stringMatching(reason) as string,
  extensions: { code: 'UNAUTHENTICATED' },
});

describe('a bearer token', () => {
  it('that is not there is nobody, and no key is fetched', async () => {
    expect(await authentication()(undefined)).toBe(PUBLIC_CALLER);
    expect(published.requests).toBe(0);
  });

  it('makes a caller', async () => {
    expect(await authentication()(await token({ claims: { scope: 'internal  read:all' } }))).toEqual({
      authenticated: true,
      scopes: new Set(['internal', 'read:all']),
      partnerId: null,
      subject: 'ada',
    });
  });

  it.each([
    ['a text', { scope: 'a b' }, ['a', 'b']],
    ['a list', { scope: ['a', 'b c'] }, ['a', 'b c']],
    ['a text called scp', { scp: 'a b' }, ['a', 'b']],
    ['a list called scp', { scp: ['a', 'b'] }, ['a', 'b']],
    ['a list with what is no text', { scope: ['a', 1, null, { a: 1 }, ''] }, ['a']],
    ['nothing', {}, []],
    ['a number', { scope: 7 }, []],
    ['both: scope counts', { scope: 'a', scp: ['b'] }, ['a']],
  ])('may have scopes as %s', async (_name, claims, scopes) => {
    expect((await authentication()(await token({ claims }))).scopes).toEqual(new Set(scopes));
  });

  it('names policies that its issuer has decided, as a text or a list', async () => {
    for (const policies of ['over-18 paid', ['over-18', 'paid']]) {
      expect((await authentication()(await token({ claims: { policies } }))).policies).toEqual(
        new Set(['over-18', 'paid']),
      );
    }
    expect((await authentication()(await token({ claims: {} }))).policies).toBeUndefined();
  });

  it('speaks for a partner only with the scope of banks', async () => {
    const authenticate = authentication();
    const partner = 'bank-7';
    expect((await authenticate(await token({ claims: { partner, scope: 'bank' } }))).partnerId).toBe(partner);
    expect((await authenticate(await token({ claims: { partner, scope: 'internal' } }))).partnerId).toBeNull();
    expect((await authenticate(await token({ claims: { partner: [partner], scope: 'bank' } }))).partnerId).toBeNull();
  });

  it.each<[string, () => Token, RegExp]>([
    ['has expired', () => ({ claims: { exp: seconds() - 60 } }), /expired/],
    ['is not valid yet', () => ({ claims: { nbf: seconds() + 60 } }), /"nbf"/],
    ['never expires', () => ({ claims: { exp: undefined } }), /"exp"/],
    ['expires at no time', () => ({ claims: { exp: 'tomorrow' } }), /"exp"/],
    ['is of another issuer', () => ({ claims: { iss: 'https://other.example' } }), /"iss"/],
    ['is of no issuer', () => ({ claims: { iss: undefined } }), /"iss"/],
    ['is for another audience', () => ({ claims: { aud: 'other' } }), /"aud"/],
    ['is for no audience', () => ({ claims: { aud: undefined } }), /"aud"/],
    ['is signed with another key under a known name', () => ({ key: { ...second, kid: first.kid } }), /verified|known/],
  ])('that %s is refused', async (_name, make, reason) => {
    await expect(authentication()(await token(make()))).rejects.toMatchObject(refused(reason));
  });

  it('may be off by the skew of clocks', async () => {
    const authenticate = authentication();
    const early = await token({ claims: { nbf: seconds() + 20 } });
    const late = await token({ claims: { exp: seconds() - 20 } });
    expect((await authenticate(early)).authenticated).toBe(true);
    expect((await authenticate(late)).authenticated).toBe(true);
  });

  it('may name several audiences', async () => {
    const header = await token({ claims: { aud: ['other', 'tripod'] } });
    expect((await authentication()(header)).authenticated).toBe(true);
  });

  it('with a changed payload is refused', async () => {
    const [header, payload, signature] = (await token()).split('.');
    const claims = JSON.parse(Buffer.from(String(payload), 'base64url').toString()) as object;
    const forged = [header, base64url({ ...claims, scope: 'internal' }), signature].join('.');
    await expect(authentication()(forged)).rejects.toMatchObject(refused(/signature/));
  });

  it('without signature ("none") is refused before a key is looked for', async () => {
    const claims = { iss: 'https://issuer.example', aud: 'tripod', exp: seconds() + 600 };
    for (const signature of ['', 'AA']) {
      const forged = `Bearer ${base64url({ alg: 'none' })}.${base64url(claims)}.${signature}`;
      await expect(authentication()(forged)).rejects.toMatchObject({ extensions: { code: 'UNAUTHENTICATED' } });
    }
    expect(published.requests).toBe(0);
  });

  it('that uses the public key as the secret of HS256 is refused before a key is looked for', async () => {
    const claims = { iss: 'https://issuer.example', aud: 'tripod', exp: seconds() + 600 };
    const signed = `${base64url({ alg: 'HS256', kid: first.kid })}.${base64url(claims)}`;
    for (const secret of [JSON.stringify(first.publicJwk), String(first.publicJwk.x)]) {
      const forged = `Bearer ${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
      await expect(authentication()(forged)).rejects.toMatchObject(refused(/algorithm/));
    }
    expect(published.requests).toBe(0);
  });

  it.each([
    ['another scheme', 'Basic YTpi'],
    ['no token', 'Bearer '],
    ['two parts', 'Bearer a.b'],
    ['four parts', 'Bearer a.b.c.d'],
    ['a space', 'Bearer a.b.c d'],
    ['characters of no token', 'Bearer a.b.ü'],
    ['what is no JSON', 'Bearer YQ.YQ.YQ'],
    ['a header that is a list', `Bearer ${base64url([])}.${base64url({})}.AA`],
    ['a critical extension', `Bearer ${base64url({ alg: 'ES256', crit: ['x'], x: 1 })}.${base64url({})}.AA`],
    ['a payload that is null', `Bearer ${base64url({ alg: 'ES256' })}.${base64url(null)}.AA`],
  ])('with %s is refused', async (_name, authorization) => {
    const answer = async () => authentication()(authorization);
    await expect(answer()).rejects.toMatchObject({ extensions: { code: 'UNAUTHENTICATED' } });
  });

  it('that is huge is refused unread', async () => {
    const huge = `Bearer ${base64url({ alg: 'ES256', x: 'x'.repeat(8_000) })}.${base64url({})}.AA`;
    await expect(authentication()(huge)).rejects.toMatchObject(refused(/longer than 8192/));
    expect(published.requests).toBe(0);
  });
});

describe('published keys', () => {
  it('are fetched once for many requests at the same time', async () => {
    const authenticate = authentication();
    const header = await token();
    const callers = await Promise.all(Array.from({ length: 50 }, () => authenticate(header)));
    expect(callers.every(({ authenticated }) => authenticated)).toBe(true);
    expect(published.requests).toBe(1);
  });

  it('may be rotated: a new key is fetched when a token names it', async () => {
    const authenticate = authentication();
    await authenticate(await token());
    published.keys = [second.publicJwk];
    now += 30_000;
    expect((await authenticate(await token({ key: second }))).authenticated).toBe(true);
    await expect(authenticate(await token())).rejects.toMatchObject(refused(/not known/));
    expect(published.requests).toBe(2);
  });

  it('are fetched at most once in 30 s, however many unknown keys are named', async () => {
    const authenticate = authentication();
    await authenticate(await token());
    now += 30_000;
    const storm = await Promise.all(
      Array.from({ length: 100 }, (_, index) => {
        const kid = createHash('sha256').update(String(index)).digest('hex');
        return token({ header: { kid } })
          .then(authenticate)
          .then(String, (error: Error) => error.message);
      }),
    );
    expect(new Set(storm)).toEqual(new Set(['The token is not valid: its key is not known.']));
    expect(published.requests).toBe(2);
    now += 29_999;
    await expect(authenticate(await token({ header: { kid: 'other' } }))).rejects.toMatchObject(refused(/not known/));
    expect(published.requests).toBe(2);
    expect((await authenticate(await token())).authenticated).toBe(true);
    now += 1;
    await expect(authenticate(await token({ header: { kid: 'other' } }))).rejects.toMatchObject(refused(/not known/));
    expect(published.requests).toBe(3);
  });

  it('are fetched again when they are old, so that a withdrawn key is noticed', async () => {
    const authenticate = authentication();
    const header = await token();
    await authenticate(header);
    published.keys = [second.publicJwk];
    now += 10 * 60_000 - 1;
    expect((await authenticate(header)).authenticated).toBe(true);
    now += 1;
    await expect(authenticate(header)).rejects.toMatchObject(refused(/not known/));
  });

  it('stay good for an hour while they cannot be fetched again', async () => {
    const authenticate = authentication();
    const header = await token();
    await authenticate(header);
    published.status = 503;
    now += 20 * 60_000;
    expect((await authenticate(header)).authenticated).toBe(true);
    expect((await authenticate(header)).authenticated).toBe(true);
    expect(published.requests).toBe(2);
    now += 40 * 60_000;
    await expect(authenticate(header)).rejects.toMatchObject(refused(/cannot be fetched/));
    published.status = 200;
    now += 30_000;
    expect((await authenticate(header)).authenticated).toBe(true);
  });

  it.each([
    ['an error', { status: 500 }],
    ['a redirect', { status: 302 }],
    ['what is no JSON', { body: '<html>' }],
    ['JSON that is no key set', { body: '{"keys": {}}' }],
    ['keys that are none', { body: '{"keys": ["a"]}' }],
    ['too much', { body: `{"keys": [], "x": "${'x'.repeat(300_000)}"}` }],
  ])('that are %s refuse the token, and are not asked for again at once', async (_name, answer) => {
    Object.assign(published, answer);
    const authenticate = authentication();
    for (let attempt = 0; attempt < 3; attempt++) {
      await expect(authenticate(await token())).rejects.toMatchObject(refused(/cannot be fetched/));
    }
    expect(published.requests).toBe(1);
    Object.assign(published, { status: 200, body: undefined });
    now += 30_000;
    expect((await authenticate(await token())).authenticated).toBe(true);
  });

  it('that nobody serves refuse the token', async () => {
    const keys = remoteKeys('http://127.0.0.1:1/jwks.json');
    const authenticate = bearerAuthentication({ issuer: 'i', audience: 'a', keys });
    await expect(authenticate(await token())).rejects.toMatchObject(refused(/cannot be fetched/));
  });
});
