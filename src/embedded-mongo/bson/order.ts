import { Binary, BSONRegExp, Code, type ObjectId, type Timestamp } from 'bson';
import { isDocument, referenceAsDocument } from './document.js';
import { compareNumbers, isBsonNumber } from './number.js';

/**
 * Ranks of the BSON types, in MongoDB's comparison order
 * (https://www.mongodb.com/docs/manual/reference/bson-type-comparison-order/).
 * `undefined` stands for "missing" and, as in MongoDB, comes before null.
 */
export const TypeRank = {
  minKey: -1,
  missing: 0,
  null: 5,
  number: 10,
  string: 15,
  object: 20,
  array: 25,
  binary: 30,
  objectId: 35,
  boolean: 40,
  date: 45,
  timestamp: 47,
  regularExpression: 50,
  databaseReference: 55,
  code: 60,
  codeWithScope: 65,
  maxKey: 127,
} as const;

/** Compares two strings; a collation supplies another one than the default code-unit order. */
export type StringComparator = (left: string, right: string) => number;

export function typeRank(value: unknown): number {
  switch (typeof value) {
    case 'string':
      return TypeRank.string;
    case 'number':
    case 'bigint':
      return TypeRank.number;
    case 'boolean':
      return TypeRank.boolean;
    case 'undefined':
      return TypeRank.missing;
  }
  if (value === null) return TypeRank.null;
  if (Array.isArray(value)) return TypeRank.array;
  if (value instanceof Date) return TypeRank.date;
  // A document may hold a field named `_bsontype`; only a class instance is a BSON value.
  if (typeof value !== 'object' || isDocument(value)) return TypeRank.object;
  const rank = '_bsontype' in value ? CLASS_RANKS[String(value._bsontype)] : undefined;
  if (rank !== undefined) return rank;
  if (value instanceof RegExp) return TypeRank.regularExpression;
  if (ArrayBuffer.isView(value)) return TypeRank.binary;
  if (value instanceof Code) return value.scope ? TypeRank.codeWithScope : TypeRank.code;
  return TypeRank.object;
}

const CLASS_RANKS: Readonly<Record<string, number>> = {
  MinKey: TypeRank.minKey,
  Int32: TypeRank.number,
  Double: TypeRank.number,
  Long: TypeRank.number,
  Decimal128: TypeRank.number,
  BSONSymbol: TypeRank.string,
  Binary: TypeRank.binary,
  ObjectId: TypeRank.objectId,
  Timestamp: TypeRank.timestamp,
  BSONRegExp: TypeRank.regularExpression,
  MaxKey: TypeRank.maxKey,
};

/** MongoDB's total order over BSON values: negative, zero or positive, as Array.prototype.sort expects. */
export function compareBson(left: unknown, right: unknown): number {
  return compareWith(compareStrings, left, right);
}

/** Strings by code point order, which is the order of their UTF-8 bytes. */
export function compareStrings(left: string, right: string): number {
  if (left === right) return 0;
  const length = Math.min(left.length, right.length);
  for (let i = 0; i < length; i++) {
    const a = left.charCodeAt(i);
    const b = right.charCodeAt(i);
    if (a === b) continue;
    // A surrogate stands for a code point above every other code unit.
    const aSurrogate = a >= 0xd800 && a <= 0xdfff;
    const bSurrogate = b >= 0xd800 && b <= 0xdfff;
    if (aSurrogate !== bSurrogate) return aSurrogate ? 1 : -1;
    return a - b;
  }
  return left.length - right.length;
}

/** {@link compareBson} with another order of strings. */
export function compareWith(strings: StringComparator, left: unknown, right: unknown): number {
  if (typeof left === 'string' && typeof right === 'string') return strings(left, right);
  if (typeof left === 'number' && typeof right === 'number') {
    if (left < right) return -1;
    return left > right ? 1 : left === right ? 0 : compareNumbers(left, right);
  }
  const rank = typeRank(left);
  const difference = rank - typeRank(right);
  if (difference !== 0) return difference;
  switch (rank) {
    case TypeRank.number:
      return isBsonNumber(left) && isBsonNumber(right) ? compareNumbers(left, right) : 0;
    case TypeRank.string:
      return strings(String(left), String(right));
    case TypeRank.array:
      return compareSequences(strings, left as unknown[], right as unknown[]);
    case TypeRank.object:
      return compareObjects(strings, left as object, right as object);
    case TypeRank.boolean:
    case TypeRank.date:
      return Number(left) - Number(right);
    case TypeRank.objectId:
      return Buffer.compare((left as ObjectId).id, (right as ObjectId).id);
    case TypeRank.timestamp:
      return (left as Timestamp).compare(right as Timestamp);
    case TypeRank.binary:
      return compareBinary(left, right);
    case TypeRank.regularExpression:
      return compareSequences(compareStrings, regularExpressionParts(left), regularExpressionParts(right));
    case TypeRank.code:
    case TypeRank.codeWithScope:
      return compareCode(strings, left as Code, right as Code);
    default:
      return 0;
  }
}

function compareSequences(strings: StringComparator, left: unknown[], right: unknown[]): number {
  const length = Math.min(left.length, right.length);
  for (let i = 0; i < length; i++) {
    const order = compareWith(strings, left[i], right[i]);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

/** Field by field in stored order: type, then name, then value; the shorter document comes first. */
function compareObjects(strings: StringComparator, left: object, right: object): number {
  const a = Object.entries(referenceAsDocument(left) as object);
  const b = Object.entries(referenceAsDocument(right) as object);
  for (let i = 0; i < a.length && i < b.length; i++) {
    const [leftName, leftValue] = a[i] ?? ['', undefined];
    const [rightName, rightValue] = b[i] ?? ['', undefined];
    const order =
      typeRank(leftValue) - typeRank(rightValue) ||
      compareStrings(leftName, rightName) ||
      compareWith(strings, leftValue, rightValue);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

function compareBinary(left: unknown, right: unknown): number {
  const [a, b] = [binaryParts(left), binaryParts(right)];
  return a.bytes.length - b.bytes.length || a.subtype - b.subtype || Buffer.compare(a.bytes, b.bytes);
}

/** Subtype and bytes of a Binary or of a plain byte array. */
export function binaryParts(value: unknown): { subtype: number; bytes: Uint8Array } {
  if (value instanceof Binary) return { subtype: value.sub_type, bytes: value.buffer.subarray(0, value.position) };
  if (ArrayBuffer.isView(value))
    return { subtype: 0, bytes: new Uint8Array(value.buffer, value.byteOffset, value.byteLength) };
  return { subtype: 0, bytes: new Uint8Array() };
}

/** Pattern and options of a regular expression in either of its classes. */
export function regularExpressionParts(value: unknown): [pattern: string, options: string] {
  // The bson package decodes the option `s` (dot matches line ends) as JavaScript's `g`, and writes `g` as `s`.
  if (value instanceof RegExp) return [value.source, [...new Set(value.flags.replace('g', 's'))].sort().join('')];
  if (value instanceof BSONRegExp) return [value.pattern, value.options];
  return ['', ''];
}

function compareCode(strings: StringComparator, left: Code, right: Code): number {
  return (
    compareStrings(String(left.code), String(right.code)) ||
    compareWith(strings, left.scope ?? undefined, right.scope ?? undefined)
  );
}
