import type { FieldNames } from './selected-fields.js';

/** MongoDB projection: stored fields to read. */
export type Projection = Readonly<Record<string, 1>>;

/** Which stored fields a graph field needs, where that is not the field of the same name. */
export type FieldSources = Readonly<Record<string, readonly string[]>>;

/**
 * Stored fields needed to answer the asked graph fields. Fields that are not stored (`__typename`, joins to other
 * subgraphs) have an empty list in `sources`; `always` are read in any case (keys and sort keys).
 */
export function projectionOf(fields: FieldNames, sources: FieldSources, always: readonly string[]): Projection {
  const projection: Record<string, 1> = { _id: 1 };
  for (const stored of always) {
    projection[stored] = 1;
  }
  for (const field of fields) {
    if (field.startsWith('__')) {
      continue;
    }
    for (const stored of Object.hasOwn(sources, field) ? (sources[field] ?? []) : [field]) {
      projection[stored] = 1;
    }
  }
  return projection;
}
