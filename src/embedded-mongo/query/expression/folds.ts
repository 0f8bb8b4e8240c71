import { type Document, isDocument } from '../../bson/document.js';
import { add, type BsonNumber, divide, isBsonNumber, toDouble } from '../../bson/number.js';
import { failure } from '../../errors.js';
import type { ValueOrder } from '../collation.js';
import { integerArgument } from './collections.js';
import { isNullish } from './scope.js';

/** Folds the values of a group (or of an array) into one. A missing value is undefined. */
export type Fold = (values: readonly unknown[], order: ValueOrder) => unknown;

function numbersOf(values: readonly unknown[]): BsonNumber[] {
  return values.filter(isBsonNumber);
}

function average(values: readonly unknown[]): unknown {
  const numbers = numbersOf(values);
  return numbers.length === 0 ? null : divide(numbers.reduce(add, 0), numbers.length);
}

function extreme(sign: 1 | -1): Fold {
  return (values, order) => {
    let found: unknown = null;
    for (const value of values)
      if (!isNullish(value) && (found === null || order.compare(value, found) * sign > 0)) found = value;
    return found;
  };
}

function deviation(sample: boolean): Fold {
  return (values) => {
    const numbers = numbersOf(values).map(toDouble);
    const degrees = sample ? numbers.length - 1 : numbers.length;
    if (degrees <= 0) return null;
    const mean = numbers.reduce((total, value) => total + value, 0) / numbers.length;
    return Math.sqrt(numbers.reduce((total, value) => total + (value - mean) ** 2, 0) / degrees);
  };
}

function merged(values: readonly unknown[]): unknown {
  const result: Document = {};
  for (const value of values) {
    if (isNullish(value)) continue;
    if (!isDocument(value)) return failure(40400, '$mergeObjects requires object inputs');
    Object.assign(result, value);
  }
  return result;
}

/** Folds over one expression; the first group also works over an array in an expression. */
export const FOLDS: Readonly<Record<string, Fold>> = {
  $sum: (values) => numbersOf(values).reduce(add, 0),
  $avg: average,
  $min: extreme(-1),
  $max: extreme(1),
  $stdDevPop: deviation(false),
  $stdDevSamp: deviation(true),
};

export const GROUP_FOLDS: Readonly<Record<string, Fold>> = {
  ...FOLDS,
  $first: (values) => values[0] ?? null,
  $last: (values) => values.at(-1) ?? null,
  $push: (values) => values.filter((value) => value !== undefined),
  $addToSet: (values, order) => [
    ...new Map(
      values.filter((value) => value !== undefined).map((value) => [order.key(value), value] as const),
    ).values(),
  ],
  $mergeObjects: merged,
};

/** The n first, last, least or greatest of `values`; null and missing don't count for the least and greatest. */
export const PICKS: Readonly<Record<string, (values: readonly unknown[], n: number, order: ValueOrder) => unknown>> = {
  $firstN: (values, n) => values.slice(0, n).map((value) => value ?? null),
  $lastN: (values, n) => values.slice(-n).map((value) => value ?? null),
  $minN: (values, n, order) =>
    values
      .filter((value) => !isNullish(value))
      .sort(order.compare)
      .slice(0, n),
  $maxN: (values, n, order) =>
    values
      .filter((value) => !isNullish(value))
      .sort((a, b) => order.compare(b, a))
      .slice(0, n),
};

export function pickCount(operator: string, value: unknown): number {
  const n = integerArgument(operator, value);
  return n > 0 ? n : failure(5787908, `'n' must be greater than 0, found ${n}`);
}

/** The values at the given fractions of the sorted numbers (the discrete method, which small inputs get from MongoDB too). */
export function percentiles(values: readonly unknown[], fractions: readonly number[]): unknown[] {
  const sorted = numbersOf(values)
    .map(toDouble)
    .sort((a, b) => a - b);
  return fractions.map((fraction) => sorted[Math.max(0, Math.ceil(fraction * sorted.length) - 1)] ?? null);
}
