import type { Document } from '../bson/document.js';
import { failure } from '../errors.js';
import { compileFilter } from '../query/filter.js';
import type { Collection } from '../store/collection.js';
import { namespaceOf, splitNamespace } from '../store/namespace.js';
import type { CommandCall, CommandTable } from './command.js';
import { ResultSource } from './cursors.js';
import { booleanField, countField, documentField } from './fields.js';
import { sizesOf } from './statistics.js';

const STORAGE_ONLY = "speaks of MongoDB's storage engine, which is not here";

/** The collections of one database. */
export function collectionsOf(all: ReadonlyMap<string, Collection>, database: string): Collection[] {
  return [...all.values()].filter((collection) => splitNamespace(collection.namespace).database === database);
}

async function listCollections(call: CommandCall): Promise<Document> {
  const { command, database, server } = call;
  const matches = compileFilter(documentField(command, 'filter') ?? {}, { now: call.now });
  const nameOnly = booleanField(command, 'nameOnly');
  const found = collectionsOf(server.store.collections, database)
    .map((collection) => ({
      name: splitNamespace(collection.namespace).collection,
      type: collection.options.timeseries === undefined ? 'collection' : 'timeseries',
      options: collection.options,
      info: { readOnly: false, uuid: collection.uuid },
      idIndex: collection.indexes.list()[0],
    }))
    .filter(matches)
    .map((entry) => (nameOnly ? { name: entry.name, type: entry.type } : entry));
  return server.cursors.first(`${database}.$cmd.listCollections`, new ResultSource(found), {
    batchSize: countField(documentField(command, 'cursor') ?? {}, 'batchSize'),
    session: call.session,
    closed: call.client.closed,
  });
}

function listDatabases(call: CommandCall): Document {
  const { command, server } = call;
  if (call.database !== 'admin') failure(13, 'listDatabases may only be run against the admin database.');
  const matches = compileFilter(documentField(command, 'filter') ?? {}, { now: call.now });
  const sizes = new Map<string, number>();
  for (const collection of server.store.collections.values()) {
    const { database } = splitNamespace(collection.namespace);
    sizes.set(database, (sizes.get(database) ?? 0) + collection.bytes);
  }
  const databases = [...sizes]
    .map(([name, sizeOnDisk]) => ({ name, sizeOnDisk, empty: false }))
    .filter(matches)
    .sort((left, right) => (left.name < right.name ? -1 : 1));
  if (booleanField(command, 'nameOnly')) return { databases: databases.map(({ name }) => ({ name })), ok: 1 };
  const totalSize = databases.reduce((sum, { sizeOnDisk }) => sum + sizeOnDisk, 0);
  return { databases, totalSize, totalSizeMb: Math.round(totalSize / 2 ** 20), ok: 1 };
}

function collStats({ command, database, server }: CommandCall): Document {
  const namespace = namespaceOf(database, command.collStats);
  const collection = server.store.collections.get(namespace);
  return {
    ns: namespace,
    ...(collection ? sizesOf(collection) : { size: 0, count: 0, storageSize: 0, nindexes: 0 }),
    ok: 1,
  };
}

function dbStats({ database, server }: CommandCall): Document {
  const collections = collectionsOf(server.store.collections, database);
  const dataSize = collections.reduce((sum, collection) => sum + collection.bytes, 0);
  const objects = collections.reduce((sum, collection) => sum + collection.count, 0);
  return {
    db: database,
    collections: collections.length,
    views: 0,
    objects,
    avgObjSize: objects > 0 ? dataSize / objects : 0,
    dataSize,
    storageSize: dataSize,
    indexes: collections.reduce((sum, collection) => sum + collection.indexes.list().length, 0),
    indexSize: 0,
    totalSize: dataSize,
    ok: 1,
  };
}

function validate({ command, database, server }: CommandCall): Document {
  const namespace = namespaceOf(database, command.validate);
  const collection = server.store.collections.get(namespace);
  if (!collection) failure(26, `Collection '${namespace}' does not exist to validate.`);
  return {
    ns: namespace,
    nrecords: collection.count,
    nIndexes: collection.indexes.list().length,
    valid: true,
    errors: [],
    ok: 1,
  };
}

export const CATALOGUE_LIST_COMMANDS: CommandTable = {
  listCollections: {
    run: listCollections,
    options: ['filter', 'nameOnly', 'cursor'],
    ignored: { authorizedCollections: 'everybody may see every collection' },
  },
  listDatabases: {
    run: listDatabases,
    options: ['filter', 'nameOnly'],
    ignored: { authorizedDatabases: 'everybody may see every database' },
  },
  collStats: { run: collStats, options: [], unsupported: ['scale'] },
  dbStats: { run: dbStats, options: [], ignored: { freeStorage: STORAGE_ONLY }, unsupported: ['scale'] },
  dbstats: { run: dbStats, options: [], ignored: { freeStorage: STORAGE_ONLY }, unsupported: ['scale'] },
  validate: { run: validate, options: [], ignored: { full: STORAGE_ONLY }, unsupported: ['repair', 'metadata'] },
};
