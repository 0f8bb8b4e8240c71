import { access, link, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  createLocalJWKSet,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
  type JWTVerifyGetKey,
  SignJWT,
} from 'jose';
import { makeDataDirectory } from './data-directory.js';

const FILE = 'development-key.json';
const ALGORITHM = 'EdDSA';

/** The key with which `tripod token` signs on a developer's machine; it never leaves the data directory. */
interface DevelopmentKey {
  readonly privateKey: JWK;
  readonly publicKey: JWK;
}

export interface TokenClaims {
  readonly scopes: readonly string[];
  readonly partnerId: string | null;
  readonly subject: string;
  readonly issuer: string;
  readonly audience: string;
  /** Seconds, or a span such as "8h". */
  readonly expiresIn: string;
}

/** Signs a token with the development key of the data directory. */
export async function signDevelopmentToken(dataDirectory: string, claims: TokenClaims): Promise<string> {
  const { privateKey } = await developmentKey(dataDirectory);
  return new SignJWT({
    scope: claims.scopes.join(' '),
    ...(claims.partnerId === null ? {} : { partner: claims.partnerId }),
  })
    .setProtectedHeader({ alg: ALGORITHM, kid: String(privateKey.kid) })
    .setSubject(claims.subject)
    .setIssuer(claims.issuer)
    .setAudience(claims.audience)
    .setIssuedAt()
    .setExpirationTime(claims.expiresIn)
    .sign(await importJWK(privateKey, ALGORITHM));
}

/** Verification with the development key of the data directory. */
export async function developmentKeys(dataDirectory: string): Promise<JWTVerifyGetKey> {
  const { publicKey } = await developmentKey(dataDirectory);
  return createLocalJWKSet({ keys: [publicKey] });
}

async function developmentKey(dataDirectory: string): Promise<DevelopmentKey> {
  await makeDataDirectory(dataDirectory, 'TRIPOD_DATA_DIR');
  const file = join(dataDirectory, FILE);
  if (!(await exists(file))) {
    await makeKey(file);
  }
  return parseKey(await readFile(file, 'utf8'), file);
}

/** Makes the key whole before it has its name: two processes never end up with two keys, nor read half of one. */
async function makeKey(file: string): Promise<void> {
  const draft = `${file}.${process.pid}`;
  try {
    await writeFile(draft, JSON.stringify(await newKey()), { mode: 0o600, flush: true });
    await link(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
      throw error;
    }
  } finally {
    await rm(draft, { force: true });
  }
}

async function exists(file: string): Promise<boolean> {
  try {
    await access(file);
    return true;
  } catch {
    return false;
  }
}

async function newKey(): Promise<DevelopmentKey> {
  const { publicKey, privateKey } = await generateKeyPair(ALGORITHM, { crv: 'Ed25519', extractable: true });
  const names = { kid: `development-${Date.now().toString(36)}`, alg: ALGORITHM, use: 'sig' };
  return {
    privateKey: { ...(await exportJWK(privateKey)), ...names },
    publicKey: { ...(await exportJWK(publicKey)), ...names },
  };
}

function parseKey(text: string, file: string): DevelopmentKey {
  try {
    const key = JSON.parse(text) as DevelopmentKey;
    if (typeof key.privateKey.kid === 'string' && typeof key.publicKey.x === 'string') {
      return key;
    }
  } catch {
    // Falls through to the one clear error below.
  }
  throw new Error(`${file} is damaged: delete it, and a new key is made at the next start`);
}
