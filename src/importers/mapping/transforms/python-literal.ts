import { shown } from '../../pipeline/finding.js';
import { UnreadableValue } from '../transform.js';

/** Nesting beyond which a literal is refused. */
const DEEPEST = 32;

const WORDS: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['None', null],
  ['True', true],
  ['False', false],
  ['nan', null],
]);

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\\': '\\', "'": "'", '"': '"' };

/**
 * A Python literal (`repr` of lists, tuples, dictionaries, strings, numbers, None, True, False) as plain values; a tuple
 * becomes a list. Source: The Python Language Reference, 2.4 Literals; `ast.literal_eval`.
 * @throws UnreadableValue NOT_A_LITERAL
 */
export function readPythonLiteral(text: string): unknown {
  let at = 0;
  const fail = (): never => {
    throw new UnreadableValue('NOT_A_LITERAL', `${shown(text)} is no list or value, from character ${at + 1}`);
  };
  const blanks = () => {
    while (/\s/.test(text[at] ?? '')) at += 1;
  };
  const skip = (character: string) => {
    blanks();
    if (text[at] !== character) return false;
    at += 1;
    return true;
  };
  const string = (quote: string): string => {
    let value = '';
    for (at += 1; ; at += 1) {
      const character = text[at];
      if (character === undefined) return fail();
      if (character === quote) {
        at += 1;
        return value;
      }
      if (character !== '\\') {
        value += character;
        continue;
      }
      at += 1;
      const code = /^(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4}))/.exec(text.slice(at, at + 5));
      const hexadecimal = code?.[1] ?? code?.[2];
      if (hexadecimal === undefined) {
        value += ESCAPES[text[at] ?? ''] ?? `\\${text[at] ?? ''}`;
      } else {
        value += String.fromCharCode(Number.parseInt(hexadecimal, 16));
        at += hexadecimal.length;
      }
    }
  };
  const members = (end: string, depth: number): unknown[] => {
    const list: unknown[] = [];
    while (!skip(end)) {
      if (list.length > 0 && !skip(',')) fail();
      if (skip(end)) break;
      list.push(value(depth + 1));
    }
    return list;
  };
  const dictionary = (depth: number): Record<string, unknown> => {
    const entries: [string, unknown][] = [];
    while (!skip('}')) {
      if (entries.length > 0 && !skip(',')) fail();
      if (skip('}')) break;
      const key = value(depth + 1);
      if (!skip(':')) fail();
      entries.push([String(key), value(depth + 1)]);
    }
    return Object.fromEntries(entries);
  };
  const value = (depth: number): unknown => {
    if (depth > DEEPEST) fail();
    blanks();
    const character = text[at];
    if (character === "'" || character === '"') return string(character);
    if (skip('[')) return members(']', depth);
    if (skip('(')) return members(')', depth);
    if (skip('{')) return dictionary(depth);
    const word = /^[A-Za-z]+|^[+-]?(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?/.exec(text.slice(at, at + 400))?.[0];
    if (word === undefined) return fail();
    if (WORDS.has(word)) {
      at += word.length;
      return WORDS.get(word);
    }
    const number = Number(word.replaceAll('_', ''));
    if (!Number.isFinite(number)) return fail();
    at += word.length;
    return number;
  };
  const result = value(0);
  blanks();
  return at === text.length ? result : fail();
}
