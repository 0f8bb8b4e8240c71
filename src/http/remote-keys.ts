import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import { request } from 'undici';

/** Between two fetches for a key that is not known, or after one that failed. */
const COOLDOWN_MILLISECONDS = 30_000;
/** After this long the keys are fetched again, so that a withdrawn one is noticed. */
const FRESH_MILLISECONDS = 10 * 60_000;
/** As long keys are good if they cannot be fetched again. */
const USABLE_MILLISECONDS = 60 * 60_000;
const TIMEOUT_MILLISECONDS = 5_000;
const MAXIMUM_BYTES = 256 * 1024;

/** The published keys cannot be fetched: no token can be verified for the time being. */
export class KeysUnavailableError extends Error {
  override readonly name = 'KeysUnavailableError';
}

interface FetchedKeys {
  readonly find: ReturnType<typeof createLocalJWKSet>;
  readonly fetchedAt: number;
}

/**
 * Finds keys in a JSON Web Key Set (RFC 7517) that is published at a URL. It is fetched when it is first needed, when it is
 * old, and when a token names a key that it does not have (rotation); for unknown keys and after failures at most
 * once in 30 s, however many tokens ask, since anybody can make up a key's name.
 *
 * @param now milliseconds that only ever grow
 * @returns a function that rejects with KeysUnavailableError or, where the set has no such key, with jose's errors
 */
export function remoteKeys(url: string, now: () => number = () => performance.now()): JWTVerifyGetKey {
  let keys: FetchedKeys | undefined;
  let attemptedAt = Number.NEGATIVE_INFINITY;
  let pending: Promise<FetchedKeys> | undefined;

  const mayFetch = () => pending !== undefined || now() - attemptedAt >= COOLDOWN_MILLISECONDS;
  /** All who need the keys at the same time wait for the same fetch. */
  const fetchOnce = (): Promise<FetchedKeys> => {
    if (!pending) {
      attemptedAt = now();
      pending = fetchKeySet(url)
        .then((set) => {
          keys = { find: createLocalJWKSet(set), fetchedAt: now() };
          return keys;
        })
        .finally(() => {
          pending = undefined;
        });
    }
    return pending;
  };
  const current = async (): Promise<FetchedKeys> => {
    const age = keys ? now() - keys.fetchedAt : Number.POSITIVE_INFINITY;
    if (keys && age < FRESH_MILLISECONDS) return keys;
    try {
      if (mayFetch()) return await fetchOnce();
    } catch (error) {
      if (!keys || age >= USABLE_MILLISECONDS) throw error;
    }
    if (keys && age < USABLE_MILLISECONDS) return keys;
    throw new KeysUnavailableError('The last attempt to fetch the keys has failed');
  };

  return async (header, token) => {
    const known = await current();
    try {
      return await known.find(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      // Another request may have fetched newer ones meanwhile.
      if (keys && keys !== known) return keys.find(header, token);
      if (!mayFetch()) throw error;
      const fetched = await fetchOnce();
      return fetched.find(header, token);
    }
  };
}

async function fetchKeySet(url: string): Promise<JSONWebKeySet> {
  try {
    // Redirects are not followed: keys come from where the configuration says, nowhere else.
    const { statusCode, body } = await request(url, {
      headers: { accept: 'application/jwk-set+json, application/json' },
      signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
    });
    if (statusCode !== 200) {
      await body.dump();
      throw new Error(`status ${statusCode}`);
    }
    const set: unknown = JSON.parse(await limitedText(body));
    if (!isKeySet(set)) throw new Error('no JSON Web Key Set');
    return set;
  } catch (error) {
    throw new KeysUnavailableError('The keys cannot be fetched', { cause: error });
  }
}

async function limitedText(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    // Leaving the loop ends the rest of the body.
    if (size > MAXIMUM_BYTES) throw new Error(`more than ${MAXIMUM_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function isKeySet(value: unknown): value is JSONWebKeySet {
  const list = typeof value === 'object' && value !== null ? (value as { keys?: unknown }).keys : undefined;
  return Array.isArray(list) && list.every((key) => typeof key === 'object' && key !== null);
}
