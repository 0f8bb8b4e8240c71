import { Long } from 'bson';
import type { Document } from '../bson/document.js';
import { failure } from '../errors.js';
import { distinctValues } from '../query/distinct.js';
import { selectDocuments } from '../query/select.js';
import { namespaceOf } from '../store/namespace.js';
import { type CommandCall, type CommandTable, existingCollection } from './command.js';
import { ResultSource } from './cursors.js';
import { booleanField, countField, documentField, integerField, stringField } from './fields.js';
import { queryOptions, viewOf } from './query-options.js';
import { projectionOf, selectionOf } from './selection.js';
import { TailSource } from './tail.js';

async function find(call: CommandCall): Promise<Document> {
  const { command, server } = call;
  const namespace = namespaceOf(call.database, command.find);
  countField(command, 'limit');
  const collection = existingCollection(call, namespace);
  const options = queryOptions(call, collection);
  const selection = selectionOf(command, 'filter');
  const documents = collection ? selectDocuments(viewOf(call, collection), selection, options) : [];
  const project = projectionOf(documentField(command, 'projection'), selection.filter ?? {}, options);
  const cursor = {
    batchSize: countField(command, 'batchSize'),
    singleBatch: booleanField(command, 'singleBatch') || (integerField(command, 'limit') ?? 0) < 0,
    session: call.session,
    closed: call.client.closed,
    timesOut: !booleanField(command, 'noCursorTimeout'),
  };
  const projected = project ? documents.map(project) : documents;
  if (!booleanField(command, 'tailable')) return server.cursors.first(namespace, new ResultSource(projected), cursor);
  if (collection && collection.options.capped !== true) {
    failure(2, `error processing query: tailable cursor requested on non capped collection: ${namespace}`);
  }
  const awaitData = booleanField(command, 'awaitData');
  const tail = new TailSource(server.store, namespace, projected, selection.filter ?? {}, project, options, awaitData);
  return server.cursors.first(namespace, tail, cursor);
}

function count(call: CommandCall): Document {
  const { command, database } = call;
  const collection = existingCollection(call, namespaceOf(database, command.count));
  if (!collection) return { n: 0, ok: 1 };
  const view = viewOf(call, collection);
  const selection = selectionOf(command, 'query');
  const { filter = {}, skip = 0, limit = Number.POSITIVE_INFINITY } = selection;
  if (Object.keys(filter).length === 0) return { n: Math.min(Math.max(view.size - skip, 0), limit), ok: 1 };
  return { n: selectDocuments(view, selection, queryOptions(call, collection)).length, ok: 1 };
}

function distinct(call: CommandCall): Document {
  const { command, database } = call;
  const key = stringField(command, 'key');
  const collection = existingCollection(call, namespaceOf(database, command.distinct));
  if (!collection) return { values: [], ok: 1 };
  const options = queryOptions(call, collection);
  const documents = selectDocuments(viewOf(call, collection), selectionOf(command, 'query'), options);
  return { values: distinctValues(documents, key, options), ok: 1 };
}

async function getMore(call: CommandCall): Promise<Document> {
  const { command, database, server } = call;
  const { getMore: id } = command;
  if (!(id instanceof Long) && typeof id !== 'number') failure(14, "BSON field 'getMore.getMore' must be a long");
  // A cursor of a whole database or of a list command belongs to a name that no collection can have.
  const namespace = `${database}.${stringField(command, 'collection')}`;
  return server.cursors.next(id, namespace, {
    batchSize: countField(command, 'batchSize'),
    waitMs: integerField(command, 'maxTimeMS'),
    closed: call.client.closed,
  });
}

function killCursors({ command, server }: CommandCall): Document {
  const { cursors } = command;
  if (!Array.isArray(cursors)) failure(14, "BSON field 'killCursors.cursors' is missing or not an array");
  const killed: unknown[] = [];
  const notFound: unknown[] = [];
  for (const id of cursors) (server.cursors.kill(id) ? killed : notFound).push(id);
  server.store.changes.wakeAll();
  return { cursorsKilled: killed, cursorsNotFound: notFound, cursorsAlive: [], cursorsUnknown: [], ok: 1 };
}

const NO_EFFECT = 'changes no answer, only how a server with a disk cache works';

export const READ_COMMANDS: CommandTable = {
  find: {
    run: find,
    options: [
      'filter',
      'sort',
      'projection',
      'hint',
      'skip',
      'limit',
      'batchSize',
      'singleBatch',
      'collation',
      'let',
      'tailable',
      'awaitData',
      'noCursorTimeout',
    ],
    ignored: {
      allowDiskUse: NO_EFFECT,
      allowPartialResults: 'there are no shards that could be missing',
      oplogReplay: 'MongoDB ignores it too since 4.4',
    },
    unsupported: ['min', 'max', 'returnKey', 'showRecordId', 'readOnce', 'rawData'],
    transactional: true,
  },
  count: {
    run: count,
    options: ['query', 'limit', 'skip', 'hint', 'collation'],
    ignored: { fields: 'MongoDB ignores it too' },
    unsupported: ['rawData'],
  },
  distinct: {
    run: distinct,
    options: ['key', 'query', 'collation', 'hint'],
    unsupported: ['rawData'],
    transactional: true,
  },
  getMore: {
    run: getMore,
    options: ['collection', 'batchSize'],
    ignored: { term: 'for replication only' },
    transactional: true,
  },
  killCursors: { run: killCursors, options: ['cursors'], transactional: true },
};
