import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Document } from '../bson/document.js';
import { encodeDocument } from '../wire/bson-codec.js';
import type { Change } from './change.js';
import { descriptionOf } from './change-events.js';
import type { FileSystem } from './file-system.js';
import { encodeFrame, fileHeader } from './frame.js';
import { encodeRecord, type JournalRecord, type Operation, type RetryRecord } from './record.js';
import type { Store } from './store.js';

/** So many bytes are encoded in one turn of the event loop: a few milliseconds of work. */
const SLICE_BYTES = 512 * 1024;
const LARGEST_CHANGE_BYTES = 4 * 1024 * 1024;

export interface SnapshotOptions {
  readonly fileSystem: FileSystem;
  retries(): Iterable<RetryRecord>;
}

/**
 * Writes the state of this moment to a file, in slices, while commands go on; resolves when it is on the disk.
 * The state is captured before the first `await`.
 */
export async function writeSnapshot(store: Store, options: SnapshotOptions, path: string): Promise<void> {
  const reader = store.openSnapshot();
  const sequence = store.changes.lastSequence;
  const base = { sequence, time: store.clock.now, wallTime: new Date(), operations: [] };
  const collections = [...store.collections.values()].map((collection) => ({
    documents: collection.scanAt(reader.snapshot),
    definition: [
      { kind: 'create', namespace: collection.namespace, options: collection.options, uuid: collection.uuid },
      ...collection.indexes
        .list()
        .slice(1)
        .map((specification) => ({ kind: 'createIndex', namespace: collection.namespace, specification })),
    ] as Operation[],
    namespace: collection.namespace,
  }));
  const changes = store.changes.window();
  const retries = [...options.retries()];
  try {
    const file = await options.fileSystem.openForAppending(path, 0);
    try {
      await file.append(fileHeader('snapshot'));
      for (const record of records()) {
        await file.append(encodeFrame(encodeRecord(record)));
        await nextTurn();
      }
      await file.sync();
    } finally {
      await file.close();
    }
  } finally {
    store.release(reader);
  }

  function* records(): Iterable<JournalRecord> {
    for (const { namespace, definition, documents } of collections) {
      yield { ...base, operations: definition };
      for (const inserts of insertSlices(namespace, documents)) yield { ...base, operations: inserts };
    }
    for (const retry of retries) yield { ...base, retry };
    for (const window of windowSlices(store, changes)) yield { ...base, window };
    yield { ...base, window: [] };
  }
}

function* insertSlices(namespace: string, documents: Iterable<Document>): Iterable<Operation[]> {
  let slice: Operation[] = [];
  let size = 0;
  for (const document of documents) {
    const bytes = encodeDocument(document);
    slice.push({ kind: 'insert', namespace, document, bytes, size: bytes.length });
    size += bytes.length;
    if (size < SLICE_BYTES) continue;
    yield slice;
    slice = [];
    size = 0;
  }
  if (slice.length > 0) yield slice;
}

/** The window of change events in pieces; it begins after the last event that is too large for a piece. */
function* windowSlices(store: Store, changes: readonly Change[]): Iterable<Change[]> {
  const start = changes.findLastIndex((change) => change.size > LARGEST_CHANGE_BYTES) + 1;
  let slice: Change[] = [];
  let size = 0;
  for (const change of changes.slice(start)) {
    slice.push(storedForm(store, change));
    size += change.size;
    if (size < SLICE_BYTES && slice.length < 1000) continue;
    yield slice;
    slice = [];
    size = 0;
  }
  if (slice.length > 0) yield slice;
}

/** A change with its description, and with its pre-image only where the collection keeps those. */
function storedForm(store: Store, change: Change): Change {
  const keepsImages = store.collections.get(change.namespace)?.options.changeStreamPreAndPostImages !== undefined;
  return {
    ...change,
    description: change.kind === 'update' ? descriptionOf(change) : undefined,
    before: keepsImages ? change.before : undefined,
  };
}
