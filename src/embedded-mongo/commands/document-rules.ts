import { ObjectId } from 'bson';
import { type Document, isDocument } from '../bson/document.js';
import { failure, MongoError } from '../errors.js';
import { compileFilter } from '../query/filter.js';
import type { Collection } from '../store/collection.js';
import type { CommandCall } from './command.js';
import { booleanField } from './fields.js';

/** A document as it is stored: `_id` exists and comes first. The very same object when that is so already. */
export function withIdFirst(document: Document): Document {
  if (!Object.hasOwn(document, '_id')) return { _id: new ObjectId(), ...document };
  for (const first in document) {
    if (first === '_id') return document;
    break;
  }
  const { _id, ...rest } = document;
  return { _id, ...rest };
}

/** Refuses values that MongoDB doesn't take as `_id` (codes 53 InvalidIdField, 52 DollarPrefixedFieldName). */
export function checkId(id: unknown): void {
  if (Array.isArray(id)) failure(53, "The '_id' value cannot be of type array");
  if (id instanceof RegExp) failure(53, "The '_id' value cannot be of type regex");
  if (id === undefined) failure(53, "The '_id' value cannot be of type undefined");
  const dollar = isDocument(id) ? Object.keys(id).find((name) => name.startsWith('$')) : undefined;
  if (dollar) failure(52, `_id fields may not contain '$'-prefixed fields: ${dollar} is not valid for storage.`);
}

/**
 * The check that a collection's `validator` and time series options make of a new state; undefined when there is none
 * or the command bypasses it. The check throws MongoError 121 DocumentValidationFailure.
 */
export function validationOf(
  call: CommandCall,
  collection: Collection,
): ((after: Document, before?: Document) => void) | undefined {
  const { validator, validationLevel = 'strict', validationAction = 'error', timeseries } = collection.options;
  const timeField = timeFieldOf(timeseries);
  const applies =
    isNonEmptyObject(validator) &&
    validationLevel !== 'off' &&
    validationAction === 'error' &&
    !booleanField(call.command, 'bypassDocumentValidation');
  if (!applies && timeField === undefined) return undefined;
  const accepts = applies ? compileFilter(validator, { now: call.now }) : () => true;
  return (after, before) => {
    if (timeField !== undefined && !(after[timeField] instanceof Date)) {
      failure(2, `'${timeField}' must be present and contain a valid BSON UTC datetime value`);
    }
    if (accepts(after)) return;
    // The level 'moderate' lets documents stay invalid that were so before.
    if (validationLevel === 'moderate' && before && !accepts(before)) return;
    throw new MongoError(121, 'Document failed validation', { errInfo: { failingDocumentId: after._id } });
  };
}

function timeFieldOf(timeseries: unknown): string | undefined {
  if (typeof timeseries !== 'object' || timeseries === null || !('timeField' in timeseries)) return undefined;
  return String(timeseries.timeField);
}

function isNonEmptyObject(value: unknown): value is Document {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
}
