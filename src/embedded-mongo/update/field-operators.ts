import { Long, Timestamp } from 'bson';
import { cloneDocument } from '../bson/clone.js';
import { isDocument } from '../bson/document.js';
import { add, type BsonNumber, isBsonNumber, multiply, toInteger } from '../bson/number.js';
import { failure } from '../errors.js';
import type { ValueOrder } from '../query/collation.js';
import { typeName } from '../query/value-tests.js';

export interface OperatorContext {
  readonly order: ValueOrder;
  readonly now: Date;
  readonly path: string;
}

/** Gives the new value of a field, whose value is undefined while it is missing; the result undefined leaves or removes it. */
export type FieldOperator = (current: unknown, operand: unknown, context: OperatorContext) => unknown;

function arithmetic(
  operator: '$inc' | '$mul',
  run: (a: BsonNumber, b: BsonNumber) => BsonNumber,
  whenMissing: (operand: BsonNumber) => BsonNumber,
): FieldOperator {
  const verb = operator === '$inc' ? 'increment' : 'multiply';
  return (current, operand, { path }) => {
    if (!isBsonNumber(operand))
      return failure(14, `Cannot ${verb} with non-numeric argument: {${path}: ${JSON.stringify(operand)}}`);
    if (current === undefined) return whenMissing(operand);
    if (!isBsonNumber(current))
      return failure(
        14,
        `Cannot apply ${operator} to a value of non-numeric type. The field '${path}' has type ${typeName(current)}`,
      );
    const result = run(current, operand);
    if (current instanceof Long && typeof result === 'number' && toInteger(operand) !== undefined)
      failure(2, `Failed to apply ${operator} operations to current value: integer overflow`);
    return result;
  };
}

function extreme(sign: 1 | -1): FieldOperator {
  return (current, operand, { order }) =>
    current === undefined || order.compare(operand, current) * sign > 0 ? cloneDocument(operand) : current;
}

let lastIncrement = 0;

function currentDate(_current: unknown, operand: unknown, { now }: OperatorContext): unknown {
  const type = isDocument(operand) ? operand.$type : 'date';
  if (type === 'timestamp') return new Timestamp({ t: Math.floor(now.getTime() / 1000), i: ++lastIncrement });
  if (type === 'date' && (operand === true || operand === false || isDocument(operand))) return new Date(now);
  return failure(
    2,
    `The '$type' string field is required to be 'date' or 'timestamp': {$currentDate: ${JSON.stringify(operand)}}`,
  );
}

function bits(current: unknown, operand: unknown, { path }: OperatorContext): unknown {
  if (!isDocument(operand) || Object.keys(operand).length === 0)
    return failure(
      2,
      `The $bit modifier is not compatible with a ${typeName(operand)}. You must pass in an embedded document: {$bit: {field: {and/or/xor: #}}`,
    );
  let value: BsonNumber = integer(current ?? 0, path);
  for (const [operation, argument] of Object.entries(operand)) {
    if (!['and', 'or', 'xor'].includes(operation))
      failure(2, `The $bit modifier only supports 'and', 'or', and 'xor', not '${operation}'`);
    const mask = integer(argument, path);
    const [a, b] = [BigInt.asIntN(64, toInteger(value) ?? 0n), BigInt.asIntN(64, toInteger(mask) ?? 0n)];
    const result: bigint = operation === 'and' ? a & b : operation === 'or' ? a | b : a ^ b;
    value = value instanceof Long || mask instanceof Long ? Long.fromBigInt(result) : Number(result);
  }
  return value;
}

function integer(value: unknown, path: string): BsonNumber {
  const isInteger = isBsonNumber(value) && ['int', 'long'].includes(typeName(value));
  return isInteger
    ? value
    : failure(
        2,
        `Cannot apply $bit to a value of non-integral type. The field '${path}' has the value of type ${typeName(value)}`,
      );
}

/** Operators on one value. */
export const FIELD_OPERATORS: Readonly<Record<string, FieldOperator>> = {
  $set: (_current, operand) => cloneDocument(operand),
  $setOnInsert: (_current, operand) => cloneDocument(operand),
  $inc: arithmetic('$inc', add, (operand) => operand),
  $mul: arithmetic('$mul', multiply, (operand) => multiply(operand, 0)),
  $min: extreme(-1),
  $max: extreme(1),
  $currentDate: currentDate,
  $bit: bits,
};
