import { isBsonNumber, toDouble } from '../../bson/number.js';
import type { ValueOrder } from '../collation.js';

/** What an expression is evaluated over: the document, and the variables of `let` and of the enclosing operators. */
export interface Scope {
  readonly root: unknown;
  readonly variables: Readonly<Record<string, unknown>>;
}

export type Evaluator = (scope: Scope) => unknown;

/** An operator over arguments that are evaluated already. A missing value is undefined. */
export type Operation = (values: readonly unknown[], order: ValueOrder) => unknown;

export interface OperationDefinition {
  /** Least and greatest number of arguments. */
  readonly arity: readonly [least: number, most: number];
  readonly run: Operation;
}

export type Operations = Readonly<Record<string, OperationDefinition>>;

export function define(least: number, most: number, run: Operation): OperationDefinition {
  return { arity: [least, most], run };
}

export function isNullish(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

/** MongoDB's truth: false, null, missing and any numeric zero are false; everything else, the empty text too, is true. */
export function isTruthy(value: unknown): boolean {
  if (value === false || isNullish(value)) return false;
  return !isBsonNumber(value) || toDouble(value) !== 0;
}
