import { Decimal128, Double, Int32, Long, ObjectId, Timestamp } from 'bson';
import { isDocument } from '../../bson/document.js';
import { asDecimal128, type BsonNumber, isBsonNumber, round, toDouble, toInteger } from '../../bson/number.js';
import { failure, MongoError } from '../../errors.js';
import { typeName } from '../value-tests.js';
import { define, isNullish, isTruthy, type Operations } from './scope.js';

const CONVERSION_FAILURE = 241;
const TYPE_CODES: Readonly<Record<number, string>> = {
  1: 'double',
  2: 'string',
  7: 'objectId',
  8: 'bool',
  9: 'date',
  16: 'int',
  18: 'long',
  19: 'decimal',
};

function unsupported(value: unknown, target: string): never {
  return failure(
    CONVERSION_FAILURE,
    `Unsupported conversion from ${typeName(value)} to ${target} in $convert with no onError value`,
  );
}

function unparsable(value: unknown, target: string): never {
  return failure(CONVERSION_FAILURE, `Failed to parse ${target} '${String(value)}' in $convert with no onError value`);
}

function numberFrom(value: unknown, target: string): BsonNumber {
  if (isBsonNumber(value)) return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value instanceof Date && target !== 'int') return Long.fromNumber(value.getTime());
  if (typeof value !== 'string') return unsupported(value, target);
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$|^-?(infinity|inf|nan)$/i.test(value)) return unparsable(value, 'number');
  return target === 'double'
    ? Number(value.replace(/inf(inity)?/i, 'Infinity').replace(/nan/i, 'NaN'))
    : Decimal128.fromStringWithRounding(value);
}

function integerFrom(value: unknown, target: 'int' | 'long'): bigint {
  if (typeof value === 'string' && !/^[+-]?\d+$/.test(value)) unparsable(value, 'number');
  const integer = toInteger(round(numberFrom(value, target), 0, 'truncate'));
  const limit = target === 'int' ? 2n ** 31n : 2n ** 63n;
  return integer !== undefined && integer >= -limit && integer < limit
    ? integer
    : failure(
        CONVERSION_FAILURE,
        `Conversion would overflow target type in $convert with no onError value: ${String(value)}`,
      );
}

function dateFrom(value: unknown): Date {
  if (value instanceof Date) return value;
  if (value instanceof ObjectId) return value.getTimestamp();
  if (value instanceof Timestamp) return new Date(value.getHighBitsUnsigned() * 1000);
  if (isBsonNumber(value) && !(value instanceof Int32)) return new Date(Math.trunc(toDouble(value)));
  if (typeof value !== 'string') return unsupported(value, 'date');
  // A text without a zone is UTC, unlike in JavaScript.
  const date = new Date(/(Z|[+-]\d\d:?\d\d)$/i.test(value) || !value.includes('T') ? value : `${value}Z`);
  return Number.isNaN(date.getTime()) ? unparsable(value, 'date') : date;
}

function textFrom(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value instanceof Date) return value.toISOString();
  if (value instanceof ObjectId) return value.toHexString();
  if (value instanceof Double) return String(value.value);
  if (isBsonNumber(value) || typeof value === 'boolean') return String(value);
  return unsupported(value, 'string');
}

/** Converts a value that is not null; throws 241 (ConversionFailure). */
function convert(value: unknown, target: string): unknown {
  switch (target) {
    case 'double':
      return toDouble(numberFrom(value, target));
    case 'int':
      return Number(integerFrom(value, target));
    case 'long':
      return Long.fromBigInt(integerFrom(value, target));
    case 'decimal':
      return asDecimal128(numberFrom(value, target));
    case 'string':
      return textFrom(value);
    case 'bool':
      return isTruthy(value);
    case 'date':
      return dateFrom(value);
    case 'objectId':
      if (value instanceof ObjectId) return value;
      if (typeof value !== 'string') return unsupported(value, target);
      return /^[0-9a-f]{24}$/i.test(value) ? new ObjectId(value) : unparsable(value, target);
    default:
      return failure(2, `Unknown type name: ${target}`);
  }
}

function convertWithFallback([options]: readonly unknown[]): unknown {
  if (!isDocument(options)) return failure(9, '$convert expects an object of named arguments');
  const { input, to } = options;
  if (isNullish(input)) return 'onNull' in options ? options.onNull : null;
  if (isNullish(to)) return null;
  const target = typeof to === 'string' ? to : isBsonNumber(to) ? TYPE_CODES[toDouble(to)] : undefined;
  try {
    return convert(
      input,
      target ?? failure(2, `In $convert, numeric value for 'to' does not correspond to a BSON type: ${String(to)}`),
    );
  } catch (error) {
    if ('onError' in options && error instanceof MongoError && error.code === CONVERSION_FAILURE)
      return options.onError;
    throw error;
  }
}

function to(target: string) {
  return define(1, 1, ([value]) => (isNullish(value) ? null : convert(value, target)));
}

/** Types and conversions between them. */
export const CONVERSION: Operations = {
  $type: define(1, 1, ([value]) => typeName(value)),
  $isNumber: define(1, 1, ([value]) => isBsonNumber(value)),
  $convert: define(1, 1, convertWithFallback),
  $toBool: to('bool'),
  $toDate: to('date'),
  $toDecimal: to('decimal'),
  $toDouble: to('double'),
  $toInt: to('int'),
  $toLong: to('long'),
  $toObjectId: to('objectId'),
  $toString: to('string'),
};
