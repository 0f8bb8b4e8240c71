import { isDocument, ownValue, referenceAsDocument } from './document.js';

const ARRAY_POSITION = /^(0|[1-9]\d*)$/;

/** Whether an array on the way is also tested itself and element by element when it is the value at the end of the path. */
export type ArrayAtEnd = 'expand' | 'whole';

export function splitPath(path: string): string[] {
  return path.split('.');
}

/** True for a path segment that may be a position in an array. */
export function isArrayPosition(segment: string): boolean {
  return ARRAY_POSITION.test(segment);
}

/**
 * True when any value that MongoDB's matcher reaches over `path` passes the test. Arrays on the way are entered element by
 * element (and by position when the segment is a number); a missing field is tested as `undefined`.
 */
export function anyValueAt(
  root: unknown,
  path: readonly string[],
  atEnd: ArrayAtEnd,
  test: (value: unknown) => boolean,
): boolean {
  return visit(root, path, 0, atEnd, test);
}

function visit(
  value: unknown,
  path: readonly string[],
  depth: number,
  atEnd: ArrayAtEnd,
  test: (value: unknown) => boolean,
): boolean {
  const segment = path[depth];
  if (segment === undefined) {
    if (atEnd === 'expand' && Array.isArray(value)) return value.some(test) || test(value);
    return test(value);
  }
  if (isDocument(value)) return visit(ownValue(value, segment), path, depth + 1, atEnd, test);
  if (!Array.isArray(value)) {
    const reference = referenceAsDocument(value);
    return isDocument(reference) ? visit(ownValue(reference, segment), path, depth + 1, atEnd, test) : test(undefined);
  }
  const position = isArrayPosition(segment);
  if (position && Number(segment) < value.length && visit(value[Number(segment)], path, depth + 1, atEnd, test))
    return true;
  for (const given of value) {
    const element = referenceAsDocument(given);
    if (!isDocument(element)) continue;
    // A number that is a position already is looked up by name only in elements that have such a field.
    if (position && !Object.hasOwn(element, segment)) continue;
    if (visit(element, path, depth, atEnd, test)) return true;
  }
  return false;
}

/** All values over a path, as {@link anyValueAt} reaches them. */
export function valuesAt(root: unknown, path: readonly string[], atEnd: ArrayAtEnd): unknown[] {
  const values: unknown[] = [];
  anyValueAt(root, path, atEnd, (value) => {
    values.push(value);
    return false;
  });
  return values;
}

/**
 * The value of an aggregation field path (`$a.b`): through an array it is the array of its elements' values, without the missing ones;
 * positions are not understood there, as in MongoDB.
 */
export function fieldPathValue(value: unknown, path: readonly string[], depth = 0): unknown {
  const segment = path[depth];
  if (segment === undefined) return value;
  if (isDocument(value)) return fieldPathValue(ownValue(value, segment), path, depth + 1);
  if (!Array.isArray(value)) {
    const reference = referenceAsDocument(value);
    return isDocument(reference) ? fieldPathValue(reference, path, depth) : undefined;
  }
  const collected: unknown[] = [];
  for (const element of value) {
    const reached = typeof element === 'object' ? fieldPathValue(element, path, depth) : undefined;
    if (reached !== undefined) collected.push(reached);
  }
  return collected;
}
