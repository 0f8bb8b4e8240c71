import { setOwn } from '../bson/clone.js';
import { type Document, isDocument } from '../bson/document.js';
import { isBsonNumber, toDouble } from '../bson/number.js';
import { fieldPathValue, splitPath } from '../bson/path.js';
import { failure, notSupported } from '../errors.js';
import { type ValueOrder, valueOrder } from './collation.js';
import type { EvaluationOptions } from './evaluation-options.js';
import { ARITHMETIC } from './expression/arithmetic.js';
import { arrayArgument, COLLECTIONS, integerArgument } from './expression/collections.js';
import { COMPARISON } from './expression/comparison.js';
import { CONVERSION } from './expression/conversion.js';
import { DATES } from './expression/dates.js';
import { FOLDS, PICKS, percentiles, pickCount } from './expression/folds.js';
import { LIBRARY } from './expression/library.js';
import { type Evaluator, isNullish, isTruthy, type Operations, type Scope } from './expression/scope.js';
import { TEXT } from './expression/text.js';
import { compileSort, sortDocuments } from './sort.js';
import { typeName } from './value-tests.js';

export { isTruthy } from './expression/scope.js';

const OPERATIONS: Operations = {
  ...LIBRARY,
  ...DATES,
  ...TEXT,
  ...CONVERSION,
  ...COLLECTIONS,
  ...ARITHMETIC,
  ...COMPARISON,
};

/** Operators of MongoDB that this server refuses by name. */
const REFUSED = new Set([
  '$function',
  '$accumulator',
  '$where',
  '$meta',
  '$toHashedIndexKey',
  '$tsSecond',
  '$tsIncrement',
  '$binarySize',
  '$bsonSize',
  '$sigmoid',
  '$encStrStartsWith',
  '$toUUID',
]);
const REFUSED_VARIABLES = new Set(['$$CLUSTER_TIME', '$$SEARCH_META', '$$USER_ROLES', '$$JS_SCOPE', '$$IS_MR']);

interface Compilation {
  readonly options: EvaluationOptions;
  readonly order: ValueOrder;
  /** Names of variables in scope. */
  readonly variables: ReadonlySet<string>;
}

/** A compiled expression over one document; `variables` adds to the command's own. */
export type CompiledExpression = (document: unknown, variables?: Readonly<Record<string, unknown>>) => unknown;

/**
 * Compiles an aggregation expression. The whole of it is checked now: an unknown operator throws 168 (InvalidPipelineOperator),
 * an unsupported one 115, an undefined variable 17276. A missing value evaluates to undefined.
 * @param variables names of further variables that the caller gives at each evaluation
 */
export function compileExpression(
  expression: unknown,
  options: EvaluationOptions,
  variables: readonly string[] = [],
): CompiledExpression {
  const own = options.variables ?? {};
  const compilation = {
    options,
    order: valueOrder(options.collation),
    variables: new Set([...Object.keys(own), ...variables]),
  };
  const evaluate = compile(expression, compilation);
  return (root, more) => evaluate({ root, variables: more ? { ...own, ...more } : own });
}

function compile(expression: unknown, compilation: Compilation): Evaluator {
  if (typeof expression === 'string')
    return expression.startsWith('$') ? reference(expression, compilation) : () => expression;
  if (Array.isArray(expression)) {
    const elements = expression.map((element) => compile(element, compilation));
    return (scope) => elements.map((element) => element(scope) ?? null);
  }
  if (!isDocument(expression)) return () => expression;
  const names = Object.keys(expression);
  const [first] = names;
  if (first?.startsWith('$')) {
    if (names.length > 1)
      failure(
        15983,
        `an expression specification must contain exactly one field, the name of the expression. Found ${names.length} fields`,
      );
    return operator(first, expression[first], compilation);
  }
  return object(expression, compilation);
}

function object(expression: Document, compilation: Compilation): Evaluator {
  const members = Object.entries(expression).map(([name, value]) => {
    if (name.includes('.'))
      failure(40235, `FieldPath field names may not contain '.'. Consider using $getField or $setField: ${name}`);
    return [name, compile(value, compilation)] as const;
  });
  return (scope) => {
    const result: Document = {};
    for (const [name, evaluate] of members) {
      const value = evaluate(scope);
      if (value !== undefined) setOwn(result, name, value);
    }
    return result;
  };
}

function reference(text: string, compilation: Compilation): Evaluator {
  if (!text.startsWith('$$')) {
    const path = checkedPath(text.slice(1));
    return ({ root }) => fieldPathValue(root, path);
  }
  const [variable = '', ...path] = splitPath(text);
  if (path.length > 0) checkedPath(path.join('.'));
  if (REFUSED_VARIABLES.has(variable)) notSupported(variable);
  const name = variable.slice(2);
  // A name in scope shadows nothing here: system variables are upper case, user variables begin with a lower-case letter.
  if (variable === '$$ROOT' || variable === '$$CURRENT') return ({ root }) => fieldPathValue(root, path);
  if (variable === '$$NOW') return () => compilation.options.now;
  if (variable === '$$REMOVE') return () => undefined;
  if (variable === '$$KEEP' || variable === '$$PRUNE' || variable === '$$DESCEND') return () => variable;
  if (!compilation.variables.has(name)) failure(17276, `Use of undefined variable: ${name}`);
  return ({ variables }) => fieldPathValue(variables[name], path);
}

function checkedPath(path: string): string[] {
  const segments = splitPath(path);
  if (segments.includes('')) failure(15998, `FieldPath field names may not be empty strings, in '$${path}'`);
  if (segments.some((segment) => segment.startsWith('$')))
    failure(16410, `FieldPath field names may not start with '$', in '$${path}'`);
  return segments;
}

function operator(name: string, argument: unknown, compilation: Compilation): Evaluator {
  const special = Object.hasOwn(SPECIAL_FORMS, name) ? SPECIAL_FORMS[name] : undefined;
  if (special) return special(argument, compilation);
  if (Object.hasOwn(FOLDS, name)) return fold(name, argument, compilation);
  if (Object.hasOwn(PICKS, name)) return pick(name, argument, compilation);
  const definition = Object.hasOwn(OPERATIONS, name) ? OPERATIONS[name] : undefined;
  if (!definition) return REFUSED.has(name) ? notSupported(name) : failure(168, `Unrecognized expression '${name}'`);
  const values = (Array.isArray(argument) ? argument : [argument]).map((value) => compile(value, compilation));
  const [least, most] = definition.arity;
  if (values.length < least || values.length > most) {
    failure(
      16020,
      `Expression ${name} takes ${least === most ? `exactly ${least}` : `at least ${least} and at most ${most}`} arguments. ${values.length} were passed in.`,
    );
  }
  const { run } = definition;
  const { order } = compilation;
  return (scope) =>
    run(
      values.map((value) => value(scope)),
      order,
    );
}

/** `$sum: [a, b]` folds the arguments; a single argument that is an array is folded itself. */
function fold(name: string, argument: unknown, compilation: Compilation): Evaluator {
  const run = FOLDS[name] ?? failure(168, `Unrecognized expression '${name}'`);
  const values = (Array.isArray(argument) ? argument : [argument]).map((value) => compile(value, compilation));
  return (scope) => {
    const evaluated = values.map((value) => value(scope));
    const [only] = evaluated;
    return run(evaluated.length === 1 && Array.isArray(only) ? only : evaluated, compilation.order);
  };
}

function pick(name: string, argument: unknown, compilation: Compilation): Evaluator {
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
const SPECIAL_FORMS: Readonly<Record<string, (argument: unknown, compilation: Compilation) => Evaluator>> = {
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
