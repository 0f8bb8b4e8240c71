import { Context, evalExpr } from 'mingo/core';
import {
  $bitAnd,
  $bitNot,
  $bitOr,
  $bitXor,
  $dateAdd,
  $dateDiff,
  $dateFromParts,
  $dateSubtract,
  $dateToParts,
  $dateTrunc,
  $literal,
  $zip,
} from 'mingo/operators/expression';
import { isDocument } from '../../bson/document.js';
import { isBsonNumber, toDouble } from '../../bson/number.js';
import { failure, MongoError, notSupported } from '../../errors.js';
import { define, type OperationDefinition, type Operations } from './scope.js';

const UNITS = new Set(['year', 'quarter', 'month', 'week', 'day', 'hour', 'minute', 'second', 'millisecond']);

/** mingo takes wrong units and time zones that it can't read for something else: they are refused before. */
function checked(operator: string, named: Record<string, unknown>): Record<string, unknown> {
  const { timezone, ...rest } = named;
  if (rest.unit !== undefined && rest.unit !== null && !(typeof rest.unit === 'string' && UNITS.has(rest.unit)))
    failure(9, `unknown time unit value: ${String(rest.unit)}`);
  if (timezone === undefined || timezone === 'UTC' || timezone === 'GMT') return rest;
  const isKnown = typeof timezone === 'string' && /^([+-](?!00)\d\d(:?\d\d)?|[A-Za-z_]+\/[A-Za-z_]+)$/.test(timezone);
  return isKnown ? named : notSupported(`time zone ${String(timezone)} in ${operator}`);
}

/**
 * Operators whose work is done by mingo. Arguments arrive evaluated and go in as literals, so that mingo never resolves a path,
 * a variable or a nested operator: those follow MongoDB's rules here, in `compile.ts`.
 */
const FUNCTIONS = {
  $dateAdd,
  $dateSubtract,
  $dateDiff,
  $dateTrunc,
  $dateFromParts,
  $dateToParts,
  $bitAnd,
  $bitOr,
  $bitXor,
  $bitNot,
  $zip,
};

const context = Context.init({}).addExpressionOps({ ...FUNCTIONS, $literal });

function literal(value: unknown): unknown {
  if (isBsonNumber(value)) return toDouble(value);
  if (value === undefined) return null;
  const isPlain = !Array.isArray(value) && !isDocument(value) && !(typeof value === 'string' && value.startsWith('$'));
  return isPlain ? value : { $literal: value };
}

function delegate(name: string): OperationDefinition {
  return define(0, Number.POSITIVE_INFINITY, (values) => {
    const [only] = values;
    const named =
      values.length === 1 && isDocument(only)
        ? Object.fromEntries(Object.entries(only).map(([key, value]) => [key, literal(value)]))
        : undefined;
    try {
      return evalExpr({}, { [name]: named ? checked(name, named) : values.map(literal) }, { context } as Parameters<
        typeof evalExpr
      >[2]);
    } catch (error) {
      if (error instanceof MongoError) throw error;
      return failure(2, `${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  });
}

export const LIBRARY: Operations = Object.fromEntries(Object.keys(FUNCTIONS).map((name) => [name, delegate(name)]));
