/**
 * Values that stand in the place of facts: what templates, generators of sample payloads and the standards' own examples write.
 * They are recognised to be left out: a made-up fact is worse than none.
 */

/** Whole texts, in lower case: words of templates, the generator of the Eclipse Semantic Modeling Framework, and examples of Catena-X. */
const TEXTS: ReadonlySet<string> = new Set([
  'string',
  'text',
  'value',
  'example',
  'sample',
  'dummy',
  'placeholder',
  'todo',
  'tbd',
  'n/a',
  'na',
  'none',
  'unknown',
  'null',
  'undefined',
  '-',
  '...',
  '…',
  'eomtthyhvnlwuznrcbaqkxi',
  'yedusfwdkelqbxeteqovascfqioomaa',
  'jxkyvrnl',
  'rytgkbgiczahcbrqdsx',
  'vlhpfqgtmdypsbzxvfboeygjb',
  'umaaikkikknjwexjufpxxqhewkej',
  'dphyzghtgdntugzvvkaxlhm',
  'lln',
  'gnfzbdyfgrajvfjnonenoinzj',
  'mirror left',
  '123-0.740-3434-a',
  'phenolphthalein',
  '201-004-7',
  'gin 20510-21513',
  '8703 24 10 00',
  '0978234-34567890-01',
  'bpnlljmv5rievicu',
  'bpna1234567890aa',
  'company a',
  'xy corporation',
  'werk 1',
  'hindenburgstr. 10',
  'street 1',
  'my corp',
  'my product name',
  'upper-left side',
  '2000-01-01',
  '2000-01-31',
  '0001-01-01',
  '1900-01-01',
  '1970-01-01',
  '9999-12-31',
]);

const PATTERNS: readonly RegExp[] = [
  // "[...]", "<value>", "{{ value }}"
  /^\[.*(\.\.\.|…).*\]$/,
  /^<[^<>]*>$/,
  /\{\{.*\}\}/,
  /^(example|sample|dummy|lorem ipsum|your )/i,
  /x{4,}/i,
  // Runs of digits that somebody typed: 1234567, 98765432
  /01234567|1234567|2345678|3456789|9876543/,
  // The nil UUID, and the example of RFC 4122
  /00000000-0000-0000-0000-000000000000/,
  /550e8400-e29b-41d4-a716-446655440000/i,
  // Names and addresses that are reserved for documentation: RFC 2606, RFC 5737
  /(^|[/@.])(example\.(com|net|org)|[a-z0-9-]+\.(example|invalid|test)|localhost)([:/?#]|$)/i,
  /\b(192\.0\.2|198\.51\.100|203\.0\.113)\.\d{1,3}\b/,
  /^https?:\/\/(www\.)?(dummy\.link|alink\.pdf|dummy\.[a-z]+)(\/|$)/i,
  /_example\./i,
  // Examples of RFC 3986 that generators write
  /^ftp:\/\/ftp\.is\.co\.za\/rfc\//i,
  /^https?:\/\/www\.ietf\.org\/rfc\/rfc2396\.txt$/i,
  /^https?:\/\/(www\.)?wikipedia\.org\/?$/i,
];

/** Larger than any quantity of a battery: generators write the limits of floating-point types. */
const EXTREME = 1e30;

/** True for a text or number that is no fact. */
export function isPlaceholder(value: string | number): boolean {
  if (typeof value === 'number') return !Number.isFinite(value) || Math.abs(value) >= EXTREME;
  const text = value.trim();
  return TEXTS.has(text.toLowerCase()) || PATTERNS.some((pattern) => pattern.test(text)) || isChoice(text);
}

/** True for the list of what one could write instead of one of them: "first life/ waste/ repaired", "LFP, NMC, NCA". */
function isChoice(text: string): boolean {
  if (/:\/\//.test(text)) return false;
  const parts = text.split(/[,/]/).map((part) => part.trim());
  return parts.length >= 4 && parts.every((part) => part.length > 0 && part.length <= 20);
}
