import { setOwn } from '../bson/clone.js';
import { type Document, isDocument } from '../bson/document.js';
import { isArrayPosition } from '../bson/path.js';
import { failure } from '../errors.js';

/** A place in the document under change: a field of an embedded document or an element of an array. */
export interface Location {
  readonly parent: Document | unknown[];
  readonly name: string;
}

/** How `$`, `$[]` and `$[name]` find their elements. */
export interface Positions {
  /** The element of the array at this path that the filter has matched. */
  matched(arrayPath: readonly string[], array: readonly unknown[]): number;
  /** The test of an array filter. */
  filter(identifier: string, path: string): (element: unknown) => boolean;
}

/** MongoDB's limit for filling an array with nulls up to a new position. */
const MOST_PADDING = 1_500_000;

/** Splits and checks a path: no empty segment (56), no `$` but the positional ones (52). */
export function updatePath(path: string): string[] {
  const segments = path.split('.');
  if (segments.includes(''))
    failure(56, `The update path '${path}' contains an empty field name, which is not allowed.`);
  segments.forEach((segment, i) => {
    const isPositional = segment === '$' || /^\$\[\w*\]$/.test(segment);
    if (segment.startsWith('$') && !isPositional && !['$ref', '$id', '$db'].includes(segment)) {
      failure(
        52,
        `The dollar ($) prefixed field '${segment}' in '${path}' is not allowed in the context of an update's replacement document.`,
      );
    }
    if (isPositional && i === 0)
      failure(2, `Cannot have positional (i.e. '$') element in the first position in path '${path}'`);
  });
  return segments;
}

/**
 * All places that an update path names. With `create`, missing documents on the way are made and a scalar in the way throws 28
 * (PathNotViable); without, such places are left out.
 */
export function locations(root: Document, path: readonly string[], positions: Positions, create: boolean): Location[] {
  const found: Location[] = [];
  descend(root, path, [], { positions, create, found });
  return found;
}

interface Descent {
  readonly positions: Positions;
  readonly create: boolean;
  readonly found: Location[];
}

function descend(parent: unknown, path: readonly string[], trail: readonly string[], descent: Descent): void {
  const [segment, ...rest] = path;
  if (segment === undefined) return;
  for (const name of names(parent, segment, trail, path, descent)) {
    if (!isContainer(parent)) {
      if (descent.create) failure(28, `Cannot create field '${name}' in element {${trail.at(-1)}: ${String(parent)}}`);
      continue;
    }
    if (Array.isArray(parent) && !isArrayPosition(name)) {
      if (descent.create) failure(28, `Cannot create field '${name}' in element {${trail.at(-1)}: [...]}`);
      continue;
    }
    const location = { parent, name };
    if (rest.length === 0) descent.found.push(location);
    else {
      if (readAt(location) === undefined && descent.create) writeAt(location, {});
      descend(readAt(location), rest, [...trail, name], descent);
    }
  }
}

function names(
  parent: unknown,
  segment: string,
  trail: readonly string[],
  path: readonly string[],
  { positions }: Descent,
): string[] {
  if (!segment.startsWith('$') || !/^\$(\[\w*\])?$/.test(segment)) return parent === undefined ? [] : [segment];
  const place = trail.join('.');
  if (!Array.isArray(parent))
    return failure(2, `The path '${place}' must exist in the document in order to apply array updates.`);
  if (segment === '$') return [String(positions.matched(trail, parent))];
  const identifier = segment.slice(2, -1);
  const test = identifier === '' ? () => true : positions.filter(identifier, [...trail, ...path].join('.'));
  return parent.flatMap((element, i) => (test(element) ? [String(i)] : []));
}

function isContainer(value: unknown): value is Document | unknown[] {
  return isDocument(value) || Array.isArray(value);
}

/** The value at a place; undefined when there is none. Own properties only. */
export function readAt({ parent, name }: Location): unknown {
  if (Array.isArray(parent)) return parent[Number(name)];
  return Object.hasOwn(parent, name) ? parent[name] : undefined;
}

export function writeAt({ parent, name }: Location, value: unknown): void {
  if (!Array.isArray(parent)) {
    setOwn(parent, name, value);
    return;
  }
  const position = Number(name);
  if (position - parent.length > MOST_PADDING) failure(2, `can't backfill more than ${MOST_PADDING} elements`);
  while (parent.length < position) parent.push(null);
  parent[position] = value;
}

/** Removes a field; an array keeps its length, the element becomes null. */
export function removeAt({ parent, name }: Location): void {
  if (!Array.isArray(parent)) delete parent[name];
  else if (Number(name) < parent.length) parent[Number(name)] = null;
}
