import { type Document, isDocument } from '../bson/document.js';

/** Fields of a database reference, which may stand first in a literal document although they begin with `$`. */
const REFERENCE_FIELDS = new Set(['$ref', '$id', '$db']);

/** True for `{ $gt: 1 }`, false for a literal document that a field is compared with. */
export function isOperatorDocument(value: unknown): value is Document {
  if (!isDocument(value)) return false;
  const first = Object.keys(value)[0];
  return first?.startsWith('$') === true && !REFERENCE_FIELDS.has(first);
}
