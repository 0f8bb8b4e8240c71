import { ObjectId } from 'bson';
import { type Document, isDocument } from '../bson/document.js';
import { keyOf } from '../bson/key.js';
import { failure, MongoError, notSupported } from '../errors.js';
import type { QueryOptions } from '../query/options.js';
import { transformDocuments } from '../query/pipeline.js';
import type { Collection } from '../store/collection.js';
import { namespaceOf, TEMPORARY_COLLECTION_PREFIX } from '../store/namespace.js';
import type { CommandCall } from './command.js';
import { checkId, validationOf, withIdFirst } from './document-rules.js';
import { writeSelected } from './document-writes.js';

/**
 * `$out`: replaces a collection's content. The result is gathered in a temporary collection with the target's options
 * and indexes, which then takes the target's name: readers see the old content or the new, and an error changes nothing.
 */
export async function writeOut(call: CommandCall, target: unknown, documents: readonly Document[]): Promise<void> {
  const { store } = call.server;
  const namespace = outNamespace(call, target);
  const existing = store.collections.get(namespace);
  const temporaryName = namespaceOf(call.database, `${TEMPORARY_COLLECTION_PREFIX}${new ObjectId().toHexString()}`);
  const temporary = store.create(temporaryName, existing?.options ?? {});
  try {
    for (const specification of existing?.indexes.list().slice(1) ?? []) store.createIndex(temporary, specification);
    const validate = validationOf(call, temporary);
    for (const document of documents) {
      const stored = withIdFirst(document);
      checkId(stored._id);
      validate?.(stored);
      store.insert(temporary, stored, undefined);
    }
    store.rename(temporary, namespace);
  } catch (error) {
    store.drop(temporary);
    throw error;
  }
}

function outNamespace(call: CommandCall, target: unknown): string {
  if (typeof target === 'string') return namespaceOf(call.database, target);
  if (!isDocument(target)) failure(16990, '$out only supports a string or object argument');
  if (Object.hasOwn(target, 'timeseries')) notSupported("$out option 'timeseries'");
  return namespaceOf(typeof target.db === 'string' ? target.db : call.database, target.coll);
}

interface MergeStage {
  readonly collection: Collection;
  readonly on: readonly string[];
  readonly whenMatched: string | Document[];
  readonly whenNotMatched: string;
  readonly variables: Document;
}

/** `$merge`: writes each document into another collection, by whether one with the same `on` fields is there. */
export async function mergeInto(
  call: CommandCall,
  specification: unknown,
  documents: readonly Document[],
  options: QueryOptions,
): Promise<void> {
  const stage = mergeStage(call, specification);
  const { store } = call.server;
  const validate = validationOf(call, stage.collection);
  for (const document of documents) {
    const incoming = withIdFirst(document);
    const filter = Object.fromEntries(stage.on.map((field) => [field, { $eq: onValue(incoming, field) }]));
    const matched = await writeSelected(call, stage.collection, { filter, limit: 1 }, options, (existing) => {
      const after = mergedDocument(stage, existing, incoming, options);
      if (!after) return;
      validate?.(after, existing);
      store.update('update', stage.collection, existing, after);
    });
    if (matched > 0) continue;
    if (stage.whenNotMatched === 'fail') {
      failure(
        13113,
        '$merge could not find a matching document in the target collection for at least one document in the source collection',
      );
    }
    if (stage.whenNotMatched === 'discard') continue;
    validate?.(incoming);
    store.insert(stage.collection, incoming, undefined);
  }
}

function mergeStage(call: CommandCall, specification: unknown): MergeStage {
  const stage: Document =
    typeof specification === 'string' ? { into: specification } : isDocument(specification) ? specification : {};
  for (const option of Object.keys(stage)) {
    if (!['into', 'on', 'let', 'whenMatched', 'whenNotMatched'].includes(option)) {
      failure(40415, `BSON field '$merge.${option}' is an unknown field.`);
    }
  }
  const into = isDocument(stage.into) ? stage.into : { coll: stage.into };
  const namespace = namespaceOf(typeof into.db === 'string' ? into.db : call.database, into.coll);
  const collection = call.server.store.ensure(namespace);
  const on = (Array.isArray(stage.on) ? stage.on : [stage.on ?? '_id']).map(String);
  const unique = collection.indexes
    .list()
    .some((index) => (index.unique === true || index.name === '_id_') && sameFields(Object.keys(index.key), on));
  if (!unique) failure(51183, 'Cannot find index to verify that join fields will be unique');
  const { whenMatched = 'merge', whenNotMatched = 'insert' } = stage;
  const pipeline = Array.isArray(whenMatched) && whenMatched.every(isDocument) ? whenMatched : undefined;
  if (!pipeline && !['replace', 'keepExisting', 'merge', 'fail'].includes(String(whenMatched))) {
    failure(2, `Enumeration value '${String(whenMatched)}' for field '$merge.whenMatched' is not a valid value.`);
  }
  if (!['insert', 'discard', 'fail'].includes(String(whenNotMatched))) {
    failure(2, `Enumeration value '${String(whenNotMatched)}' for field '$merge.whenNotMatched' is not a valid value.`);
  }
  return {
    collection,
    on,
    whenMatched: pipeline ?? String(whenMatched),
    whenNotMatched: String(whenNotMatched),
    variables: isDocument(stage.let) ? stage.let : { new: '$$ROOT' },
  };
}

function sameFields(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((field) => right.includes(field));
}

function onValue(document: Document, field: string): unknown {
  let value: unknown = document;
  for (const name of field.split('.'))
    value = isDocument(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  if (value === undefined || value === null || Array.isArray(value)) {
    failure(51132, "$merge write error: 'on' field cannot be missing, null, undefined or an array");
  }
  return value;
}

function mergedDocument(
  stage: MergeStage,
  existing: Document,
  incoming: Document,
  options: QueryOptions,
): Document | undefined {
  const { whenMatched, collection } = stage;
  if (whenMatched === 'keepExisting') return undefined;
  if (whenMatched === 'fail') {
    const message = `$merge failed due to a DuplicateKey error: E11000 duplicate key error collection: ${collection.namespace}`;
    throw new MongoError(11000, message, { keyPattern: { _id: 1 }, keyValue: { _id: existing._id } });
  }
  let after: Document;
  if (typeof whenMatched === 'string') {
    after = whenMatched === 'replace' ? { ...incoming } : { ...existing, ...incoming };
    if (!stage.on.includes('_id')) after._id = existing._id;
  } else {
    const [variables = {}] = transformDocuments([incoming], [{ $replaceWith: stage.variables }], options);
    const merged = { ...options.variables, new: incoming, ...variables };
    [after = existing] = transformDocuments([existing], whenMatched, { ...options, variables: merged });
  }
  if (keyOf(after._id) !== keyOf(existing._id)) {
    failure(66, '$merge failed to update the matching document, did you attempt to modify the _id or the shard key?');
  }
  return withIdFirst(after);
}
