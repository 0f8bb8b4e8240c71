import { cloneDocument } from '../bson/clone.js';
import { type Document, isDocument } from '../bson/document.js';
import { isBsonNumber, toDouble, toInteger } from '../bson/number.js';
import { TypeRank, typeRank } from '../bson/order.js';
import { failure } from '../errors.js';
import type { ValueOrder } from '../query/collation.js';
import type { EvaluationOptions } from '../query/evaluation-options.js';
import { compileFilter } from '../query/filter.js';
import { isOperatorDocument } from '../query/operator-document.js';
import { compileSort, sortDocuments } from '../query/sort.js';
import { equals, typeName } from '../query/value-tests.js';
import type { FieldOperator } from './field-operators.js';

function arrayOf(current: unknown, operator: string, path: string, code = 2): unknown[] {
  if (current === undefined) return [];
  return Array.isArray(current)
    ? current
    : failure(
        code,
        `The field '${path}' must be an array but is of type ${typeName(current)} in order to apply ${operator}`,
      );
}

function wholeNumber(value: unknown, modifier: string): number {
  const integer = isBsonNumber(value) ? toInteger(value) : undefined;
  return integer === undefined
    ? failure(2, `The value for ${modifier} must be an integer value but was given type: ${typeName(value)}`)
    : Number(integer);
}

const PUSH_MODIFIERS = new Set(['$each', '$position', '$slice', '$sort']);

const push: FieldOperator = (current, operand, { order, path }) => {
  const modifiers: Document = isDocument(operand) && '$each' in operand ? operand : { $each: [operand] };
  const unknown = Object.keys(modifiers).find((name) => !PUSH_MODIFIERS.has(name));
  if (unknown) failure(2, `Unrecognized clause in $push: ${unknown}`);
  const { $each, $position, $slice, $sort } = modifiers;
  if (!Array.isArray($each))
    return failure(2, `The argument to $each in $push must be an array but it was of type: ${typeName($each)}`);
  const array = [...arrayOf(current, '$push', path)];
  // splice reads a negative position from the end and one behind it as the end, as MongoDB does.
  array.splice(
    $position === undefined ? array.length : wholeNumber($position, '$position'),
    0,
    ...$each.map(cloneDocument),
  );
  const sorted = $sort === undefined ? array : sortElements(array, $sort, order);
  if ($slice === undefined) return sorted;
  const count = wholeNumber($slice, '$slice');
  return count < 0 ? sorted.slice(count) : sorted.slice(0, count);
};

function sortElements(array: unknown[], specification: unknown, order: ValueOrder): unknown[] {
  if (isDocument(specification)) return sortDocuments(array, compileSort(specification, order));
  const direction = isBsonNumber(specification) ? toDouble(specification) : 0;
  if (direction !== 1 && direction !== -1) failure(2, 'The $sort element value must be either 1 or -1');
  return [...array].sort((a, b) => order.compare(a, b) * direction);
}

const addToSet: FieldOperator = (current, operand, { order, path }) => {
  const hasEach = isDocument(operand) && '$each' in operand;
  const values = hasEach ? operand.$each : [operand];
  if (!Array.isArray(values))
    return failure(14, `The argument to $each in $addToSet must be an array but it was of type ${typeName(values)}`);
  if (hasEach && Object.keys(operand).length > 1) failure(2, 'Found unexpected fields after $each in $addToSet');
  const array = [...arrayOf(current, '$addToSet', path)];
  const known = new Set(array.map((element) => order.key(element)));
  for (const value of values) {
    const key = order.key(value);
    if (!known.has(key)) array.push(cloneDocument(value));
    known.add(key);
  }
  return array;
};

const pullAll: FieldOperator = (current, operand, { order, path }) => {
  if (!Array.isArray(operand))
    return failure(2, `$pullAll requires an array argument but was given a ${typeName(operand)}`);
  if (current === undefined) return undefined;
  const unwanted = new Set(operand.map((value) => order.key(value)));
  return arrayOf(current, '$pullAll', path).filter((element) => !unwanted.has(order.key(element)));
};

const pop: FieldOperator = (current, operand, { path }) => {
  const end = isBsonNumber(operand) ? toDouble(operand) : 0;
  if (end !== 1 && end !== -1) failure(9, `$pop expects 1 or -1, found: ${String(operand)}`);
  if (current === undefined) return undefined;
  const array = arrayOf(current, '$pop', path, 14);
  return end < 0 ? array.slice(1) : array.slice(0, -1);
};

/** Operators on one array whose operands need no compilation. */
export const ARRAY_OPERATORS: Readonly<Record<string, FieldOperator>> = {
  $push: push,
  $addToSet: addToSet,
  $pullAll: pullAll,
  $pop: pop,
};

/**
 * `$pull`: a document operand is a filter over elements that are documents, an operator document is one over the elements
 * themselves, anything else means equality.
 */
export function pullOperator(operand: unknown, options: EvaluationOptions, order: ValueOrder): FieldOperator {
  const matches = pullTest(operand, options, order);
  return (current, _operand, { path }) =>
    current === undefined ? undefined : arrayOf(current, '$pull', path).filter((element) => !matches(element));
}

function pullTest(operand: unknown, options: EvaluationOptions, order: ValueOrder): (element: unknown) => boolean {
  if (isOperatorDocument(operand) && !['$and', '$or', '$nor'].includes(Object.keys(operand)[0] ?? '')) {
    const predicate = compileFilter({ element: operand }, options);
    // An element that is an array itself is compared as a whole.
    return (element) => predicate({ element });
  }
  if (isDocument(operand)) {
    const predicate = compileFilter(operand, options);
    return (element) => isDocument(element) && predicate(element);
  }
  if (typeRank(operand) === TypeRank.regularExpression) return equals(operand, order);
  return (element) => order.compare(element, operand) === 0;
}
