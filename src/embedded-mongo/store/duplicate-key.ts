import { EJSON, ObjectId } from 'bson';
import type { Document } from '../bson/document.js';
import { MongoError } from '../errors.js';

/** Code 11000 in MongoDB's words, which drivers and mongoose plugins read. */
export function duplicateKeyError(
  namespace: string,
  duplicate: { readonly index: { readonly name: string; readonly key: Document }; readonly keyValue: Document },
): MongoError {
  const { index, keyValue } = duplicate;
  const shown = Object.entries(keyValue).map(([path, value]) => `${path}: ${shownValue(value)}`);
  return new MongoError(
    11000,
    `E11000 duplicate key error collection: ${namespace} index: ${index.name} dup key: { ${shown.join(', ')} }`,
    { keyPattern: index.key, keyValue },
  );
}

function shownValue(value: unknown): string {
  if (value instanceof ObjectId) return `ObjectId('${value.toHexString()}')`;
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'object' && value !== null) return EJSON.stringify(value);
  return String(value ?? null);
}
