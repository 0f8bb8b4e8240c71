import type { FieldNames } from './selected-fields.js';

/** MongoDB projection: stored fields to read. */
export type Projection = Readonly<Record<string, 1>>;

/**
 * Which stored fields a graph field needs, where that is not the field of the same name. Fields of embedded documents are
 * named by their path, in the graph and in the store: `'capabilities.valid': ['capabilities.validTo']`.
 */
export type FieldSources = Readonly<Record<string, readonly string[]>>;

const NONE: ReadonlySet<string> = new Set();

/**
 * Stored fields needed to answer the asked graph fields. Fields that are not stored (`__typename`, joins to other
 * subgraphs) have an empty list in `sources`; `always` are read in any case (keys and sort keys).
 *
 * @param embedded stored documents and lists of them of which only the asked fields are read; all others are read whole
 */
export function projectionOf(
  fields: FieldNames,
  sources: FieldSources,
  always: readonly string[],
  embedded: ReadonlySet<string> = NONE,
): Projection {
  const paths = new Set<string>(['_id', ...always]);
  for (const field of fields) {
    for (const path of storedPaths(field, fields, sources, embedded)) {
      paths.add(path);
    }
  }
  const projection: Record<string, 1> = {};
  for (const path of paths) {
    // MongoDB refuses a path beside one that it is a part of.
    if (!isCovered(path, paths)) {
      projection[path] = 1;
    }
  }
  return projection;
}

function storedPaths(
  field: string,
  fields: FieldNames,
  sources: FieldSources,
  embedded: ReadonlySet<string>,
): readonly string[] {
  const [top = '', ...below] = field.split('.');
  if (field.startsWith('__') || field.includes('.__') || (below.length > 0 && !embedded.has(top))) {
    return [];
  }
  if (Object.hasOwn(sources, field)) {
    return sources[field] ?? [];
  }
  if (!embedded.has(top)) {
    return [field];
  }
  // Of an embedded document the leaves are read; where only its `__typename` is asked for, it must still be there.
  const children = [...fields].filter((other) => other.startsWith(`${field}.`));
  return children.some((child) => !child.includes('.__')) ? [] : [field];
}

function isCovered(path: string, paths: ReadonlySet<string>): boolean {
  for (let dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
    if (paths.has(path.slice(0, dot))) {
      return true;
    }
  }
  return false;
}
