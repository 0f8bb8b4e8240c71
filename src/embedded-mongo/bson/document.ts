import { DBRef } from 'bson';

/** A document as the driver's BSON codec gives it: a plain object with own properties only. Stored ones are shared: never mutate. */
export type Document = Record<string, unknown>;

/** True for embedded documents; false for arrays and for every BSON value class (ObjectId, Date, Binary ...). */
export function isDocument(value: unknown): value is Document {
  if (value === null || typeof value !== 'object') return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** Reads an own property; an inherited one (`constructor`, `__proto__`) does not exist for a document. */
export function ownValue(document: Document, name: string): unknown {
  return Object.hasOwn(document, name) ? document[name] : undefined;
}

/** The codec makes a DBRef object of `{ $ref, $id }`; for paths and comparisons it is the document that was stored. */
export function referenceAsDocument(value: unknown): unknown {
  return value instanceof DBRef
    ? { $ref: value.collection, $id: value.oid, ...(value.db && { $db: value.db }), ...value.fields }
    : value;
}
