import { MaxKey, MinKey } from 'bson';
import { type Document, isDocument } from '../bson/document.js';
import { isBsonNumber, toDouble } from '../bson/number.js';
import { TypeRank, typeRank } from '../bson/order.js';
import { type Interval, type Intervals, intersect, pointInterval, typeInterval, unite } from '../index/interval.js';
import type { ValueOrder } from './collation.js';
import { isTruthy } from './expression/scope.js';
import { isOperatorDocument } from './operator-document.js';

/**
 * What a filter promises about single fields: necessary conditions, in terms of index entries. For every list of intervals at a path
 * a matching document has some entry value in one of them (missing counts as null, an empty array as undefined).
 */
export interface Constraints {
  readonly fields: Map<string, Intervals[]>;
  /** Paths that exist in every matching document. */
  readonly present: Set<string>;
  /** The branches of each `$or`. */
  readonly alternatives: Document[][];
  /** True when the promises say all that the filter does. */
  exact: boolean;
}

export function constraintsOf(filter: Document, order: ValueOrder): Constraints {
  const constraints: Constraints = { fields: new Map(), present: new Set(), alternatives: [], exact: true };
  collect(filter, '', constraints, order);
  return constraints;
}

/** The promises of a filter and of one branch of its `$or` together. */
export function combine(base: Constraints, branch: Constraints): Constraints {
  const fields = new Map(base.fields);
  for (const [path, lists] of branch.fields) fields.set(path, [...(fields.get(path) ?? []), ...lists]);
  return {
    fields,
    present: new Set([...base.present, ...branch.present]),
    alternatives: branch.alternatives,
    exact: base.exact && branch.exact && branch.alternatives.length === 0,
  };
}

function collect(filter: Document, parent: string, into: Constraints, order: ValueOrder): void {
  for (const [name, value] of Object.entries(filter)) {
    if (name === '$and' && Array.isArray(value)) {
      for (const clause of value) if (isDocument(clause)) collect(clause, parent, into, order);
    } else if (name === '$or' && parent === '' && Array.isArray(value) && value.every(isDocument)) {
      const [only] = value;
      if (only && value.length === 1) collect(only, parent, into, order);
      else into.alternatives.push(value);
    } else if (name.startsWith('$')) {
      if (name !== '$comment') into.exact = false;
    } else collectField(parent + name, value, into, order);
  }
}

function collectField(path: string, value: unknown, into: Constraints, order: ValueOrder): void {
  if (!isOperatorDocument(value)) {
    addIntervals(path, equality(value, order), into);
    return;
  }
  for (const [operator, operand] of Object.entries(value)) {
    if (operator === '$elemMatch' && isDocument(operand)) collectElementMatch(path, operand, into, order);
    else if (operator === '$exists') collectExistence(path, operand, into);
    else if (operator === '$all' && Array.isArray(operand)) {
      for (const element of operand) collectField(path, element, into, order);
      into.exact = false;
    } else addIntervals(path, operatorIntervals(operator, operand, order), into);
  }
}

function collectExistence(path: string, operand: unknown, into: Constraints): void {
  if (isTruthy(operand)) into.present.add(path);
  into.exact = false;
}

/** All operators of a `$elemMatch` hold for one and the same element, so their intervals may be intersected even in an array. */
function collectElementMatch(path: string, operand: Document, into: Constraints, order: ValueOrder): void {
  into.exact = false;
  if (!isOperatorDocument(operand)) {
    collect(operand, `${path}.`, into, order);
    return;
  }
  const lists = Object.entries(operand).map(([operator, value]) => operatorIntervals(operator, value, order));
  const known = lists.filter((list) => list !== undefined);
  if (known.length > 0)
    addIntervals(
      path,
      known.reduce((a, b) => intersect(a, b, order)),
      into,
    );
}

function addIntervals(path: string, intervals: Intervals | undefined, into: Constraints): void {
  if (intervals) into.fields.set(path, [...(into.fields.get(path) ?? []), intervals]);
  else into.exact = false;
}

function equality(value: unknown, order: ValueOrder): Intervals | undefined {
  if (typeRank(value) === TypeRank.regularExpression) return undefined;
  // An array is indexed by its elements, and as itself where it is an element.
  if (Array.isArray(value))
    return unite([pointInterval(value), pointInterval(value.length > 0 ? (value[0] ?? null) : undefined)], order);
  return [pointInterval(value ?? null)];
}

function operatorIntervals(operator: string, operand: unknown, order: ValueOrder): Intervals | undefined {
  switch (operator) {
    case '$eq':
      return equality(operand, order);
    case '$in': {
      const lists = Array.isArray(operand) ? operand.map((value) => equality(value, order)) : [undefined];
      const known = lists.filter((list) => list !== undefined);
      return known.length === lists.length ? deduplicated(known.flat(), order) : undefined;
    }
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return range(operator, operand);
    default:
      return undefined;
  }
}

function deduplicated(points: Interval[], order: ValueOrder): Intervals {
  const byKey = new Map(points.map((point) => [order.key(point.low.value), point]));
  return unite([...byKey.values()], order);
}

function range(operator: '$gt' | '$gte' | '$lt' | '$lte', operand: unknown): Intervals | undefined {
  const orEqual = operator === '$gte' || operator === '$lte';
  if (operand === null || operand === undefined) return orEqual ? [pointInterval(null)] : [];
  if (Array.isArray(operand) || operand instanceof MinKey || operand instanceof MaxKey) return undefined;
  const ofType = typeInterval(operand);
  if (isBsonNumber(operand) && Number.isNaN(toDouble(operand))) return [ofType];
  if (operator === '$gt' || operator === '$gte')
    return [{ low: { value: operand, wholeType: false, edge: orEqual ? -1 : 1 }, high: ofType.high }];
  return [{ low: ofType.low, high: { value: operand, wholeType: false, edge: orEqual ? 1 : -1 } }];
}
