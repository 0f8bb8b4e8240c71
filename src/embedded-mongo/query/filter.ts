import { type Document, isDocument } from '../bson/document.js';
import { TypeRank, typeRank } from '../bson/order.js';
import { type ArrayAtEnd, anyValueAt, splitPath } from '../bson/path.js';
import { failure, notSupported } from '../errors.js';
import { type ValueOrder, valueOrder } from './collation.js';
import type { EvaluationOptions } from './evaluation-options.js';
import { compileExpression, isTruthy } from './expression.js';
import { angleToStored, geoIntersects, geoWithin, nearQuery } from './geo/geo-filter.js';
import { isOperatorDocument } from './operator-document.js';
import {
  type BitOperator,
  type ComparisonOperator,
  compares,
  equals,
  hasBits,
  hasRemainder,
  hasSize,
  hasType,
  isIn,
  matchesRegularExpression,
  type ValueTest,
} from './value-tests.js';

export type Predicate = (document: Document) => boolean;

/** A condition on one field: over a document by its path, and on one element alone, as `$elemMatch` needs it. */
interface FieldMatcher {
  atPath(document: unknown, path: readonly string[]): boolean;
  onElement(element: unknown): boolean;
}

interface Compilation {
  readonly options: EvaluationOptions;
  readonly order: ValueOrder;
  /** `$near` orders the result, hence it stands only where it holds for all of it. */
  readonly nearAllowed: boolean;
}

/**
 * Compiles a MongoDB filter. Everything is validated here, once: an unknown operator throws 2 (BadValue), one that exists in
 * MongoDB and not in this server 115, each with its name; the returned function never throws for a filter without `$expr`.
 */
export function compileFilter(filter: Document, options: EvaluationOptions): Predicate {
  return conjunction(filter, { options, order: valueOrder(options.collation), nearAllowed: true });
}

function conjunction(filter: unknown, compilation: Compilation): Predicate {
  if (!isDocument(filter)) return failure(14, 'a filter must be an object');
  const predicates = Object.entries(filter).flatMap(([name, value]) => {
    if (!name.startsWith('$')) return fieldPredicate(name, value, compilation);
    return name === '$comment' ? [] : logical(name, value, compilation);
  });
  const [first, second] = predicates;
  if (!first) return () => true;
  if (!second) return first;
  return (document) => predicates.every((predicate) => predicate(document));
}

function logical(operator: string, value: unknown, compilation: Compilation): Predicate {
  switch (operator) {
    case '$and': {
      const branches = clauses(operator, value, compilation);
      return (document) => branches.every((branch) => branch(document));
    }
    case '$or': {
      const branches = clauses(operator, value, { ...compilation, nearAllowed: false });
      return (document) => branches.some((branch) => branch(document));
    }
    case '$nor': {
      const branches = clauses(operator, value, { ...compilation, nearAllowed: false });
      return (document) => !branches.some((branch) => branch(document));
    }
    case '$expr': {
      const evaluate = compileExpression(value, compilation.options);
      return (document) => isTruthy(evaluate(document));
    }
    case '$alwaysTrue':
      return () => true;
    case '$alwaysFalse':
      return () => false;
    case '$where':
    case '$text':
    case '$jsonSchema':
    case '$sampleRate':
      return notSupported(operator);
    default:
      return failure(
        2,
        `unknown top level operator: ${operator}. If you have a field name that starts with a '$' symbol, consider using $getField or $setField.`,
      );
  }
}

function clauses(operator: string, value: unknown, compilation: Compilation): Predicate[] {
  if (!Array.isArray(value)) return failure(2, `${operator} must be an array`);
  if (value.length === 0) failure(2, `${operator} argument must be a non-empty array`);
  return value.map((clause) =>
    isDocument(clause)
      ? conjunction(clause, compilation)
      : failure(2, `${operator} argument's entries must be objects`),
  );
}

function fieldPredicate(name: string, value: unknown, compilation: Compilation): Predicate {
  const path = splitPath(name);
  const matcher = fieldMatcher(value, compilation);
  return (document) => matcher.atPath(document, path);
}

function fieldMatcher(value: unknown, compilation: Compilation): FieldMatcher {
  return isOperatorDocument(value) ? operators(value, compilation) : leaf(equals(value, compilation.order));
}

function operators(document: Document, compilation: Compilation): FieldMatcher {
  return every(
    Object.entries(document).map(([operator, operand]) => operatorMatcher(operator, operand, document, compilation)),
  );
}

function operatorMatcher(
  operator: string,
  operand: unknown,
  siblings: Document,
  compilation: Compilation,
): FieldMatcher {
  const { order } = compilation;
  switch (operator) {
    case '$eq':
      // Unlike { field: /x/ }, $eq with a regular expression means that very value.
      return leaf(
        typeRank(operand) === TypeRank.regularExpression
          ? (value) => order.compare(value, operand) === 0
          : equals(operand, order),
      );
    case '$ne':
      if (typeRank(operand) === TypeRank.regularExpression) failure(2, "Can't have regex as arg to $ne.");
      return not(leaf(equals(operand, order)));
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return leaf(compares(operator satisfies ComparisonOperator, operand, order));
    case '$in':
      return leaf(isIn(arrayOperand(operator, operand), order));
    case '$nin':
      return not(leaf(isIn(arrayOperand(operator, operand), order)));
    case '$exists': {
      const present = leaf((value) => value !== undefined, 'whole');
      return isTruthy(operand) ? present : not(present);
    }
    case '$type':
      return leaf(hasType(operand));
    case '$size':
      return leaf(hasSize(operand), 'whole');
    case '$mod':
      return leaf(hasRemainder(operand));
    case '$regex':
      return leaf(matchesRegularExpression(operand, siblings.$options));
    case '$options':
      return '$regex' in siblings ? every([]) : failure(2, '$options needs a $regex');
    case '$not':
      return not(negatable(operand, compilation));
    case '$all':
      return allOf(arrayOperand(operator, operand), compilation);
    case '$elemMatch':
      return elementMatch(operand, compilation);
    case '$bitsAllSet':
    case '$bitsAnySet':
    case '$bitsAllClear':
    case '$bitsAnyClear':
      return leaf(hasBits(operator satisfies BitOperator, operand));
    case '$geoWithin':
    case '$within':
      return leaf(geoWithin(operand).test, 'whole');
    case '$geoIntersects':
      return leaf(geoIntersects(operand).test, 'whole');
    case '$near':
    case '$nearSphere':
      return near(operator, operand, siblings, compilation);
    case '$minDistance':
    case '$maxDistance':
      return '$near' in siblings || '$nearSphere' in siblings
        ? every([])
        : failure(2, `${operator} needs $near or $nearSphere`);
    case '$comment':
      return every([]);
    default:
      return failure(2, `unknown operator: ${operator}`);
  }
}

function leaf(test: ValueTest, atEnd: ArrayAtEnd = 'expand'): FieldMatcher {
  return { atPath: (document, path) => anyValueAt(document, path, atEnd, test), onElement: test };
}

function not(matcher: FieldMatcher): FieldMatcher {
  return {
    atPath: (document, path) => !matcher.atPath(document, path),
    onElement: (element) => !matcher.onElement(element),
  };
}

function every(matchers: readonly FieldMatcher[]): FieldMatcher {
  const [only] = matchers;
  if (only && matchers.length === 1) return only;
  return {
    atPath: (document, path) => matchers.every((matcher) => matcher.atPath(document, path)),
    onElement: (element) => matchers.every((matcher) => matcher.onElement(element)),
  };
}

function arrayOperand(operator: string, operand: unknown): unknown[] {
  if (!Array.isArray(operand)) return failure(2, `${operator} needs an array`);
  const nested = operand.find((value) => isOperatorDocument(value) && !(operator === '$all' && '$elemMatch' in value));
  return nested === undefined ? operand : failure(2, `cannot nest $ under ${operator}`);
}

function negatable(operand: unknown, compilation: Compilation): FieldMatcher {
  if (typeRank(operand) === TypeRank.regularExpression) return leaf(equals(operand, compilation.order));
  if (!isDocument(operand)) return failure(2, '$not needs a regex or a document');
  if (Object.keys(operand).length === 0) failure(2, '$not cannot be empty');
  return operators(operand, { ...compilation, nearAllowed: false });
}

function allOf(operands: readonly unknown[], compilation: Compilation): FieldMatcher {
  if (operands.length === 0) return leaf(() => false);
  return every(
    operands.map((operand) =>
      isOperatorDocument(operand) ? operators(operand, compilation) : leaf(equals(operand, compilation.order)),
    ),
  );
}

/** Operators apply to each element itself; anything else is a filter over elements that are documents (or arrays, by position). */
function elementMatch(operand: unknown, compilation: Compilation): FieldMatcher {
  if (!isDocument(operand)) return failure(2, '$elemMatch needs an Object');
  const inner = { ...compilation, nearAllowed: false };
  const isLogical = ['$and', '$or', '$nor', '$expr'].includes(Object.keys(operand)[0] ?? '');
  if (isOperatorDocument(operand) && !isLogical) {
    const matcher = operators(operand, inner);
    return leaf((value) => Array.isArray(value) && value.some((element) => matcher.onElement(element)), 'whole');
  }
  const predicate = conjunction(operand, inner);
  return leaf(
    (value) =>
      Array.isArray(value) &&
      value.some((element) => (isDocument(element) || Array.isArray(element)) && predicate(element as Document)),
    'whole',
  );
}

function near(
  operator: '$near' | '$nearSphere',
  operand: unknown,
  siblings: Document,
  compilation: Compilation,
): FieldMatcher {
  if (!compilation.nearAllowed) failure(2, 'geo $near must be top-level expr');
  const { centre, least, most } = nearQuery(operator, operand, siblings);
  return leaf((value) => {
    const angle = angleToStored(centre, value);
    return angle !== undefined && angle >= least && angle <= most;
  }, 'whole');
}
