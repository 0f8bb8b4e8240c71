import { cloneDocument } from '../bson/clone.js';
import { type Document, isDocument } from '../bson/document.js';
import { TypeRank, typeRank } from '../bson/order.js';
import { failure } from '../errors.js';
import { isOperatorDocument } from '../query/operator-document.js';
import { locations, type Positions, updatePath, writeAt } from './update-path.js';

const NO_POSITIONS: Positions = {
  matched: () => failure(2, 'The positional operator cannot be used in an upsert'),
  filter: () => failure(2, 'The positional operator cannot be used in an upsert'),
};

/** The fields that a filter fixes to one value: the beginning of an upserted document. Throws 54 when a path is fixed twice. */
export function upsertSeed(filter: Document): Document {
  const equalities = new Map<string, unknown>();
  collect(filter, equalities);
  const seed: Document = {};
  for (const [path, value] of equalities) {
    for (const location of locations(seed, updatePath(path), NO_POSITIONS, true))
      writeAt(location, cloneDocument(value));
  }
  return seed;
}

function collect(filter: Document, into: Map<string, unknown>): void {
  for (const [name, value] of Object.entries(filter)) {
    if ((name === '$and' || (name === '$or' && Array.isArray(value) && value.length === 1)) && Array.isArray(value)) {
      for (const clause of value) if (isDocument(clause)) collect(clause, into);
    } else if (!name.startsWith('$')) {
      const fixed = fixedValue(value);
      if (!fixed) continue;
      if (into.has(name)) failure(54, `cannot infer query fields to set, path '${name}' is matched twice`);
      into.set(name, fixed.value);
    }
  }
}

function fixedValue(condition: unknown): { value: unknown } | undefined {
  if (!isOperatorDocument(condition))
    return typeRank(condition) === TypeRank.regularExpression ? undefined : { value: condition };
  if ('$eq' in condition) return { value: condition.$eq };
  const list = condition.$in ?? condition.$all;
  const [only] = Array.isArray(list) ? list : [];
  const isFixed =
    Array.isArray(list) &&
    list.length === 1 &&
    typeRank(only) !== TypeRank.regularExpression &&
    !isOperatorDocument(only);
  return isFixed ? { value: only } : undefined;
}
