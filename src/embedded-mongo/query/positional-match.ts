import { type Document, isDocument } from '../bson/document.js';
import type { EvaluationOptions } from './evaluation-options.js';
import { compileFilter, type Predicate } from './filter.js';

/**
 * The position that a filter has matched in an array of a document: the first element for which all the filter's conditions on the
 * array hold, else for the last of them, as different elements met them. Undefined when the filter says nothing about the array.
 */
export function matchedPosition(
  document: Document,
  filter: Document,
  arrayPath: readonly string[],
  array: readonly unknown[],
  options: EvaluationOptions,
): number | undefined {
  const conditions = conditionsOn(filter, arrayPath.join('.')).map((clause) => compileFilter(clause, options));
  const last = conditions.at(-1);
  if (!last) return undefined;
  return firstPosition(document, arrayPath, array, conditions) ?? firstPosition(document, arrayPath, array, [last]);
}

function firstPosition(
  before: Document,
  arrayPath: readonly string[],
  array: readonly unknown[],
  conditions: readonly Predicate[],
): number | undefined {
  const position = array.findIndex((element) => {
    const narrowed = withValueAt(before, arrayPath, [element]);
    return conditions.every((condition) => condition(narrowed));
  });
  return position < 0 ? undefined : position;
}

/** The clauses of a filter that speak of an array or of something inside it; `$or` counts as one. */
function conditionsOn(filter: Document, path: string): Document[] {
  return Object.entries(filter).flatMap(([name, value]) => {
    if (name === '$and' && Array.isArray(value))
      return value.flatMap((clause) => (isDocument(clause) ? conditionsOn(clause, path) : []));
    if (name === '$or' && Array.isArray(value)) {
      const clauses = value.map((clause) => (isDocument(clause) ? conditionsOn(clause, path) : []));
      return clauses.some((conditions) => conditions.length > 0) ? [{ $or: value }] : [];
    }
    return name === path || name.startsWith(`${path}.`) ? [{ [name]: value }] : [];
  });
}

/** A copy in which one value is replaced; everything else is shared. */
function withValueAt(value: unknown, path: readonly string[], replacement: unknown): Document {
  const [segment, ...rest] = path;
  if (segment === undefined) return replacement as Document;
  if (Array.isArray(value))
    return value.map((element, i) =>
      String(i) === segment ? withValueAt(element, rest, replacement) : element,
    ) as unknown as Document;
  return isDocument(value)
    ? { ...value, [segment]: withValueAt(value[segment], rest, replacement) }
    : (value as Document);
}
