import { setOwn } from '../bson/clone.js';
import { type Document, isDocument } from '../bson/document.js';
import { fieldPathValue, splitPath } from '../bson/path.js';
import { failure, notSupported } from '../errors.js';
import { valueOrder } from './collation.js';
import type { EvaluationOptions } from './evaluation-options.js';
import { ARITHMETIC } from './expression/arithmetic.js';
import { COLLECTIONS } from './expression/collections.js';
import { COMPARISON } from './expression/comparison.js';
import type { Compilation } from './expression/compilation.js';
import { CONVERSION } from './expression/conversion.js';
import { DATES } from './expression/dates.js';
import { FOLDS, PICKS } from './expression/folds.js';
import { LIBRARY } from './expression/library.js';
import type { Evaluator, Operations } from './expression/scope.js';
import { pickElements, SPECIAL_FORMS } from './expression/special-forms.js';
import { TEXT } from './expression/text.js';

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

/** A compiled expression over one document. */
export type CompiledExpression = (document: unknown) => unknown;

/**
 * Compiles an aggregation expression. The whole of it is checked now: an unknown operator throws 168 (InvalidPipelineOperator),
 * an unsupported one 115, an undefined variable 17276. A missing value evaluates to undefined.
 */
export function compileExpression(expression: unknown, options: EvaluationOptions): CompiledExpression {
  const { variables = {} } = options;
  const order = valueOrder(options.collation);
  const evaluate = compile(expression, { options, order, variables: new Set(Object.keys(variables)), compile });
  return (root) => evaluate({ root, variables });
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
  if (Object.hasOwn(PICKS, name)) return pickElements(name, argument, compilation);
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
