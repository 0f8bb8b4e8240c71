import { BSONRegExp, Decimal128, Double, Int32, Long, MaxKey, MinKey } from 'bson';
import { isBsonNumber, remainder, round, toDouble, toInteger } from '../bson/number.js';
import { binaryParts, compareStrings, regularExpressionParts, TypeRank, typeRank } from '../bson/order.js';
import { failure } from '../errors.js';
import type { ValueOrder } from './collation.js';

export type ValueTest = (value: unknown) => boolean;
export type ComparisonOperator = '$gt' | '$gte' | '$lt' | '$lte';

/** Equality; null equals a missing field too. A regular expression matches texts and its own equal. */
export function equals(operand: unknown, order: ValueOrder): ValueTest {
  if (operand === null || operand === undefined) return (value) => value === null || value === undefined;
  if (typeRank(operand) === TypeRank.regularExpression) return matchesExpression(operand);
  if (typeof operand === 'string' && order.isSimple)
    return (value) => value === operand || (typeof value === 'object' && order.compare(value, operand) === 0);
  if (typeof operand === 'number')
    return (value) =>
      typeof value === 'number'
        ? value === operand || order.compare(value, operand) === 0
        : isBsonNumber(value) && order.compare(value, operand) === 0;
  return (value) => order.compare(value, operand) === 0;
}

/** Order within one type ("type bracketing"); MinKey and MaxKey compare with everything. */
export function compares(operator: ComparisonOperator, operand: unknown, order: ValueOrder): ValueTest {
  const rank = typeRank(operand ?? null);
  if (rank === TypeRank.regularExpression) failure(2, "Can't have RegEx as arg to predicate over field");
  const orEqual = operator === '$gte' || operator === '$lte';
  const sign = operator.startsWith('$gt') ? 1 : -1;
  if (rank === TypeRank.null) return (value) => orEqual && (value === null || value === undefined);
  const holds = (difference: number) => (difference === 0 ? orEqual : difference * sign > 0);
  if (operand instanceof MinKey || operand instanceof MaxKey)
    return (value) => holds(order.compare(value ?? null, operand));
  if (isBsonNumber(operand)) {
    const notANumber = Number.isNaN(toDouble(operand));
    return (value) =>
      isBsonNumber(value) && Number.isNaN(toDouble(value)) === notANumber && holds(order.compare(value, operand));
  }
  return (value) => typeRank(value) === rank && holds(order.compare(value, operand));
}

export function isIn(operands: readonly unknown[], order: ValueOrder): ValueTest {
  const tests = operands.filter((operand) => typeRank(operand) === TypeRank.regularExpression).map(matchesExpression);
  const plain = operands.filter((operand) => typeRank(operand) !== TypeRank.regularExpression);
  const keys = new Set(plain.map((operand) => order.key(operand ?? null)));
  const primitives = new Set(plain.filter((operand) => typeof operand === 'string' || typeof operand === 'number'));
  // Texts and plain numbers, nearly always all there is, need no key computed.
  const primitivesSuffice =
    order.isSimple && plain.every((operand) => typeof operand === 'string' || typeof operand === 'number');
  return (value) => {
    if (primitivesSuffice && (typeof value === 'string' || typeof value === 'number'))
      return primitives.has(value) || tests.some((test) => test(value));
    return keys.has(order.key(value ?? null)) || tests.some((test) => test(value));
  };
}

function matchesExpression(operand: unknown): ValueTest {
  const [pattern, options] = regularExpressionParts(operand);
  const expression = regularExpression(pattern, options);
  return (value) => {
    if (typeof value === 'string') return expression.test(value);
    if (typeRank(value) !== TypeRank.regularExpression) return false;
    const [otherPattern, otherOptions] = regularExpressionParts(value);
    return compareStrings(pattern, otherPattern) === 0 && compareStrings(options, otherOptions) === 0;
  };
}

/** A JavaScript expression for a PCRE pattern and MongoDB's options; throws 51091 for a pattern or 51108 for an option that can't be expressed. */
export function regularExpression(pattern: string, options: string): RegExp {
  const inline = /^\(\?([imsx]+)\)/.exec(pattern);
  const flags = new Set(options + (inline?.[1] ?? ''));
  let source = inline ? pattern.slice(inline[0].length) : pattern;
  for (const flag of flags) if (!'imsxu'.includes(flag)) failure(51108, `invalid flag in regex options: ${flag}`);
  if (flags.delete('x'))
    source = source.replace(/\\.|\[(?:\\.|[^\]\\])*\]|\s+|#.*$/gms, (part) => (/^[\\[]/.test(part) ? part : ''));
  try {
    return new RegExp(source, [...flags].join(''));
  } catch (error) {
    return failure(51091, `Regular expression is invalid: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** The test of `$regex` with `$options`. */
export function matchesRegularExpression(operand: unknown, options: unknown): ValueTest {
  if (options !== undefined && typeof options !== 'string') failure(2, '$options has to be a string');
  if (typeof operand === 'string')
    return matchesExpression(new BSONRegExp(operand, [...(options ?? '')].sort().join('')));
  if (typeRank(operand) !== TypeRank.regularExpression) failure(2, '$regex has to be a string');
  const [pattern, own] = regularExpressionParts(operand);
  if (options !== undefined && own !== '') failure(51075, 'options set in both $regex and $options');
  return matchesExpression(new BSONRegExp(pattern, options ?? own));
}

const TYPE_NUMBERS: Readonly<Record<string, number>> = {
  double: 1,
  string: 2,
  object: 3,
  array: 4,
  binData: 5,
  undefined: 6,
  objectId: 7,
  bool: 8,
  date: 9,
  null: 10,
  regex: 11,
  dbPointer: 12,
  javascript: 13,
  symbol: 14,
  javascriptWithScope: 15,
  int: 16,
  timestamp: 17,
  long: 18,
  decimal: 19,
  minKey: -1,
  maxKey: 127,
};
const TYPE_NAMES = new Map(Object.entries(TYPE_NUMBERS).map(([name, number]) => [number, name]));

const RANK_NAMES: Readonly<Record<number, string>> = {
  [TypeRank.minKey]: 'minKey',
  [TypeRank.null]: 'null',
  [TypeRank.string]: 'string',
  [TypeRank.object]: 'object',
  [TypeRank.array]: 'array',
  [TypeRank.binary]: 'binData',
  [TypeRank.objectId]: 'objectId',
  [TypeRank.boolean]: 'bool',
  [TypeRank.date]: 'date',
  [TypeRank.timestamp]: 'timestamp',
  [TypeRank.regularExpression]: 'regex',
  [TypeRank.databaseReference]: 'dbPointer',
  [TypeRank.code]: 'javascript',
  [TypeRank.codeWithScope]: 'javascriptWithScope',
  [TypeRank.maxKey]: 'maxKey',
};

/** MongoDB's alias of a value's type, 'missing' for undefined. A plain number is an int where the codec would write one. */
export function typeName(value: unknown): string {
  if (isBsonNumber(value)) {
    if (value instanceof Decimal128) return 'decimal';
    if (value instanceof Long || typeof value === 'bigint') return 'long';
    if (value instanceof Int32) return 'int';
    if (value instanceof Double) return 'double';
    return Number.isInteger(value) && Math.abs(value) < 2 ** 31 && !Object.is(value, -0) ? 'int' : 'double';
  }
  return RANK_NAMES[typeRank(value)] ?? 'missing';
}

export function hasType(operand: unknown): ValueTest {
  const wanted = new Set<string>();
  for (const type of Array.isArray(operand) ? operand : [operand]) {
    if (type === 'number') for (const name of ['int', 'long', 'double', 'decimal']) wanted.add(name);
    else if (typeof type === 'string')
      wanted.add(type in TYPE_NUMBERS ? type : failure(2, `Unknown type name alias: ${type}`));
    else if (isBsonNumber(type))
      wanted.add(TYPE_NAMES.get(toDouble(type)) ?? failure(2, `Invalid numerical type code: ${String(type)}`));
    else failure(14, 'type must be represented as a number or a string');
  }
  if (wanted.size === 0) failure(9, '$type must match at least one type');
  return (value) => wanted.has(typeName(value));
}

export function hasSize(operand: unknown): ValueTest {
  const size = isBsonNumber(operand) ? toInteger(operand) : failure(2, 'Failed to parse $size. Expected a number');
  if (size === undefined || size < 0n)
    return failure(2, `Failed to parse $size. Expected a non-negative integral number: ${String(operand)}`);
  return (value) => Array.isArray(value) && value.length === Number(size);
}

export function hasRemainder(operand: unknown): ValueTest {
  if (!Array.isArray(operand) || operand.length < 2) return failure(2, 'malformed mod, not enough elements');
  if (operand.length > 2) failure(2, 'malformed mod, too many elements');
  const [divisor, wanted] = operand.map((part) =>
    isBsonNumber(part) ? toInteger(round(part, 0, 'truncate')) : undefined,
  );
  if (divisor === undefined || wanted === undefined)
    return failure(2, 'malformed mod, divisor and remainder must be numbers');
  if (divisor === 0n) failure(2, 'divisor cannot be 0');
  return (value) => {
    if (!isBsonNumber(value)) return false;
    const integer = toInteger(round(value, 0, 'truncate'));
    return integer !== undefined && toInteger(remainder(integer, divisor)) === wanted;
  };
}

export type BitOperator = '$bitsAllSet' | '$bitsAnySet' | '$bitsAllClear' | '$bitsAnyClear';

/** Bits of integers (two's complement) and of binary data (bit 0 is the lowest of the first byte). */
export function hasBits(operator: BitOperator, operand: unknown): ValueTest {
  const mask = bitMask(operator, operand);
  return (value) => {
    const bits = isBsonNumber(value)
      ? toInteger(value)
      : typeRank(value) === TypeRank.binary
        ? littleEndian(binaryParts(value).bytes)
        : undefined;
    if (bits === undefined) return false;
    const set = bits & mask;
    if (operator === '$bitsAllSet') return set === mask;
    if (operator === '$bitsAnySet') return set !== 0n;
    return operator === '$bitsAllClear' ? set === 0n : set !== mask;
  };
}

function bitMask(operator: BitOperator, operand: unknown): bigint {
  if (Array.isArray(operand)) {
    return operand.reduce<bigint>((mask, position) => {
      const bit = isBsonNumber(position) ? toInteger(position) : undefined;
      return bit === undefined || bit < 0n || bit > 0xffffn
        ? failure(2, `bit positions of ${operator} must be integers from 0`)
        : mask | (1n << bit);
    }, 0n);
  }
  if (typeRank(operand) === TypeRank.binary) return littleEndian(binaryParts(operand).bytes);
  const mask = isBsonNumber(operand) ? toInteger(operand) : undefined;
  return mask === undefined || mask < 0n ? failure(9, `${operator} takes an Array, a number, or a BinData`) : mask;
}

function littleEndian(bytes: Uint8Array): bigint {
  return bytes.reduceRight((bits, byte) => (bits << 8n) | BigInt(byte), 0n);
}
