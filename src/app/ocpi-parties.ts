import { createHash, timingSafeEqual } from 'node:crypto';
import { ConfigurationError } from '../config.js';
import { listInFile } from '../configuration-file.js';

/** Who may push over OCPI, and for whom. */
export interface OcpiParty {
  /** Names the party in logs and counts its requests. */
  readonly name: string;
  /** SHA-256 of its credentials token. */
  readonly tokenHash: Buffer;
  /** `CC*PID` of the parties whose objects it may write: one, or those behind a hub. */
  readonly parties: ReadonlySet<string>;
}

/** A shorter token could be guessed. */
const SHORTEST_TOKEN = 16;

/**
 * Reads and checks the file that OCPI_PARTIES names: `[{ "name": "...", "token": "...", "parties": ["NL*TNM"] }]`, with
 * `tokenSha256` (hexadecimal) instead of `token` where the file shall hold no secret.
 * @throws ConfigurationError with the place of what is wrong
 */
export function readOcpiParties(file: string): readonly OcpiParty[] {
  const parties = listInFile('OCPI_PARTIES', file).map((entry, index) =>
    party(entry, `OCPI_PARTIES: ${file}, entry ${index + 1}`),
  );
  for (const [index, one] of parties.entries()) {
    const twin = parties
      .slice(0, index)
      .find(({ name, tokenHash }) => name === one.name || tokenHash.equals(one.tokenHash));
    if (twin !== undefined) {
      const what = twin.name === one.name ? `the name "${one.name}"` : 'the same token';
      throw new ConfigurationError(`OCPI_PARTIES: ${file}, entry ${index + 1}: another entry has ${what}`);
    }
  }
  return parties;
}

function party(entry: unknown, place: string): OcpiParty {
  const { name, token, tokenSha256, parties, ...rest } = (entry ?? {}) as Record<string, unknown>;
  if (typeof name !== 'string' || !/^[\w .*-]{1,80}$/.test(name)) {
    throw new ConfigurationError(`${place}: "name" must be 1 to 80 letters, digits, blanks, dots, hyphens`);
  }
  if ((token === undefined) === (tokenSha256 === undefined)) {
    throw new ConfigurationError(`${place}: give "token" or "tokenSha256"`);
  }
  if (
    token !== undefined &&
    (typeof token !== 'string' || !/^[\x21-\x7e]+$/.test(token) || token.length < SHORTEST_TOKEN)
  ) {
    throw new ConfigurationError(`${place}: "token" must be ${SHORTEST_TOKEN} or more printable ASCII characters`);
  }
  if (tokenSha256 !== undefined && (typeof tokenSha256 !== 'string' || !/^[0-9a-fA-F]{64}$/.test(tokenSha256))) {
    throw new ConfigurationError(`${place}: "tokenSha256" must be 64 hexadecimal digits`);
  }
  if (!Array.isArray(parties) || parties.length === 0 || !parties.every(isPartyCode)) {
    throw new ConfigurationError(`${place}: "parties" must be a list of COUNTRY*PARTY codes such as "NL*TNM"`);
  }
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined) throw new ConfigurationError(`${place}: unknown field "${unknown}"`);
  return {
    name,
    tokenHash: typeof token === 'string' ? sha256(token) : Buffer.from(String(tokenSha256), 'hex'),
    parties: new Set(parties.map((code) => code.toUpperCase())),
  };
}

function isPartyCode(code: unknown): code is string {
  return typeof code === 'string' && /^[A-Za-z]{2}\*[A-Za-z0-9]{3}$/.test(code);
}

function sha256(text: string | Buffer): Buffer {
  return createHash('sha256').update(text).digest();
}

/** A longer header is no token. */
const LONGEST_HEADER = 1_000;

/**
 * Who sends, by `Authorization: Token ...`: the token in Base64, as OCPI 2.2.1 and later say, or as it is, which many senders
 * still write. Every token is compared, in a time that does not tell which one comes close.
 */
export function partyOfToken(parties: readonly OcpiParty[], authorization: string | undefined): OcpiParty | null {
  const given = /^Token +([\x21-\x7e]+)$/i.exec((authorization ?? '').slice(0, LONGEST_HEADER))?.[1];
  if (given === undefined) return null;
  const decoded = Buffer.from(given, 'base64');
  // OCPI's own example ends in a line feed, which was encoded with it.
  const hashes = [sha256(given), sha256(decoded), sha256(decoded.toString('utf8').trim())];
  let found: OcpiParty | null = null;
  for (const party of parties) {
    const matches = hashes.map((hash) => timingSafeEqual(hash, party.tokenHash));
    if (matches.includes(true)) found = party;
  }
  return found;
}
