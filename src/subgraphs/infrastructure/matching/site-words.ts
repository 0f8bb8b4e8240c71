/** Words of companies' forms, and of what all operators are: they tell no operator from another. */
const LEGAL_FORMS = new Set(
  'ag asa bv co corp eg ek eu ev gbr ggmbh gmbh inc kft kg kgaa limited llc llp lp ltd mbh nv oe og ohg oy oyj plc pty sa sarl sas se sl spa srl sro ug und and et the company group holding deutschland germany'.split(
    ' ',
  ),
);

/** Words for a street, as they are spelt out: abbreviations become them. */
const STREET_WORDS: readonly (readonly [RegExp, string])[] = [
  [/(strasse|stra|str)\b\.?/g, 'strasse'],
  [/\b(st|rd|ave|blvd|dr|ln|pl|hwy)\b\.?/g, 'street'],
  [/\b(road|avenue|boulevard|drive|lane|place|highway)\b/g, 'street'],
  [/(pl|platz)\b\.?/g, 'platz'],
];

/** Lower case without diacritics and marks: letters, digits and single blanks. */
export function plainText(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('ø', 'o')
    .replaceAll('ł', 'l')
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** The words that tell an operator from others: "Stadtwerke Rostock AG" and "Stadtwerke Rostock" have the same. */
export function operatorWords(name: string): readonly string[] {
  // "S.A.", "e. V." and "Co. KG" are written with and without dots.
  const words = plainText(name.replaceAll('.', '')).split(' ');
  const own = words.filter((word) => word !== '' && !LEGAL_FORMS.has(word));
  return own.length > 0 ? own : words;
}

/** A street and, where there is one, the number of the house in it. */
export interface StreetAddress {
  /** Without blanks, abbreviations spelt out. */
  readonly street: string;
  /** First number, with its letter; null where there is none. */
  readonly house: { readonly from: number; readonly to: number; readonly letter: string } | null;
}

const HOUSE_BEHIND = /^(?<street>.*?\D)\s*(?<from>\d{1,4})\s*(?<letter>[a-z])?(?:\s+(?<to>\d{1,4})\s*[a-z]?)?$/;
const HOUSE_BEFORE = /^(?<from>\d{1,4})\s*(?<letter>[a-z])?(?:\s+(?<to>\d{1,4}))?\s+(?<street>\D.*)$/;

/** Street and house of a line of an address, whichever comes first; null for a line without letters. */
export function streetAddress(line: string): StreetAddress | null {
  const text = plainText(line.replace(/,.*$/, ''));
  if (!/\p{L}/u.test(text)) return null;
  const match = HOUSE_BEHIND.exec(text) ?? HOUSE_BEFORE.exec(text);
  const { street = text, from, to, letter = '' } = match?.groups ?? {};
  const spelt = STREET_WORDS.reduce((whole, [pattern, word]) => whole.replace(pattern, word), street);
  const first = from === undefined ? null : Number(from);
  const last = to === undefined || first === null || Number(to) < first ? first : Number(to);
  return {
    street: spelt.replaceAll(' ', ''),
    house: first === null || last === null ? null : { from: first, to: last, letter },
  };
}

/** How much two texts are alike, 0 to 1: the share of pairs of letters that they have in common (Dice). */
export function textLikeness(left: string, right: string): number {
  if (left === right) return left === '' ? 0 : 1;
  if (left.length < 2 || right.length < 2) return 0;
  const pairs = new Map<string, number>();
  for (let at = 0; at < left.length - 1; at += 1) {
    const pair = left.slice(at, at + 2);
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  let common = 0;
  for (let at = 0; at < right.length - 1; at += 1) {
    const pair = right.slice(at, at + 2);
    const left = pairs.get(pair) ?? 0;
    if (left === 0) continue;
    pairs.set(pair, left - 1);
    common += 1;
  }
  return (2 * common) / (left.length + right.length - 2);
}

/** How much two lists of words are alike, 0 to 1: as texts, or as one of them within the other ("Allego", "Allego GmbH"). */
export function wordsLikeness(left: readonly string[], right: readonly string[]): number {
  const [shorter, longer] = left.length <= right.length ? [left, right] : [right, left];
  const known = new Set(longer);
  const within = shorter.length > 0 && shorter.every((word) => known.has(word)) && shorter.join('').length >= 4;
  return within
    ? Math.max(0.9, textLikeness(left.join(''), right.join('')))
    : textLikeness(left.join(''), right.join(''));
}
