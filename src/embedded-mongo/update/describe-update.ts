import { type Document, isDocument } from '../bson/document.js';
import { compareBson } from '../bson/order.js';
import { typeName } from '../query/value-tests.js';

/** A change stream's `updateDescription`. */
export interface UpdateDescription {
  updatedFields: Document;
  removedFields: string[];
  truncatedArrays: Document[];
}

/** What has changed between two versions of a document, by dotted path and as deep as possible. */
export function describeUpdate(before: Document, after: Document): UpdateDescription {
  const description: UpdateDescription = { updatedFields: {}, removedFields: [], truncatedArrays: [] };
  compareDocuments(before, after, '', description);
  return description;
}

function compareDocuments(before: Document, after: Document, parent: string, into: UpdateDescription): void {
  for (const name of Object.keys(before)) if (!Object.hasOwn(after, name)) into.removedFields.push(parent + name);
  for (const [name, value] of Object.entries(after)) {
    if (Object.hasOwn(before, name)) compareValues(before[name], value, parent + name, into);
    else into.updatedFields[parent + name] = value;
  }
}

function compareValues(before: unknown, after: unknown, path: string, into: UpdateDescription): void {
  if (isDocument(before) && isDocument(after)) compareDocuments(before, after, `${path}.`, into);
  else if (Array.isArray(before) && Array.isArray(after)) compareArrays(before, after, path, into);
  else if (compareBson(before, after) !== 0 || typeName(before) !== typeName(after)) into.updatedFields[path] = after;
}

function compareArrays(
  before: readonly unknown[],
  after: readonly unknown[],
  path: string,
  into: UpdateDescription,
): void {
  if (after.length < before.length) into.truncatedArrays.push({ field: path, newSize: after.length });
  after.forEach((value, i) => {
    if (i < before.length) compareValues(before[i], value, `${path}.${i}`, into);
    else into.updatedFields[`${path}.${i}`] = value;
  });
}
