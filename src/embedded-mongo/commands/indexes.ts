import { type Document, isDocument } from '../bson/document.js';
import { failure } from '../errors.js';
import type { IndexSpecification } from '../index/collection-indexes.js';
import type { Collection } from '../store/collection.js';
import { namespaceOf } from '../store/namespace.js';
import { type CommandCall, type CommandTable, existingCollection } from './command.js';
import { ResultSource } from './cursors.js';
import { countField, documentField } from './fields.js';

function createIndexes(call: CommandCall): Document {
  const { command, database, server, transaction } = call;
  const namespace = namespaceOf(database, command.createIndexes);
  const requested = command.indexes;
  if (!Array.isArray(requested) || !requested.every(isDocument)) {
    failure(14, "BSON field 'createIndexes.indexes' must be an array of objects");
  }
  if (requested.length === 0) failure(2, 'Must specify at least one index to create');
  const existed = existingCollection(call, namespace) !== undefined;
  const collection = server.store.ensure(namespace, transaction);
  if (transaction && transaction.created.get(namespace) !== collection) {
    failure(263, `Cannot create new indexes on existing collection ${namespace} in a multi-document transaction.`);
  }
  const numIndexesBefore = collection.indexes.list().length;
  const made: string[] = [];
  try {
    for (const specification of requested) {
      const count = collection.indexes.list().length;
      const complete = specificationOf(specification);
      server.store.createIndex(collection, complete);
      if (collection.indexes.list().length > count) made.push(complete.name);
    }
  } catch (error) {
    // MongoDB builds all indexes of one command or none.
    for (const name of made) server.store.dropIndex(collection, name);
    if (!existed && !transaction) server.store.drop(collection);
    throw error;
  }
  const numIndexesAfter = collection.indexes.list().length;
  return {
    numIndexesBefore,
    numIndexesAfter,
    createdCollectionAutomatically: !existed,
    ...(numIndexesAfter === numIndexesBefore && { note: 'all indexes already exist' }),
    ok: 1,
  };
}

/** A specification as it is kept: version, a name made of the keys when there is none, no build options. */
function specificationOf(requested: Document): IndexSpecification {
  const { v = 2, key, name, background: _, ...options } = requested;
  if (!isDocument(key)) failure(9, "The 'key' field is a required property of an index specification");
  if (v !== 2) failure(67, `Index version ${String(v)} is not supported by the embedded server`);
  const generated = Object.entries(key)
    .map(([path, kind]) => `${path}_${String(kind)}`)
    .join('_');
  for (const [option, value] of Object.entries(options)) {
    if ((option === 'unique' || option === 'sparse' || option === 'hidden') && value === false) delete options[option];
  }
  return { v: 2, key, name: typeof name === 'string' ? name : generated, ...options };
}

async function listIndexes(call: CommandCall): Promise<Document> {
  const { command, database, server } = call;
  const collection = existing(call, namespaceOf(database, command.listIndexes));
  return server.cursors.first(collection.namespace, new ResultSource(collection.indexes.list()), {
    batchSize: countField(documentField(command, 'cursor') ?? {}, 'batchSize'),
    session: call.session,
    closed: call.client.closed,
  });
}

function dropIndexes(call: CommandCall): Document {
  const { command, database, server } = call;
  const collection = existing(call, namespaceOf(database, command[call.name]));
  const indexes = collection.indexes.list();
  for (const name of namesToDrop(collection, command.index)) server.store.dropIndex(collection, name);
  return { nIndexesWas: indexes.length, ok: 1 };
}

function namesToDrop(collection: Collection, index: unknown): string[] {
  if (index === '*')
    return collection.indexes
      .list()
      .slice(1)
      .map(({ name }) => name);
  const wanted: unknown[] = Array.isArray(index) ? index : [index];
  return wanted.map((one) => {
    if (typeof one !== 'string' && !isDocument(one)) {
      return failure(14, "BSON field 'dropIndexes.index' must be a string, an object or an array of strings");
    }
    const found = collection.indexes.find(one);
    if (!found)
      return failure(27, typeof one === 'string' ? `index not found with name [${one}]` : "can't find index with key");
    if (found.name === '_id_') return failure(72, 'cannot drop _id index');
    return found.name;
  });
}

function existing({ server }: CommandCall, namespace: string): Collection {
  return server.store.collections.get(namespace) ?? failure(26, `ns does not exist: ${namespace}`);
}

const DROP_INDEXES = { run: dropIndexes, options: ['index'], writes: true };

export const INDEX_COMMANDS: CommandTable = {
  createIndexes: {
    run: createIndexes,
    options: ['indexes'],
    ignored: { commitQuorum: 'there are no other members whose votes could be waited for' },
    transactional: true,
    writes: true,
  },
  listIndexes: { run: listIndexes, options: ['cursor'] },
  dropIndexes: DROP_INDEXES,
  deleteIndexes: DROP_INDEXES,
};
