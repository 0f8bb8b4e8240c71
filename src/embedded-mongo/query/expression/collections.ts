import { setOwn } from '../../bson/clone.js';
import { type Document, isDocument } from '../../bson/document.js';
import { isBsonNumber, toInteger } from '../../bson/number.js';
import { failure } from '../../errors.js';
import type { ValueOrder } from '../collation.js';
import { typeName } from '../value-tests.js';
import { define, isNullish, isTruthy, type Operation, type Operations } from './scope.js';

const ANY = Number.POSITIVE_INFINITY;

export function arrayArgument(operator: string, value: unknown): unknown[] {
  return Array.isArray(value)
    ? value
    : failure(17124, `The argument to ${operator} must be an array, but was of type: ${typeName(value)}`);
}

export function integerArgument(operator: string, value: unknown): number {
  const integer = isBsonNumber(value) ? toInteger(value) : undefined;
  return integer === undefined
    ? failure(28690, `${operator} needs an integral number, not ${typeName(value)}`)
    : Number(integer);
}

/** Null when the first argument is null or missing, else the operation over it as an array. */
function overArray(
  operator: string,
  run: (array: unknown[], rest: readonly unknown[], order: ValueOrder) => unknown,
): Operation {
  return ([first, ...rest], order) => (isNullish(first) ? null : run(arrayArgument(operator, first), rest, order));
}

function elementAt(array: readonly unknown[], index: number): unknown {
  return array.at(index);
}

function slice(array: unknown[], rest: readonly unknown[]): unknown {
  if (rest.some(isNullish)) return null;
  const [first = 0, second] = rest.map((value) => integerArgument('$slice', value));
  if (second === undefined) return first < 0 ? array.slice(first) : array.slice(0, first);
  if (second <= 0) failure(28729, 'Third argument to $slice must be positive');
  const start = first < 0 ? Math.max(0, array.length + first) : first;
  return array.slice(start, start + second);
}

function range([start, end, step = 1]: readonly unknown[]): unknown {
  const [from, to, by] = [start, end, step].map((value) => integerArgument('$range', value)) as [
    number,
    number,
    number,
  ];
  if (by === 0) failure(34449, '$range requires a non-zero step value');
  const count = Math.max(0, Math.ceil((to - from) / by));
  if (count > 4_000_000) failure(146, '$range would make too large an array');
  return Array.from({ length: count }, (_, i) => from + i * by);
}

function indexOf(array: unknown[], [wanted, start = 0, end]: readonly unknown[], order: ValueOrder): unknown {
  const from = integerArgument('$indexOfArray', start);
  const to = end === undefined ? array.length : integerArgument('$indexOfArray', end);
  if (from < 0 || to < 0) failure(40097, '$indexOfArray needs non-negative positions');
  return array.findIndex((value, i) => i >= from && i < to && order.compare(value, wanted) === 0);
}

function distinct(values: readonly unknown[], order: ValueOrder): unknown[] {
  const known = new Map<string, unknown>();
  for (const value of values) {
    const key = order.key(value);
    if (!known.has(key)) known.set(key, value);
  }
  return [...known.values()];
}

function keySet(values: readonly unknown[], order: ValueOrder): Set<string> {
  return new Set(values.map((value) => order.key(value)));
}

function overSets(operator: string, run: (sets: unknown[][], order: ValueOrder) => unknown): Operation {
  return (values, order) =>
    values.some(isNullish)
      ? null
      : run(
          values.map((value) => arrayArgument(operator, value)),
          order,
        );
}

function intersection(sets: unknown[][], order: ValueOrder): unknown {
  const [first = [], ...others] = sets;
  const keys = others.map((set) => keySet(set, order));
  return distinct(first, order).filter((value) => keys.every((set) => set.has(order.key(value))));
}

function isSubset(inner: readonly unknown[] = [], outer: readonly unknown[] = [], order: ValueOrder): boolean {
  const keys = keySet(outer, order);
  return inner.every((value) => keys.has(order.key(value)));
}

function mergeObjects(values: readonly unknown[]): unknown {
  const merged: Document = {};
  for (const value of values.length === 1 && Array.isArray(values[0]) ? values[0] : values) {
    if (isNullish(value)) continue;
    if (!isDocument(value))
      return failure(40400, `$mergeObjects requires object inputs, but input is of type ${typeName(value)}`);
    for (const [name, member] of Object.entries(value)) setOwn(merged, name, member);
  }
  return merged;
}

function arrayToObject(array: unknown[]): unknown {
  const object: Document = {};
  for (const element of array) {
    const [name, value] = Array.isArray(element) ? element : isDocument(element) ? [element.k, element.v] : [];
    if (typeof name !== 'string') return failure(40393, '$arrayToObject requires pairs of a string key and a value');
    setOwn(object, name, value ?? null);
  }
  return object;
}

function objectToArray([value]: readonly unknown[]): unknown {
  if (isNullish(value)) return null;
  if (!isDocument(value)) return failure(40390, `$objectToArray requires a document input, found: ${typeName(value)}`);
  return Object.entries(value).map(([k, v]) => ({ k, v }));
}

function concatenate(values: readonly unknown[]): unknown {
  return values.some(isNullish) ? null : values.flatMap((value) => arrayArgument('$concatArrays', value));
}

function reversed(array: unknown[]): unknown {
  return [...array].reverse();
}

/** Arrays, sets and objects as values. */
export const COLLECTIONS: Operations = {
  $size: define(1, 1, ([value]) => arrayArgument('$size', value).length),
  $isArray: define(1, 1, ([value]) => Array.isArray(value)),
  $arrayElemAt: define(
    2,
    2,
    overArray('$arrayElemAt', (array, [index]) =>
      isNullish(index) ? null : elementAt(array, integerArgument('$arrayElemAt', index)),
    ),
  ),
  $first: define(
    1,
    1,
    overArray('$first', (array) => elementAt(array, 0)),
  ),
  $last: define(
    1,
    1,
    overArray('$last', (array) => elementAt(array, -1)),
  ),
  $slice: define(2, 3, overArray('$slice', slice)),
  $range: define(2, 3, range),
  $concatArrays: define(0, ANY, concatenate),
  $reverseArray: define(1, 1, overArray('$reverseArray', reversed)),
  $in: define(2, 2, ([value, array], order) =>
    arrayArgument('$in', array).some((element) => order.compare(element, value) === 0),
  ),
  $indexOfArray: define(2, 4, overArray('$indexOfArray', indexOf)),
  $arrayToObject: define(1, 1, overArray('$arrayToObject', arrayToObject)),
  $objectToArray: define(1, 1, objectToArray),
  $mergeObjects: define(0, ANY, mergeObjects),
  $setUnion: define(
    0,
    ANY,
    overSets('$setUnion', (sets, order) => distinct(sets.flat(), order)),
  ),
  $setIntersection: define(0, ANY, overSets('$setIntersection', intersection)),
  $setDifference: define(
    2,
    2,
    overSets('$setDifference', ([left = [], right = []], order) => {
      const keys = keySet(right, order);
      return distinct(left, order).filter((value) => !keys.has(order.key(value)));
    }),
  ),
  $setEquals: define(2, ANY, (values, order) => {
    const [first, ...others] = values.map((value) => arrayArgument('$setEquals', value));
    return others.every((other) => isSubset(first, other, order) && isSubset(other, first, order));
  }),
  $setIsSubset: define(2, 2, (values, order) => {
    const [inner, outer] = values.map((value) => arrayArgument('$setIsSubset', value));
    return isSubset(inner, outer, order);
  }),
  $allElementsTrue: define(1, 1, ([value]) => arrayArgument('$allElementsTrue', value).every(isTruthy)),
  $anyElementTrue: define(1, 1, ([value]) => arrayArgument('$anyElementTrue', value).some(isTruthy)),
};
