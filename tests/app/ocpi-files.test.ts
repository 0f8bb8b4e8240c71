import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { partyOfToken, readOcpiParties } from '../../src/app/ocpi-parties.js';
import { readOcpiSenders } from '../../src/app/ocpi-senders.js';
import { ConfigurationError } from '../../src/config.js';

let directory: string;
let files = 0;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tripod-ocpi-files-'));
});
afterAll(() => rm(directory, { recursive: true }));

async function file(content: unknown): Promise<string> {
  files += 1;
  const path = join(directory, `${files}.json`);
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

const PARTY = { name: 'BeCharged', token: 'operator-token-0123456789', parties: ['be*bec'] };
const SENDER = {
  name: 'becharged',
  token: 'secret',
  locationsUrl: 'https://ocpi.example/locations',
  parties: ['be*bec'],
};

describe('OCPI_PARTIES', () => {
  it('a token, or its hash, leads to the parties that it may write for', async () => {
    // printf %s hub-token-0123456789 | sha256sum
    const tokenSha256 = '78a3f18936bbe0a087e29b92f24d9f210597481484b70b6a87774dafce90a7c8';
    const parties = readOcpiParties(await file([PARTY, { name: 'Hub', tokenSha256, parties: ['DE*ALL', 'NL*ALF'] }]));
    expect(parties.map((party) => [...party.parties])).toEqual([['BE*BEC'], ['DE*ALL', 'NL*ALF']]);
    expect(partyOfToken(parties, `Token ${PARTY.token}`)?.name).toBe('BeCharged');
    expect(partyOfToken(parties, `token ${Buffer.from(PARTY.token).toString('base64')}`)?.name).toBe('BeCharged');
    expect(partyOfToken(parties, `Token ${tokenSha256}`)).toBeNull();
    expect(partyOfToken(parties, 'Token hub-token-0123456789')?.name).toBe('Hub');
    expect(partyOfToken(parties, undefined)).toBeNull();
  });

  it.each([
    ['no JSON', '[', 'is not JSON'],
    ['no list', {}, 'must hold a list'],
    ['no name', [{ ...PARTY, name: '' }], 'entry 1: "name"'],
    ['neither token nor hash', [{ ...PARTY, token: undefined }], 'give "token" or "tokenSha256"'],
    ['a short token', [{ ...PARTY, token: 'short' }], '16 or more'],
    ['a hash that is none', [{ ...PARTY, token: undefined, tokenSha256: 'x' }], '64 hexadecimal digits'],
    ['no parties', [{ ...PARTY, parties: [] }], '"parties"'],
    ['a party that is none', [{ ...PARTY, parties: ['BEBEC'] }], '"parties"'],
    ['a field that nobody knows', [{ ...PARTY, role: 'CPO' }], 'unknown field "role"'],
    ['a name twice', [PARTY, { ...PARTY, token: 'another-token-0123456789' }], 'entry 2: another entry has the name'],
    ['a token twice', [PARTY, { ...PARTY, name: 'Other' }], 'entry 2: another entry has the same token'],
  ])('%s is one error with its place', async (_fault, content, message) => {
    const path = await file(content);
    expect(() => readOcpiParties(path)).toThrow(ConfigurationError);
    expect(() => readOcpiParties(path)).toThrow(message);
    expect(() => readOcpiParties(path)).not.toThrow(PARTY.token);
  });

  it('a file that is not there', () => {
    expect(() => readOcpiParties(join(directory, 'none'))).toThrow(ConfigurationError);
  });
});

describe('OCPI_SENDERS', () => {
  it('fills in what is not said', async () => {
    const hub = {
      name: 'hub',
      token: 'secret',
      versionsUrl: 'https://hub.example/versions',
      version: '2.3.0',
      parties: 'all',
    };
    expect(readOcpiSenders(await file([SENDER, hub]))).toEqual([
      {
        name: 'becharged',
        token: 'secret',
        tokenEncoding: 'base64',
        version: '2.2.1',
        versionsUrl: null,
        endpoints: { locations: 'https://ocpi.example/locations', tariffs: null },
        parties: new Set(['BE*BEC']),
        otherParties: new Set(),
        pageSize: 100,
        intervalSeconds: 300,
        fullIntervalSeconds: 86_400,
        maximumRemovedShare: 0.5,
      },
      expect.objectContaining({ version: '2.3.0', parties: null, otherParties: new Set(['BE*BEC']) }),
    ]);
  });

  it.each([
    ['no JSON', '{', 'is not JSON'],
    ['no list', {}, 'must hold a list'],
    ['no address', [{ ...SENDER, locationsUrl: undefined }], 'give "versionsUrl"'],
    ['an address with a password', [{ ...SENDER, locationsUrl: 'https://a:b@ocpi.example' }], '"locationsUrl"'],
    ['an address of a file', [{ ...SENDER, locationsUrl: 'file:///etc/passwd' }], '"locationsUrl"'],
    ['an encoding that is none', [{ ...SENDER, tokenEncoding: 'hex' }], '"tokenEncoding"'],
    ['a version that is none', [{ ...SENDER, version: '2.1.1' }], '"version"'],
    ['pages that are too large', [{ ...SENDER, pageSize: 100_000 }], '"pageSize"'],
    ['no interval', [{ ...SENDER, intervalSeconds: 0 }], '"intervalSeconds"'],
    ['no parties', [{ ...SENDER, parties: undefined }], '"parties"'],
    ['a field that nobody knows', [{ ...SENDER, url: 'x' }], 'unknown field "url"'],
    ['a name twice', [SENDER, { ...SENDER, parties: ['DE*ALL'] }], 'two entries have the name becharged'],
    ['a party twice', [SENDER, { ...SENDER, name: 'other' }], 'two entries have the party BE*BEC'],
  ])('%s is one error with its place', async (_fault, content, message) => {
    const path = await file(content);
    expect(() => readOcpiSenders(path)).toThrow(ConfigurationError);
    expect(() => readOcpiSenders(path)).toThrow(message);
  });
});
