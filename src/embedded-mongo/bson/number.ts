import { Decimal128, Double, Int32, Long } from 'bson';

/** Every form in which the codec may hand over a BSON number. */
export type BsonNumber = number | bigint | Int32 | Double | Long | Decimal128;

/** The value is coefficient * 10^exponent; `special` marks NaN and the infinities. */
interface ExactDecimal {
  coefficient: bigint;
  exponent: number;
  special?: 'NaN' | 'Infinity' | '-Infinity';
}

/** Digits of a Decimal128 coefficient, and its least and greatest exponent (IEEE 754-2008 decimal128). */
const DECIMAL_DIGITS = 34;
const MIN_EXPONENT = -6176;
const MAX_EXPONENT = 6111;
const MIN_INT64 = -(2n ** 63n);
const MAX_INT64 = 2n ** 63n - 1n;

export function isBsonNumber(value: unknown): value is BsonNumber {
  if (typeof value === 'number' || typeof value === 'bigint') return true;
  if (value === null || typeof value !== 'object' || !('_bsontype' in value)) return false;
  return value instanceof Decimal128 || value instanceof Long || value instanceof Int32 || value instanceof Double;
}

/** The nearest double. */
export function toDouble(value: BsonNumber): number {
  if (typeof value === 'number') return value;
  if (value instanceof Int32 || value instanceof Double) return value.value;
  return Number(value.toString());
}

/** The exact integer, or undefined when the number is not integral. */
export function toInteger(value: BsonNumber): bigint | undefined {
  if (typeof value === 'bigint') return value;
  if (value instanceof Long) return value.toBigInt();
  if (!(value instanceof Decimal128)) {
    const double = toDouble(value);
    return Number.isInteger(double) ? BigInt(double) : undefined;
  }
  const { coefficient, exponent, special } = stripZeros(toExact(value));
  return special || exponent < 0 ? undefined : coefficient * 10n ** BigInt(exponent);
}

/** Compares by exact value, as MongoDB does: double 0.1 is not Decimal128 0.1. NaN is less than every number and equal to itself. */
export function compareNumbers(left: BsonNumber, right: BsonNumber): number {
  const x = toDouble(left);
  const y = toDouble(right);
  if (x < y) return -1;
  if (x > y) return 1;
  if (x !== y) return Number.isNaN(x) ? (Number.isNaN(y) ? 0 : -1) : 1;
  if (typeof left === 'number' && typeof right === 'number') return 0;
  const [a, b] = [toExact(left), toExact(right)];
  // A Decimal128 beyond a double's range looks infinite as a double, and is not.
  if (a.special && b.special) return 0;
  if (a.special || b.special) return a.special ? Math.sign(x) : -Math.sign(y);
  const exponent = Math.min(a.exponent, b.exponent);
  const difference = scaled(a, exponent) - scaled(b, exponent);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** One text per numeric value whatever its type, so that 1, Long 1 and Decimal128 1.00 are the same key. */
export function numberKey(value: BsonNumber): string {
  const double = toDouble(value);
  if (typeof value === 'number') return String(double === 0 ? 0 : double);
  if (compareNumbers(double, value) === 0) return String(double === 0 ? 0 : double);
  const { coefficient, exponent } = stripZeros(toExact(value));
  return `${coefficient}E${exponent}`;
}

export function add(left: BsonNumber, right: BsonNumber): BsonNumber {
  return combine(
    left,
    right,
    (a, b) => a + b,
    (a, b) => a + b,
    addExact,
  );
}

export function subtract(left: BsonNumber, right: BsonNumber): BsonNumber {
  return combine(
    left,
    right,
    (a, b) => a - b,
    (a, b) => a - b,
    (a, b) => addExact(a, negate(b)),
  );
}

export function multiply(left: BsonNumber, right: BsonNumber): BsonNumber {
  return combine(
    left,
    right,
    (a, b) => a * b,
    (a, b) => a * b,
    (a, b) => ({ coefficient: a.coefficient * b.coefficient, exponent: a.exponent + b.exponent }),
  );
}

/** Division: Decimal128 when either side is one, else a double. The caller has refused a zero divisor. */
export function divide(left: BsonNumber, right: BsonNumber): BsonNumber {
  if (!(left instanceof Decimal128 || right instanceof Decimal128)) return toDouble(left) / toDouble(right);
  const [a, b] = [toExact(left), toExact(right)];
  if (a.special || b.special) return Decimal128.fromString(specialText(toDouble(left) / toDouble(right)));
  const shift = Math.max(0, DECIMAL_DIGITS + 2 + digits(b.coefficient) - digits(a.coefficient));
  const dividend = a.coefficient * 10n ** BigInt(shift);
  const exponent = a.exponent - b.exponent - shift;
  const remainder = dividend % b.coefficient;
  const quotient = { coefficient: dividend / b.coefficient, exponent };
  if (remainder === 0n) return toDecimal128(stripZeros(quotient, a.exponent - b.exponent));
  // A sticky digit keeps round-half-even honest when the cut-off remainder is not zero.
  const negative = dividend < 0n !== b.coefficient < 0n;
  return toDecimal128({ coefficient: quotient.coefficient * 10n + (negative ? -1n : 1n), exponent: exponent - 1 });
}

/** Remainder with the sign of the dividend. The caller has refused a zero divisor. */
export function remainder(left: BsonNumber, right: BsonNumber): BsonNumber {
  return combine(
    left,
    right,
    (a, b) => a % b,
    (a, b) => a % b,
    (a, b) => {
      const exponent = Math.min(a.exponent, b.exponent);
      return { coefficient: scaled(a, exponent) % scaled(b, exponent), exponent };
    },
  );
}

export type RoundingMode = 'half-even' | 'floor' | 'ceiling' | 'truncate';

/** Rounds to `place` decimal digits (negative: to tens, hundreds ...), keeping the type. */
export function round(value: BsonNumber, place: number, mode: RoundingMode): BsonNumber {
  const exact = toExact(value);
  if (exact.special || exact.exponent >= -place) return value;
  const rounded = dropDigits(exact, -place - exact.exponent, mode);
  if (value instanceof Decimal128) return toDecimal128(rounded);
  if (value instanceof Long || typeof value === 'bigint') return Long.fromBigInt(scaled(rounded, 0));
  return Number(`${rounded.coefficient}E${rounded.exponent}`);
}

/** The Decimal128 of any number; doubles keep 15 significant digits, as MongoDB's $toDecimal gives them. */
export function asDecimal128(value: BsonNumber): Decimal128 {
  if (value instanceof Decimal128) return value;
  const integer = toInteger(value);
  if (integer !== undefined) return toDecimal128({ coefficient: integer, exponent: 0 });
  const double = toDouble(value);
  return Decimal128.fromString(Number.isFinite(double) ? double.toPrecision(15) : specialText(double));
}

function combine(
  left: BsonNumber,
  right: BsonNumber,
  doubles: (a: number, b: number) => number,
  integers: (a: bigint, b: bigint) => bigint,
  decimals: (a: ExactDecimal, b: ExactDecimal) => ExactDecimal,
): BsonNumber {
  if (typeof left === 'number' && typeof right === 'number') return doubles(left, right);
  if (left instanceof Decimal128 || right instanceof Decimal128) {
    const [a, b] = [decimalOperand(left), decimalOperand(right)];
    if (a.special || b.special) return Decimal128.fromString(specialText(doubles(toDouble(left), toDouble(right))));
    return toDecimal128(decimals(a, b));
  }
  if (isLong(left) || isLong(right)) {
    const [a, b] = [toInteger(left), toInteger(right)];
    if (a !== undefined && b !== undefined) {
      const result = integers(a, b);
      if (result >= MIN_INT64 && result <= MAX_INT64) return Long.fromBigInt(result);
    }
  }
  return doubles(toDouble(left), toDouble(right));
}

function isLong(value: BsonNumber): boolean {
  return value instanceof Long || typeof value === 'bigint';
}

/** In decimal arithmetic a double counts with its 15 digits, so that Decimal128 1.1 plus 0.1 is 1.2. */
function decimalOperand(value: BsonNumber): ExactDecimal {
  return toExact(value instanceof Double || typeof value === 'number' ? shortened(toDouble(value)) : value);
}

function shortened(double: number): BsonNumber {
  return Number.isInteger(double) || !Number.isFinite(double)
    ? double
    : Decimal128.fromString(String(Number(double.toPrecision(15))));
}

function specialText(double: number): string {
  return Number.isNaN(double) ? 'NaN' : double > 0 ? 'Infinity' : '-Infinity';
}

function toExact(value: BsonNumber): ExactDecimal {
  if (typeof value === 'bigint') return { coefficient: value, exponent: 0 };
  if (value instanceof Long) return { coefficient: value.toBigInt(), exponent: 0 };
  if (value instanceof Decimal128) return parseDecimal(value.toString());
  return exactDouble(toDouble(value));
}

function parseDecimal(text: string): ExactDecimal {
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:E([+-]?\d+))?$/i.exec(text);
  if (!match)
    return {
      coefficient: 0n,
      exponent: 0,
      special: text.startsWith('-') ? '-Infinity' : text === 'NaN' ? 'NaN' : 'Infinity',
    };
  const [, sign = '', whole = '0', fraction = '', exponent = '0'] = match;
  return { coefficient: BigInt(sign + whole + fraction), exponent: Number(exponent) - fraction.length };
}

/** A double is m * 2^-k, hence exactly m * 5^k * 10^-k. */
function exactDouble(double: number): ExactDecimal {
  if (!Number.isFinite(double))
    return {
      coefficient: 0n,
      exponent: 0,
      special: Number.isNaN(double) ? 'NaN' : double > 0 ? 'Infinity' : '-Infinity',
    };
  let mantissa = double;
  let halvings = 0;
  while (!Number.isInteger(mantissa)) {
    mantissa *= 2;
    halvings++;
  }
  return { coefficient: BigInt(mantissa) * 5n ** BigInt(halvings), exponent: -halvings };
}

function scaled(value: ExactDecimal, exponent: number): bigint {
  return value.coefficient * 10n ** BigInt(value.exponent - exponent);
}

function negate(value: ExactDecimal): ExactDecimal {
  return { ...value, coefficient: -value.coefficient };
}

function addExact(a: ExactDecimal, b: ExactDecimal): ExactDecimal {
  const exponent = Math.min(a.exponent, b.exponent);
  return { coefficient: scaled(a, exponent) + scaled(b, exponent), exponent };
}

function stripZeros(value: ExactDecimal, limit = Number.POSITIVE_INFINITY): ExactDecimal {
  let { coefficient, exponent } = value;
  if (coefficient === 0n) return { ...value, exponent: 0 };
  while (exponent < limit && coefficient % 10n === 0n) {
    coefficient /= 10n;
    exponent++;
  }
  return { ...value, coefficient, exponent };
}

function digits(coefficient: bigint): number {
  return (coefficient < 0n ? -coefficient : coefficient).toString().length;
}

function dropDigits(value: ExactDecimal, count: number, mode: RoundingMode): ExactDecimal {
  if (count <= 0) return value;
  const unit = 10n ** BigInt(count);
  let coefficient = value.coefficient / unit;
  const rest = value.coefficient % unit;
  const doubled = (rest < 0n ? -rest : rest) * 2n;
  const away = value.coefficient < 0n ? -1n : 1n;
  if (mode === 'floor' && rest < 0n) coefficient -= 1n;
  if (mode === 'ceiling' && rest > 0n) coefficient += 1n;
  if (mode === 'half-even' && (doubled > unit || (doubled === unit && coefficient % 2n !== 0n))) coefficient += away;
  return { coefficient, exponent: value.exponent + count };
}

function toDecimal128(value: ExactDecimal): Decimal128 {
  let rounded = dropDigits(
    value,
    Math.max(digits(value.coefficient) - DECIMAL_DIGITS, MIN_EXPONENT - value.exponent),
    'half-even',
  );
  // 9999...9 may round up to one digit more.
  rounded = dropDigits(rounded, digits(rounded.coefficient) - DECIMAL_DIGITS, 'half-even');
  const headroom = rounded.exponent - MAX_EXPONENT;
  if (headroom > 0) {
    if (rounded.coefficient === 0n) return Decimal128.fromString(`0E${MAX_EXPONENT}`);
    if (digits(rounded.coefficient) + headroom > DECIMAL_DIGITS)
      return Decimal128.fromString(rounded.coefficient < 0n ? '-Infinity' : 'Infinity');
    rounded = { coefficient: scaled(rounded, MAX_EXPONENT), exponent: MAX_EXPONENT };
  }
  return Decimal128.fromString(`${rounded.coefficient}E${rounded.exponent}`);
}
