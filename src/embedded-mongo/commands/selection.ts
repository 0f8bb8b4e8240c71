import type { Document } from '../bson/document.js';
import type { QueryOptions } from '../query/options.js';
import { compileProjection } from '../query/projection.js';
import type { Selection } from '../query/select.js';
import { countField, documentField, integerField } from './fields.js';

/** What `find`, `count` and others select by; absent parts are left out. */
export function selectionOf(command: Document, filterField: string): Selection {
  const filter = documentField(command, filterField);
  const sort = documentField(command, 'sort');
  const skip = countField(command, 'skip');
  const limit = integerField(command, 'limit');
  return {
    ...(filter && { filter }),
    ...(sort && { sort }),
    ...(skip && { skip }),
    ...(limit && { limit: Math.abs(limit) }),
    ...(command.hint !== undefined && { hint: command.hint }),
  };
}

/** The compiled projection, or undefined when documents are shown whole. */
export function projectionOf(
  projection: Document | undefined,
  filter: Document,
  options: QueryOptions,
): ((document: Document) => Document) | undefined {
  if (!projection || Object.keys(projection).length === 0) return undefined;
  return compileProjection(projection, filter, options);
}
