import type { Document } from '../bson/document.js';
import { keyOf } from '../bson/key.js';
import { failure, notSupported } from '../errors.js';
import { compileFilter } from '../query/filter.js';
import type { Collection } from '../store/collection.js';
import { checkDatabaseName, namespaceOf, splitNamespace } from '../store/namespace.js';
import { collectionsOf } from './catalogue-lists.js';
import { type CommandCall, type CommandTable, existingCollection } from './command.js';
import { booleanField, countField, documentField, integerField, stringField } from './fields.js';

const STORAGE_ONLY = "speaks of MongoDB's storage engine, which is not here";
/** Options of a collection that are kept, shown by listCollections, and obeyed. */
const COLLECTION_OPTIONS = [
  'capped',
  'size',
  'max',
  'validator',
  'validationLevel',
  'validationAction',
  'collation',
  'timeseries',
  'expireAfterSeconds',
  'changeStreamPreAndPostImages',
  'clusteredIndex',
];

function create(call: CommandCall): Document {
  const { command, database, server, transaction } = call;
  const namespace = namespaceOf(database, command.create);
  const options: Document = {};
  for (const name of COLLECTION_OPTIONS) if (command[name] !== undefined) options[name] = command[name];
  checkCollectionOptions(call, options);
  if (options.capped === false) delete options.capped;
  const existing = existingCollection(call, namespace);
  if (existing) {
    if (keyOf(existing.options) === keyOf(options)) return { ok: 1 };
    failure(48, `Collection ${namespace} already exists.`);
  }
  server.store.create(namespace, options, transaction);
  return { ok: 1 };
}

function checkCollectionOptions(call: CommandCall, options: Document): void {
  if (booleanField(options, 'capped')) {
    const size = integerField(options, 'size');
    if (size === undefined || size <= 0) failure(72, "the 'size' field is required when 'capped' is true");
    if (options.timeseries !== undefined) failure(72, 'timeseries collections cannot be capped');
  }
  const validator = documentField(options, 'validator');
  if (validator) compileFilter(validator, { now: call.now });
  const timeseries = documentField(options, 'timeseries');
  if (timeseries) stringField(timeseries, 'timeField');
  else if (options.expireAfterSeconds !== undefined && options.clusteredIndex === undefined) {
    failure(72, "'expireAfterSeconds' is only supported on time-series collections or with a clustered index");
  }
  const images = documentField(options, 'changeStreamPreAndPostImages');
  if (images && !booleanField(images, 'enabled')) delete options.changeStreamPreAndPostImages;
  for (const [name, allowed] of [
    ['validationLevel', ['off', 'strict', 'moderate']],
    ['validationAction', ['error', 'warn']],
  ] as const) {
    const value = options[name];
    if (value !== undefined && !allowed.some((one) => one === value)) {
      failure(2, `Enumeration value '${String(value)}' for field 'create.${name}' is not a valid value.`);
    }
  }
}

function drop({ command, database, server }: CommandCall): Document {
  const namespace = namespaceOf(database, command.drop);
  const collection = server.store.collections.get(namespace);
  if (!collection) return { ok: 1 };
  const nIndexesWas = collection.indexes.list().length;
  server.store.drop(collection);
  return { nIndexesWas, ns: namespace, ok: 1 };
}

function dropDatabase({ database, server }: CommandCall): Document {
  checkDatabaseName(database);
  const collections = collectionsOf(server.store.collections, database);
  for (const collection of collections) server.store.drop(collection);
  if (collections.length > 0) server.store.dropDatabase(database);
  return { ...(collections.length > 0 && { dropped: database }), ok: 1 };
}

function renameCollection(call: CommandCall): Document {
  const { command, server } = call;
  if (call.database !== 'admin') failure(13, 'renameCollection may only be run against the admin database.');
  const from = splitNamespace(stringField(command, 'renameCollection'));
  const to = splitNamespace(stringField(command, 'to'));
  const source = server.store.collections.get(namespaceOf(from.database, from.collection));
  if (!source) failure(26, `Source collection ${stringField(command, 'renameCollection')} does not exist`);
  const target = namespaceOf(to.database, to.collection);
  if (target === source.namespace) failure(20, "Can't rename a collection to itself");
  if (server.store.collections.has(target) && !booleanField(command, 'dropTarget')) {
    failure(48, `target namespace '${target}' already exists`);
  }
  server.store.rename(source, target);
  return { ok: 1 };
}

function collMod(call: CommandCall): Document {
  const { command, database, server } = call;
  const namespace = namespaceOf(database, command.collMod);
  const collection = server.store.collections.get(namespace);
  if (!collection) failure(26, `ns does not exist: ${namespace}`);
  const options = { ...collection.options };
  for (const name of [
    'validator',
    'validationLevel',
    'validationAction',
    'expireAfterSeconds',
    'changeStreamPreAndPostImages',
  ]) {
    if (command[name] !== undefined) options[name] = command[name];
  }
  if (options.expireAfterSeconds === 'off') delete options.expireAfterSeconds;
  if (command.cappedSize !== undefined) options.size = integerField(command, 'cappedSize');
  if (command.cappedMax !== undefined) options.max = integerField(command, 'cappedMax');
  checkCollectionOptions(call, options);
  const reply = command.index === undefined ? {} : modifyIndex(call, collection);
  if (keyOf(options) !== keyOf(collection.options)) server.store.modify(collection, options);
  return { ...reply, ok: 1 };
}

/** Changes the life time of a TTL index; what else collMod can change of an index is refused. */
function modifyIndex(call: CommandCall, collection: Collection): Document {
  const change = documentField(call.command, 'index') ?? {};
  for (const name of Object.keys(change)) {
    if (!['name', 'keyPattern', 'expireAfterSeconds'].includes(name)) notSupported(`collMod option 'index.${name}'`);
  }
  const wanted = typeof change.name === 'string' ? change.name : documentField(change, 'keyPattern');
  const index = wanted === undefined ? undefined : collection.indexes.find(wanted);
  if (!index) failure(27, 'cannot find the index that collMod names');
  const seconds = countField(change, 'expireAfterSeconds');
  if (seconds === undefined) failure(72, 'no expireAfterSeconds field to update');
  call.server.store.dropIndex(collection, index.name);
  call.server.store.createIndex(collection, { ...index, expireAfterSeconds: seconds });
  return { expireAfterSeconds_old: index.expireAfterSeconds, expireAfterSeconds_new: seconds };
}

export const CATALOGUE_COMMANDS: CommandTable = {
  create: {
    run: create,
    options: COLLECTION_OPTIONS,
    ignored: {
      autoIndexId: 'every collection has its _id index',
      storageEngine: STORAGE_ONLY,
      indexOptionDefaults: STORAGE_ONLY,
      flags: STORAGE_ONLY,
    },
    unsupported: ['viewOn', 'pipeline', 'encryptedFields', 'temp'],
    transactional: true,
    writes: true,
  },
  drop: { run: drop, options: [], writes: true },
  dropDatabase: { run: dropDatabase, options: [], writes: true },
  renameCollection: { run: renameCollection, options: ['to', 'dropTarget'], writes: true },
  collMod: {
    run: collMod,
    options: [
      'index',
      'validator',
      'validationLevel',
      'validationAction',
      'expireAfterSeconds',
      'changeStreamPreAndPostImages',
      'cappedSize',
      'cappedMax',
    ],
    unsupported: ['viewOn', 'pipeline', 'timeseries', 'dryRun'],
    writes: true,
  },
};
