import { type Document, isDocument } from '../../bson/document.js';
import { isBsonNumber } from '../../bson/number.js';
import { regularExpressionParts, TypeRank, typeRank } from '../../bson/order.js';
import { failure } from '../../errors.js';
import { regularExpression, typeName } from '../value-tests.js';
import { integerArgument } from './collections.js';
import { define, isNullish, type Operation, type Operations } from './scope.js';

function text(operator: string, value: unknown): string {
  return typeof value === 'string'
    ? value
    : failure(16702, `${operator} only supports strings, not ${typeName(value)}`);
}

/** What $toUpper, $toLower and $substr take: null becomes the empty text, numbers and dates their usual form. */
function loose(operator: string, value: unknown): string {
  if (isNullish(value)) return '';
  if (value instanceof Date) return value.toISOString();
  return isBsonNumber(value) ? String(value) : text(operator, value);
}

function substringBytes(operator: string): Operation {
  return ([value, start, length]) => {
    const bytes = Buffer.from(loose(operator, value));
    const from = integerArgument(operator, start);
    const count = integerArgument(operator, length);
    if (from < 0) failure(50752, `${operator}: starting index must be non-negative`);
    const to = count < 0 ? bytes.length : Math.min(bytes.length, from + count);
    const isContinuation = (at: number) => ((bytes[at] ?? 0) & 0xc0) === 0x80;
    if (isContinuation(from))
      failure(28656, `${operator}: Invalid range, starting index is a UTF-8 continuation byte.`);
    if (isContinuation(to))
      failure(28657, `${operator}: Invalid range, ending index is in the middle of a UTF-8 character.`);
    return bytes.subarray(from, to).toString();
  };
}

function indexIn(operator: string, units: (value: string) => readonly (string | number)[]): Operation {
  return ([value, wanted, start = 0, end]) => {
    if (isNullish(value)) return null;
    const [haystack, needle] = [units(text(operator, value)), units(text(operator, wanted))];
    const from = integerArgument(operator, start);
    const to = Math.min(haystack.length, end === undefined ? haystack.length : integerArgument(operator, end));
    for (let at = from; at + needle.length <= to; at++)
      if (needle.every((unit, i) => haystack[at + i] === unit)) return at;
    return -1;
  };
}

function named(operator: string, value: unknown, required: readonly string[], optional: readonly string[]): Document {
  if (!isDocument(value))
    return failure(50696, `${operator} requires an object as an argument, found: ${typeName(value)}`);
  const unknown = Object.keys(value).find((name) => !required.includes(name) && !optional.includes(name));
  if (unknown) failure(50694, `${operator} found an unknown argument: ${unknown}`);
  const missing = required.find((name) => !(name in value));
  return missing ? failure(50695, `${operator} requires '${missing}'`) : value;
}

/** MongoDB's default set of white space. */
const WHITE_SPACE = [...'\0\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a'];

function trimming(operator: string, atStart: boolean, atEnd: boolean): Operation {
  return ([argument]) => {
    const { input, chars } = named(operator, argument, ['input'], ['chars']);
    if (isNullish(input) || chars === null) return null;
    const unwanted = new Set(chars === undefined ? WHITE_SPACE : [...text(operator, chars)]);
    const points = [...text(operator, input)];
    let [start, end] = [0, points.length];
    while (atStart && start < end && unwanted.has(points[start] ?? '')) start++;
    while (atEnd && end > start && unwanted.has(points[end - 1] ?? '')) end--;
    return points.slice(start, end).join('');
  };
}

function replacing(operator: string, replace: (input: string, find: string, replacement: string) => string): Operation {
  return ([argument]) => {
    const { input, find, replacement } = named(operator, argument, ['input', 'find', 'replacement'], []);
    if ([input, find, replacement].some(isNullish)) return null;
    return replace(text(operator, input), text(operator, find), text(operator, replacement));
  };
}

/** Matches as documents `{ match, idx, captures }` with positions in code points; undefined when the input is null. */
function matches(operator: string, argument: unknown): Document[] | undefined {
  const { input, regex, options } = named(operator, argument, ['input', 'regex'], ['options']);
  if (isNullish(input) || isNullish(regex)) return undefined;
  const isExpression = typeRank(regex) === TypeRank.regularExpression;
  const [pattern, own] = isExpression ? regularExpressionParts(regex) : [text(operator, regex), ''];
  const expression = regularExpression(pattern, isNullish(options) ? own : text(operator, options));
  const subject = text(operator, input);
  return [...subject.matchAll(new RegExp(expression, `${expression.flags}g`))].map((found) => ({
    match: found[0],
    idx: [...subject.slice(0, found.index)].length,
    captures: found.slice(1).map((capture) => capture ?? null),
  }));
}

function splitText([value, delimiter]: readonly unknown[]): unknown {
  if (isNullish(value) || isNullish(delimiter)) return null;
  const separator = text('$split', delimiter);
  return separator === ''
    ? failure(40087, '$split requires a non-empty separator')
    : text('$split', value).split(separator);
}

function compareIgnoringCase([left, right]: readonly unknown[]): number {
  const [a, b] = [loose('$strcasecmp', left).toUpperCase(), loose('$strcasecmp', right).toUpperCase()];
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Text operators. Positions count code points (CP) or UTF-8 bytes, as their names say. */
export const TEXT: Operations = {
  $concat: define(0, Number.POSITIVE_INFINITY, (values) =>
    values.some(isNullish) ? null : values.map((value) => text('$concat', value)).join(''),
  ),
  $toUpper: define(1, 1, ([value]) => loose('$toUpper', value).replace(/[a-z]+/g, (letters) => letters.toUpperCase())),
  $toLower: define(1, 1, ([value]) => loose('$toLower', value).replace(/[A-Z]+/g, (letters) => letters.toLowerCase())),
  $strLenCP: define(1, 1, ([value]) => [...text('$strLenCP', value)].length),
  $strLenBytes: define(1, 1, ([value]) => Buffer.byteLength(text('$strLenBytes', value))),
  $strcasecmp: define(2, 2, compareIgnoringCase),
  $substr: define(3, 3, substringBytes('$substr')),
  $substrBytes: define(3, 3, substringBytes('$substrBytes')),
  $substrCP: define(3, 3, ([value, start, length]) => {
    const from = integerArgument('$substrCP', start);
    return [...loose('$substrCP', value)].slice(from, from + integerArgument('$substrCP', length)).join('');
  }),
  $indexOfCP: define(
    2,
    4,
    indexIn('$indexOfCP', (value) => [...value]),
  ),
  $indexOfBytes: define(
    2,
    4,
    indexIn('$indexOfBytes', (value) => [...Buffer.from(value)]),
  ),
  $split: define(2, 2, splitText),
  $trim: define(1, 1, trimming('$trim', true, true)),
  $ltrim: define(1, 1, trimming('$ltrim', true, false)),
  $rtrim: define(1, 1, trimming('$rtrim', false, true)),
  $replaceOne: define(
    1,
    1,
    replacing('$replaceOne', (input, find, replacement) => input.replace(find, () => replacement)),
  ),
  $replaceAll: define(
    1,
    1,
    replacing('$replaceAll', (input, find, replacement) => input.replaceAll(find, () => replacement)),
  ),
  $regexMatch: define(1, 1, ([argument]) => (matches('$regexMatch', argument)?.length ?? 0) > 0),
  $regexFind: define(1, 1, ([argument]) => matches('$regexFind', argument)?.[0] ?? null),
  $regexFindAll: define(1, 1, ([argument]) => matches('$regexFindAll', argument) ?? []),
};
