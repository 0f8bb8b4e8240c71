import { ConfigurationError } from '../config.js';
import { listInFile } from '../configuration-file.js';
import type { OcpiSender } from '../importers/ocpi/sender/ocpi-sender.js';

const KNOWN = new Set([
  'name',
  'token',
  'tokenEncoding',
  'version',
  'versionsUrl',
  'locationsUrl',
  'tariffsUrl',
  'parties',
  'pageSize',
  'intervalSeconds',
  'fullIntervalHours',
  'maximumRemovedShare',
]);

type Entry = Readonly<Record<string, unknown>>;

/**
 * Reads and checks the file that OCPI_SENDERS names: a list of senders to poll, see docs/charging-sync.md.
 * @throws ConfigurationError with the place of what is wrong
 */
export function readOcpiSenders(file: string): readonly OcpiSender[] {
  const senders = listInFile('OCPI_SENDERS', file).map((entry, index) =>
    sender(entry, `OCPI_SENDERS: ${file}, entry ${index + 1}`),
  );
  const taken = new Set<string>();
  for (const { name, parties } of senders) {
    for (const key of [`name ${name}`, ...[...(parties ?? ['all others'])].map((party) => `party ${party}`)]) {
      // Two senders of the same party would take away what the other one has listed.
      if (taken.has(key)) throw new ConfigurationError(`OCPI_SENDERS: ${file}: two entries have the ${key}`);
      taken.add(key);
    }
  }
  const named = senders.flatMap(({ parties }) => [...(parties ?? [])]);
  return senders.map((one) => (one.parties === null ? { ...one, otherParties: new Set(named) } : one));
}

function sender(value: unknown, place: string): OcpiSender {
  const entry = (typeof value === 'object' && value !== null ? value : {}) as Entry;
  const wrong = (what: string): ConfigurationError => new ConfigurationError(`${place}: ${what}`);
  const unknown = Object.keys(entry).find((name) => !KNOWN.has(name));
  if (unknown !== undefined) throw wrong(`unknown field "${unknown}"`);
  const { name, token, tokenEncoding = 'base64', version = '2.2.1', parties } = entry;
  if (typeof name !== 'string' || !/^[\w.-]{1,60}$/.test(name)) {
    throw wrong('"name" must be 1 to 60 letters, digits, dots, hyphens');
  }
  if (typeof token !== 'string' || !/^[\x21-\x7e]+$/.test(token)) {
    throw wrong('"token" must be printable ASCII characters');
  }
  if (tokenEncoding !== 'base64' && tokenEncoding !== 'raw') throw wrong('"tokenEncoding" must be "base64" or "raw"');
  if (version !== '2.2.1' && version !== '2.3.0') throw wrong('"version" must be "2.2.1" or "2.3.0"');
  const [versionsUrl, locations, tariffs] = ['versionsUrl', 'locationsUrl', 'tariffsUrl'].map((field) =>
    address(entry, field, place),
  );
  if (!versionsUrl && !locations && !tariffs) throw wrong('give "versionsUrl", or "locationsUrl" or "tariffsUrl"');
  return {
    name,
    token,
    tokenEncoding,
    version,
    versionsUrl: versionsUrl ?? null,
    endpoints: { locations: locations ?? null, tariffs: tariffs ?? null },
    parties: partyCodes(parties, place),
    otherParties: new Set(),
    pageSize: number(entry, 'pageSize', 100, [1, 1_000], place),
    intervalSeconds: number(entry, 'intervalSeconds', 300, [1, 604_800], place),
    fullIntervalSeconds: number(entry, 'fullIntervalHours', 24, [0.01, 8_760], place) * 3_600,
    maximumRemovedShare: number(entry, 'maximumRemovedShare', 0.5, [0, 1], place),
  };
}

function address(entry: Entry, field: string, place: string): string | null {
  const value = entry[field];
  if (value === undefined) return null;
  const url = typeof value === 'string' && URL.canParse(value) ? new URL(value) : null;
  if (url === null || !['https:', 'http:'].includes(url.protocol) || url.username !== '' || url.password !== '') {
    throw new ConfigurationError(`${place}: "${field}" must be an address (https:), without a password in it`);
  }
  return url.href;
}

function partyCodes(value: unknown, place: string): ReadonlySet<string> | null {
  if (value === 'all') return null;
  const isList = Array.isArray(value) && value.length > 0;
  if (!isList || !value.every((code) => typeof code === 'string' && /^[A-Za-z]{2}\*[A-Za-z0-9]{3}$/.test(code))) {
    throw new ConfigurationError(
      `${place}: "parties" must be a list of COUNTRY*PARTY codes such as "NL*TNM", or "all" for a hub`,
    );
  }
  return new Set(value.map((code: string) => code.toUpperCase()));
}

function number(entry: Entry, field: string, fallback: number, [least, most]: [number, number], place: string): number {
  const value = entry[field] ?? fallback;
  if (typeof value !== 'number' || !(value >= least && value <= most)) {
    throw new ConfigurationError(`${place}: "${field}" must be a number from ${least} to ${most}`);
  }
  return value;
}
