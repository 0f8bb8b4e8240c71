import { Timestamp } from 'bson';
import { keyOf } from '../bson/key.js';
import type { IndexSpecification } from '../index/collection-indexes.js';
import { changesOf } from './change-events.js';
import { Collection } from './collection.js';
import type { JournalRecord, Operation } from './record.js';
import type { Store } from './store.js';

/** Applies a record of the journal again, at the server's start: data and change events. */
export function replayRecord(store: Store, record: JournalRecord): void {
  restoreRecord(store, record);
  const changes = changesOf(record);
  store.changes.append(changes);
  store.changes.release(store.changes.lastSequence);
  const last = changes.at(-1);
  if (last) store.clock.advanceTo(new Timestamp({ t: last.seconds, i: last.increment }));
}

/** Applies a record of a snapshot: data, or a piece of the window of change events. */
export function restoreRecord(store: Store, record: JournalRecord): void {
  for (const operation of record.operations) replayOperation(store, operation);
  if (record.window) store.changes.restore(record.window, record.sequence);
  store.clock.advanceTo(record.time);
  store.discardNotes();
}

/** Builds the indexes, once everything is replayed. */
export function finishRecovery(store: Store): void {
  for (const collection of store.collections.values()) collection.finishRecovery();
}

function replayOperation(store: Store, operation: Operation): void {
  const { kind, namespace } = operation;
  if (kind === 'create') {
    const collection = new Collection(namespace, operation.options, operation.uuid);
    collection.startRecovery();
    store.collections.set(namespace, collection);
    return;
  }
  if (kind === 'dropDatabase') return;
  const collection = store.collections.get(namespace);
  if (!collection) throw new Error(`'${kind}' of collection '${namespace}', which does not exist`);
  switch (kind) {
    case 'insert':
    case 'update':
    case 'replace': {
      const key = keyOf(operation.document._id);
      const before = collection.current(key);
      if (before && kind !== 'insert') operation.before = before;
      store.applyRecovered(collection, key, { document: operation.document, bytes: operation.size });
      return;
    }
    case 'delete': {
      const key = keyOf(operation.id);
      const before = collection.current(key);
      if (before) operation.before = before;
      store.applyRecovered(collection, key, null);
      return;
    }
    case 'modify':
      store.modify(collection, operation.options);
      return;
    case 'drop':
      store.drop(collection);
      return;
    case 'rename':
      store.rename(collection, operation.to);
      return;
    case 'createIndex':
      collection.createIndex(operation.specification as IndexSpecification);
      return;
    case 'dropIndex':
      collection.dropIndex(operation.name);
      return;
  }
}
