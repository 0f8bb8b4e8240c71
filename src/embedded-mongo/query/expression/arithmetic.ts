import { Decimal128, Long } from 'bson';
import {
  add,
  asDecimal128,
  type BsonNumber,
  divide,
  isBsonNumber,
  multiply,
  type RoundingMode,
  remainder,
  round,
  subtract,
  toDouble,
  toInteger,
} from '../../bson/number.js';
import { failure } from '../../errors.js';
import { typeName } from '../value-tests.js';
import { define, isNullish, type Operation, type Operations } from './scope.js';

function numeric(operator: string, value: unknown): BsonNumber {
  return isBsonNumber(value) ? value : failure(14, `${operator} only supports numeric types, not ${typeName(value)}`);
}

/** Null when any argument is null or missing, else the operation over numbers. */
function overNumbers(operator: string, run: (...values: BsonNumber[]) => unknown): Operation {
  return (values) => (values.some(isNullish) ? null : run(...values.map((value) => numeric(operator, value))));
}

function sum(values: readonly unknown[]): unknown {
  if (values.some(isNullish)) return null;
  const dates = values.filter((value) => value instanceof Date);
  if (dates.length > 1) failure(16612, 'only one date allowed in an $add expression');
  const total = values
    .filter((value) => !(value instanceof Date))
    .map((value) => numeric('$add', value))
    .reduce(add, 0);
  const [date] = dates;
  return date instanceof Date ? new Date(date.getTime() + Math.trunc(toDouble(total))) : total;
}

function difference([left, right]: readonly unknown[]): unknown {
  if (isNullish(left) || isNullish(right)) return null;
  if (left instanceof Date && right instanceof Date) return Long.fromNumber(left.getTime() - right.getTime());
  if (left instanceof Date) return new Date(left.getTime() - Math.trunc(toDouble(numeric('$subtract', right))));
  return subtract(numeric('$subtract', left), numeric('$subtract', right));
}

function rounding(operator: string, mode: RoundingMode): Operation {
  return ([value, place = 0]) => {
    if (isNullish(value) || place === null) return null;
    const digits = toInteger(numeric(operator, place));
    if (digits === undefined || digits < -20n || digits > 100n)
      return failure(
        51083,
        `cannot apply ${operator} with precision value ${String(place)}, value must be in [-20, 100]`,
      );
    return round(numeric(operator, value), Number(digits), mode);
  };
}

/** A function of doubles; a Decimal128 argument makes a Decimal128 of the result, with a double's precision. */
function real(operator: string, run: (...values: number[]) => number): Operation {
  return overNumbers(operator, (...values) => {
    const result = run(...values.map(toDouble));
    return values.some((value) => value instanceof Decimal128) ? asDecimal128(result) : result;
  });
}

function isZero(value: BsonNumber): boolean {
  return toDouble(value) === 0;
}

function positive(operator: string, value: number): number {
  return value > 0 || Number.isNaN(value)
    ? value
    : failure(28766, `${operator}'s argument must be a positive number, but is ${value}`);
}

const RADIANS = Math.PI / 180;

/** Arithmetic and trigonometry (https://www.mongodb.com/docs/manual/reference/operator/aggregation/#arithmetic-expression-operators). */
export const ARITHMETIC: Operations = {
  $abs: define(
    1,
    1,
    overNumbers('$abs', (value) => (toDouble(value) < 0 ? multiply(value, -1) : value)),
  ),
  $add: define(0, Number.POSITIVE_INFINITY, sum),
  $subtract: define(2, 2, difference),
  $multiply: define(
    0,
    Number.POSITIVE_INFINITY,
    overNumbers('$multiply', (...values) => values.reduce(multiply, 1)),
  ),
  $divide: define(
    2,
    2,
    overNumbers('$divide', (left = 0, right = 0) =>
      isZero(right) ? failure(2, "can't $divide by zero") : divide(left, right),
    ),
  ),
  $mod: define(
    2,
    2,
    overNumbers('$mod', (left = 0, right = 0) =>
      isZero(right) ? failure(16610, "can't $mod by zero") : remainder(left, right),
    ),
  ),
  $ceil: define(1, 1, rounding('$ceil', 'ceiling')),
  $floor: define(1, 1, rounding('$floor', 'floor')),
  $round: define(1, 2, rounding('$round', 'half-even')),
  $trunc: define(1, 2, rounding('$trunc', 'truncate')),
  $exp: define(1, 1, real('$exp', Math.exp)),
  $ln: define(
    1,
    1,
    real('$ln', (value) => Math.log(positive('$ln', value))),
  ),
  $log10: define(
    1,
    1,
    real('$log10', (value) => Math.log10(positive('$log10', value))),
  ),
  $log: define(
    2,
    2,
    real('$log', (value, base) => Math.log(positive('$log', value)) / Math.log(positive('$log', base))),
  ),
  $pow: define(
    2,
    2,
    real('$pow', (base, exponent) =>
      base === 0 && exponent < 0
        ? failure(28764, '$pow cannot take a base of 0 and a negative exponent')
        : base ** exponent,
    ),
  ),
  $sqrt: define(
    1,
    1,
    real('$sqrt', (value) =>
      value < 0 ? failure(28714, "$sqrt's argument must be greater than or equal to 0") : Math.sqrt(value),
    ),
  ),
  $sin: define(1, 1, real('$sin', Math.sin)),
  $cos: define(1, 1, real('$cos', Math.cos)),
  $tan: define(1, 1, real('$tan', Math.tan)),
  $asin: define(1, 1, real('$asin', Math.asin)),
  $acos: define(1, 1, real('$acos', Math.acos)),
  $atan: define(1, 1, real('$atan', Math.atan)),
  $atan2: define(2, 2, real('$atan2', Math.atan2)),
  $sinh: define(1, 1, real('$sinh', Math.sinh)),
  $cosh: define(1, 1, real('$cosh', Math.cosh)),
  $tanh: define(1, 1, real('$tanh', Math.tanh)),
  $asinh: define(1, 1, real('$asinh', Math.asinh)),
  $acosh: define(1, 1, real('$acosh', Math.acosh)),
  $atanh: define(1, 1, real('$atanh', Math.atanh)),
  $degreesToRadians: define(
    1,
    1,
    real('$degreesToRadians', (value) => value * RADIANS),
  ),
  $radiansToDegrees: define(
    1,
    1,
    real('$radiansToDegrees', (value) => value / RADIANS),
  ),
};
