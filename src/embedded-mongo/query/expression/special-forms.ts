import { setOwn } from '../../bson/clone.js';
import { type Document, isDocument } from '../../bson/document.js';
import { isBsonNumber, toDouble } from '../../bson/number.js';
import { fieldPathValue } from '../../bson/path.js';
import { failure } from '../../errors.js';
import type { ValueOrder } from '../collation.js';
import { compileSort, sortDocuments } from '../sort.js';
import { typeName } from '../value-tests.js';
import { arrayArgument, integerArgument } from './collections.js';
import type { Compilation } from './compilation.js';
import { PICKS, percentiles, pickCount } from './folds.js';
import { type Evaluator, isNullish, isTruthy, type Scope } from './scope.js';

function compile(expression: unknown, compilation: Compilation): Evaluator {
  return compilation.compile(expression, compilation);
}

/** `$firstN` and its like over an array. */
export function pickElements(name: string, argument: unknown, compilation: Compilation): Evaluator {
  const run = PICKS[name] ?? failure(168, `Unrecognized expression '${name}'`);
  const { n, input } = namedArguments(name, argument, ['n', 'input'], [], compilation);
  return (scope) => run(arrayArgument(name, input?.(scope)), pickCount(name, n?.(scope)), compilation.order);
}

/** Compiles `{ name: expression ... }` arguments after checking their names. */
function namedArguments(
  operator: string,
  argument: unknown,
  required: readonly string[],
  optional: readonly string[],
  compilation: Compilation,
): Record<string, Evaluator | undefined> {
  const document = checkNames(operator, argument, required, optional);
  return Object.fromEntries(Object.entries(document).map(([name, value]) => [name, compile(value, compilation)]));
}

function checkNames(
  operator: string,
  argument: unknown,
  required: readonly string[],
  optional: readonly string[],
): Document {
  if (!isDocument(argument)) return failure(28646, `${operator} only supports an object as its argument`);
  const unknown = Object.keys(argument).find((name) => !required.includes(name) && !optional.includes(name));
  if (unknown) failure(28647, `Unrecognized parameter to ${operator}: ${unknown}`);
  const missing = required.find((name) => !Object.hasOwn(argument, name));
  return missing ? failure(28648, `Missing '${missing}' parameter to ${operator}`) : argument;
}

function withVariables(compilation: Compilation, names: readonly string[]): Compilation {
  for (const name of names)
    if (!/^[a-z\u0080-\u{10ffff}]\w*$/u.test(name))
      failure(16867, `'${name}' starts with an invalid character for a user variable name`);
  return { ...compilation, variables: new Set([...compilation.variables, ...names]) };
}

function extend(scope: Scope, added: Record<string, unknown>): Scope {
  return { root: scope.root, variables: { ...scope.variables, ...added } };
}

function letVariables(argument: unknown, compilation: Compilation): Evaluator {
  const document = checkNames('$let', argument, ['vars', 'in'], []);
  if (!isDocument(document.vars)) return failure(16876, 'invalid parameter: expected an object (vars)');
  const variables = Object.entries(document.vars).map(([name, value]) => [name, compile(value, compilation)] as const);
  const body = compile(
    document.in,
    withVariables(
      compilation,
      variables.map(([name]) => name),
    ),
  );
  return (scope) => body(extend(scope, Object.fromEntries(variables.map(([name, value]) => [name, value(scope)]))));
}

/** The element variable of $map and $filter: `as`, or `this`. */
function elementName(operator: string, as: unknown): string {
  return as === undefined
    ? 'this'
    : typeof as === 'string'
      ? as
      : failure(28646, `'as' of ${operator} must be a string`);
}

function mapArray(argument: unknown, compilation: Compilation): Evaluator {
  const document = checkNames('$map', argument, ['input', 'in'], ['as']);
  const name = elementName('$map', document.as);
  const input = compile(document.input, compilation);
  const body = compile(document.in, withVariables(compilation, [name]));
  return (scope) => {
    const array = input(scope);
    return isNullish(array)
      ? null
      : arrayArgument('$map', array).map((element) => body(extend(scope, { [name]: element })) ?? null);
  };
}

function filterArray(argument: unknown, compilation: Compilation): Evaluator {
  const document = checkNames('$filter', argument, ['input', 'cond'], ['as', 'limit']);
  const name = elementName('$filter', document.as);
  const input = compile(document.input, compilation);
  const limit = compile(document.limit ?? null, compilation);
  const condition = compile(document.cond, withVariables(compilation, [name]));
  return (scope) => {
    const array = input(scope);
    if (isNullish(array)) return null;
    const most = limit(scope);
    const count = isNullish(most) ? Number.POSITIVE_INFINITY : integerArgument('$filter', most);
    const kept: unknown[] = [];
    for (const element of arrayArgument('$filter', array)) {
      if (kept.length >= count) break;
      if (isTruthy(condition(extend(scope, { [name]: element })))) kept.push(element);
    }
    return kept;
  };
}

function reduceArray(argument: unknown, compilation: Compilation): Evaluator {
  const document = checkNames('$reduce', argument, ['input', 'initialValue', 'in'], []);
  const input = compile(document.input, compilation);
  const initial = compile(document.initialValue, compilation);
  const body = compile(document.in, withVariables(compilation, ['this', 'value']));
  return (scope) => {
    const array = input(scope);
    if (isNullish(array)) return null;
    return arrayArgument('$reduce', array).reduce<unknown>(
      (value, element) => body(extend(scope, { this: element, value })),
      initial(scope),
    );
  };
}

function condition(argument: unknown, compilation: Compilation): Evaluator {
  if (Array.isArray(argument) && argument.length !== 3)
    failure(16020, `Expression $cond takes exactly 3 arguments. ${argument.length} were passed in.`);
  const [test, yes, no] = Array.isArray(argument)
    ? argument
    : ((document: Document) => [document.if, document.then, document.else])(
        checkNames('$cond', argument, ['if', 'then', 'else'], []),
      );
  const [when, then, otherwise] = [compile(test, compilation), compile(yes, compilation), compile(no, compilation)];
  return (scope) => (isTruthy(when(scope)) ? then(scope) : otherwise(scope));
}

function switchBranches(argument: unknown, compilation: Compilation): Evaluator {
  const document = checkNames('$switch', argument, ['branches'], ['default']);
  if (!Array.isArray(document.branches) || document.branches.length === 0)
    return failure(40068, '$switch requires at least one branch');
  const branches = document.branches.map((branch) => {
    const { case: test, then } = checkNames('$switch', branch, ['case', 'then'], []);
    return [compile(test, compilation), compile(then, compilation)] as const;
  });
  const fallback =
    'default' in document
      ? compile(document.default, compilation)
      : () => failure(40066, '$switch could not find a matching branch for an input, and no default was specified.');
  return (scope) => (branches.find(([test]) => isTruthy(test(scope)))?.[1] ?? fallback)(scope);
}

function listArgument(argument: unknown, compilation: Compilation): Evaluator[] {
  return (Array.isArray(argument) ? argument : [argument]).map((value) => compile(value, compilation));
}

function firstNotNull(argument: unknown, compilation: Compilation): Evaluator {
  const values = listArgument(argument, compilation);
  if (values.length < 2) failure(1257300, '$ifNull needs at least two arguments');
  return (scope) => {
    let value: unknown;
    for (const evaluate of values) {
      value = evaluate(scope);
      if (!isNullish(value)) break;
    }
    return value;
  };
}

function sortArray(argument: unknown, compilation: Compilation): Evaluator {
  const document = checkNames('$sortArray', argument, ['input', 'sortBy'], []);
  const input = compile(document.input, compilation);
  const compare = sortArrayComparator(document.sortBy, compilation.order);
  return (scope) => {
    const array = input(scope);
    return isNullish(array) ? null : compare(arrayArgument('$sortArray', array));
  };
}

function sortArrayComparator(sortBy: unknown, order: ValueOrder): (array: unknown[]) => unknown[] {
  if (isDocument(sortBy)) {
    const sort = compileSort(sortBy, order);
    return (array) => sortDocuments(array, sort);
  }
  const direction = isBsonNumber(sortBy) ? toDouble(sortBy) : 0;
  if (direction !== 1 && direction !== -1) failure(2942507, 'The $sortArray sortBy must be 1, -1 or an object');
  return (array) => [...array].sort((a, b) => order.compare(a, b) * direction);
}

function getField(argument: unknown, compilation: Compilation): Evaluator {
  const { field: name, input = '$$CURRENT' } =
    isDocument(argument) && 'field' in argument
      ? checkNames('$getField', argument, ['field'], ['input'])
      : { field: argument };
  const [field, source] = [compile(name, compilation), compile(input, compilation)];
  return (scope) => {
    const key = field(scope);
    const from = source(scope);
    if (typeof key !== 'string')
      return failure(3041704, `$getField requires 'field' to evaluate to type String, but got ${typeName(key)}`);
    return isDocument(from) ? fieldPathValue(from, [key]) : from === null ? null : undefined;
  };
}

function setField(argument: unknown, compilation: Compilation): Evaluator {
  const { field, input, value } = namedArguments('$setField', argument, ['field', 'input', 'value'], [], compilation);
  return (scope) => {
    const [name, source, added] = [field?.(scope), input?.(scope), value?.(scope)];
    if (isNullish(source)) return null;
    if (typeof name !== 'string' || !isDocument(source))
      return failure(4161105, "$setField requires a constant text as 'field' and a document as 'input'");
    const result = { ...source };
    if (added === undefined) delete result[name];
    else setOwn(result, name, added);
    return result;
  };
}

function percentile(argument: unknown, compilation: Compilation): Evaluator {
  const { input, p } = namedArguments('$percentile', argument, ['input', 'p', 'method'], [], compilation);
  return (scope) => {
    const values = input?.(scope);
    const fractions = arrayArgument('$percentile', p?.(scope)).map((fraction) =>
      isBsonNumber(fraction) ? toDouble(fraction) : Number.NaN,
    );
    if (fractions.some((fraction) => !(fraction >= 0 && fraction <= 1)))
      failure(7750303, "the 'p' of $percentile must be numbers from 0 to 1");
    return percentiles(Array.isArray(values) ? values : [values], fractions);
  };
}

function median(argument: unknown, compilation: Compilation): Evaluator {
  const { input } = namedArguments('$median', argument, ['input', 'method'], [], compilation);
  return (scope) => {
    const values = input?.(scope);
    return percentiles(Array.isArray(values) ? values : [values], [0.5])[0];
  };
}

/** Operators that bind variables, choose what to evaluate, or keep an argument unevaluated. */
export const SPECIAL_FORMS: Readonly<Record<string, (argument: unknown, compilation: Compilation) => Evaluator>> = {
  $literal: (argument) => () => argument,
  $const: (argument) => () => argument,
  $let: letVariables,
  $map: mapArray,
  $filter: filterArray,
  $reduce: reduceArray,
  $cond: condition,
  $switch: switchBranches,
  $ifNull: firstNotNull,
  $and: (argument, compilation) => {
    const values = listArgument(argument, compilation);
    return (scope) => values.every((value) => isTruthy(value(scope)));
  },
  $or: (argument, compilation) => {
    const values = listArgument(argument, compilation);
    return (scope) => values.some((value) => isTruthy(value(scope)));
  },
  $sortArray: sortArray,
  $getField: getField,
  $setField: setField,
  $percentile: percentile,
  $median: median,
  $rand: () => () => Math.random(),
};
