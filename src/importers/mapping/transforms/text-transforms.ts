import { createHash } from 'node:crypto';
import { parametrised, type Transform, textOf, textTransform } from '../transform.js';

/** Marks that UTF-8 was read as Windows-1252: "Ã¤" for "ä", "â‚¬" for "€". */
const MOJIBAKE = /[ÂÃâ][\u0080-\u00ff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]/;

/** Bytes 0x80 to 0x9f of Windows-1252. */
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

function withoutMojibake(text: string): string {
  if (!MOJIBAKE.test(text)) return text;
  const bytes = [...text].map((character) => {
    const at = WINDOWS_1252.indexOf(character);
    return at === -1 ? (character.codePointAt(0) ?? 0) : 0x80 + at;
  });
  if (bytes.some((byte) => byte > 0xff)) return text;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes));
  } catch {
    return text;
  }
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

function withoutMarkup(text: string): string {
  return text
    .replace(/<br\s*\/?>/gi, ' ')
    .replace(/<[^>]*>/g, '')
    .replace(/&(?:#(\d{1,7})|(\w{1,8}));/g, (whole, code: string | undefined, name: string | undefined) =>
      code === undefined ? (ENTITIES[name ?? ''] ?? whole) : String.fromCodePoint(Math.min(Number(code), 0x10ffff)),
    )
    .replace(/\s+/g, ' ')
    .trim();
}

export const TEXT_TRANSFORMS: readonly Transform[] = [
  textTransform('trim', 'Takes away white space at both ends.', [{ input: '  Kiel ', output: 'Kiel' }], (text) => text),
  textTransform(
    'collapse',
    'Makes one blank of every run of white space, line ends included.',
    [{ input: 'DC  Kupplung\nCombo', output: 'DC Kupplung Combo' }],
    (text) => text.replace(/\s+/g, ' '),
  ),
  textTransform('lowercase', 'Lower case.', [{ input: 'CHAdeMO', output: 'chademo' }], (text) => text.toLowerCase()),
  textTransform('uppercase', 'Upper case.', [{ input: 'de', output: 'DE' }], (text) => text.toUpperCase()),
  textTransform(
    'titleCase',
    'Upper case for the first letter of each word, lower case for the rest: for sources that shout.',
    [{ input: 'CARDEN MOTOR COMPANY', output: 'Carden Motor Company' }],
    (text) => text.toLowerCase().replace(/(^|[\s\-/(])(\p{L})/gu, (_, before, letter) => before + letter.toUpperCase()),
  ),
  textTransform(
    'stripTags',
    'Takes away HTML tags and resolves entities.',
    [{ input: '<p>Caf&eacute; &amp; Bar</p>', output: 'Caf&eacute; & Bar' }],
    withoutMarkup,
  ),
  textTransform(
    'repairEncoding',
    'Repairs UTF-8 that somebody once read as Windows-1252; leaves everything else as it is.',
    [
      { input: 'StraÃŸe', output: 'Straße' },
      { input: '0,39 â‚¬', output: '0,39 €' },
    ],
    withoutMojibake,
  ),
  parametrised<{ pattern: string; with: string; flags?: string }>({
    name: 'replace',
    description: 'Replaces every match of a regular expression; `$1` in the replacement is its first group.',
    parameter: {
      type: 'object',
      properties: {
        pattern: { type: 'string' },
        with: { type: 'string' },
        flags: { type: 'string', pattern: '^[ims]*$' },
      },
      required: ['pattern', 'with'],
      additionalProperties: false,
    },
    examples: [{ parameter: { pattern: '^(\\d{3}) (\\d{2})$', with: '$1$2' }, input: '602 00', output: '60200' }],
    prepare: ({ pattern, with: replacement, flags = '' }) => {
      const expression = new RegExp(pattern, `gu${flags}`);
      return (value) => textOf(value).replace(expression, replacement);
    },
  }),
  parametrised<string | { pattern: string; group?: number; flags?: string }>({
    name: 'capture',
    description:
      'Takes the first group of a regular expression (or another by number, 0 for the whole match); nothing where it does not match.',
    parameter: {
      anyOf: [
        { type: 'string' },
        {
          type: 'object',
          properties: {
            pattern: { type: 'string' },
            group: { type: 'integer', minimum: 0, maximum: 99 },
            flags: { type: 'string', pattern: '^[ims]*$' },
          },
          required: ['pattern'],
          additionalProperties: false,
        },
      ],
    },
    examples: [
      { parameter: '^(\\d{5})\\b', input: '68159 Mannheim', output: '68159' },
      { parameter: { pattern: '(\\w+) NSW (\\d{4})', group: 2 }, input: 'WALLSEND NSW 2287', output: '2287' },
      { parameter: '^(\\d{5})\\b', input: 'Mannheim', output: null },
    ],
    prepare: (parameter) => {
      const { pattern, group = 1, flags = '' } = typeof parameter === 'string' ? { pattern: parameter } : parameter;
      const expression = new RegExp(pattern, `u${flags}`);
      return (value) => expression.exec(textOf(value))?.[group]?.trim() ?? null;
    },
  }),
  parametrised<string>({
    name: 'prefix',
    description: 'Puts a text in front.',
    parameter: { type: 'string' },
    examples: [{ parameter: 'HRO-', input: '17', output: 'HRO-17' }],
    prepare: (prefix) => (value) => prefix + textOf(value),
  }),
  parametrised<string>({
    name: 'suffix',
    description: 'Puts a text behind.',
    parameter: { type: 'string' },
    examples: [{ parameter: ' kW', input: '22', output: '22 kW' }],
    prepare: (suffix) => (value) => textOf(value) + suffix,
  }),
  parametrised<{ length: number; with: string }>({
    name: 'padStart',
    description: 'Fills up on the left: for postcodes that lost their leading zero.',
    parameter: {
      type: 'object',
      properties: { length: { type: 'integer', minimum: 1, maximum: 64 }, with: { type: 'string', minLength: 1 } },
      required: ['length', 'with'],
      additionalProperties: false,
    },
    examples: [{ parameter: { length: 5, with: '0' }, input: '1067', output: '01067' }],
    prepare:
      ({ length, with: filler }) =>
      (value) =>
        textOf(value).padStart(length, filler),
  }),
  parametrised<number>({
    name: 'limit',
    description: 'Keeps at most so many characters.',
    parameter: { type: 'integer', minimum: 1 },
    examples: [{ parameter: 4, input: 'Mannheim', output: 'Mann' }],
    prepare: (length) => (value) => [...textOf(value)].slice(0, length).join(''),
  }),
  parametrised<number>({
    name: 'hash',
    description:
      'A short name for a long key: so many hexadecimal digits of its SHA-256. For identifiers of sources that have none; 16 digits meet no other in practice.',
    parameter: { type: 'integer', minimum: 8, maximum: 32 },
    examples: [{ parameter: 16, input: 'abc', output: 'ba7816bf8f01cfea' }],
    prepare: (digits) => (value) => createHash('sha256').update(textOf(value)).digest('hex').slice(0, digits),
  }),
  parametrised<unknown>({
    name: 'nullIf',
    description: 'Makes nothing of a value that stands for nothing (one, or a list of them; case does not matter).',
    parameter: { anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }] },
    examples: [{ parameter: ['Unknown', 'n/a'], input: 'UNKNOWN', output: null }],
    prepare: (parameter) => {
      const words = new Set(
        (Array.isArray(parameter) ? parameter : [parameter]).map((word) => textOf(word).toLowerCase()),
      );
      return (value) => (words.has(textOf(value).toLowerCase()) ? null : value);
    },
  }),
];
