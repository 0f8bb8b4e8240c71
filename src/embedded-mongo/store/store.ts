import { calculateObjectSize } from 'bson';
import type { Document } from '../bson/document.js';
import { keyOf } from '../bson/key.js';
import { failure, MongoError } from '../errors.js';
import type { IndexSpecification } from '../index/collection-indexes.js';
import { encodeDocument } from '../wire/bson-codec.js';
import { MAX_DOCUMENT_BYTES } from '../wire/limits.js';
import { changesOf } from './change-events.js';
import { ChangeLog } from './change-log.js';
import { Collection, type SizedDocument } from './collection.js';
import { duplicateKeyError } from './duplicate-key.js';
import { OperationClock } from './operation-clock.js';
import { encodeRecord, type JournalRecord, type Operation, type RetryRecord } from './record.js';
import { Transaction, writeConflict } from './transaction.js';
import { VersionHistory } from './version-history.js';

/** Where sealed records go; resolves when the record is on the disk. */
export interface RecordSink {
  append(parts: readonly Uint8Array[]): Promise<void>;
}

const NO_BYTES = new Uint8Array(0);
/** Keeps a record's leading document well below the size that BSON allows. */
const MAX_RECORD_OPERATIONS = 50_000;

/**
 * All collections of one server. Every change is made here: it is applied in memory, noted as an operation, and at the
 * end of its command sealed into one record, which `seal` resolves for once it is durable.
 */
export class Store {
  readonly collections = new Map<string, Collection>();
  readonly changes = new ChangeLog();
  readonly clock = new OperationClock();
  /** Set when the data is kept on disk. */
  sink: RecordSink | undefined;
  private pending: Operation[] = [];
  private timestamp = 0;
  private readonly history = new VersionHistory();

  /** The collection of a namespace, as a transaction sees it: with those that it has created itself. */
  find(namespace: string, transaction?: Transaction): Collection | undefined {
    return this.collections.get(namespace) ?? transaction?.created.get(namespace);
  }

  /** The collection of a namespace; created when it doesn't exist. */
  ensure(namespace: string, transaction?: Transaction): Collection {
    return this.find(namespace, transaction) ?? this.create(namespace, {}, transaction);
  }

  /** Creates a collection that doesn't exist yet; in a transaction it appears for others when that commits. */
  create(namespace: string, options: Document, transaction?: Transaction): Collection {
    const collection = new Collection(namespace, options);
    if (transaction) transaction.created.set(namespace, collection);
    else this.register(collection);
    return collection;
  }

  /** Replaces a collection's options. */
  modify(collection: Collection, options: Document): void {
    collection.options = options;
    this.note({ kind: 'modify', namespace: collection.namespace, options });
  }

  drop(collection: Collection): void {
    this.refuseWhileHeld(collection);
    this.collections.delete(collection.namespace);
    this.note({ kind: 'drop', namespace: collection.namespace });
  }

  /** Notes the end of a whole database, after its collections were dropped. */
  dropDatabase(database: string): void {
    this.note({ kind: 'dropDatabase', namespace: database });
  }

  /** Gives a collection another name; a collection of that name is replaced. */
  rename(collection: Collection, to: string): void {
    this.refuseWhileHeld(collection);
    const target = this.collections.get(to);
    if (target) this.refuseWhileHeld(target);
    const from = collection.namespace;
    this.collections.delete(from);
    collection.namespace = to;
    this.collections.set(to, collection);
    this.note({ kind: 'rename', namespace: from, to });
  }

  /** Adds an index; of a collection that a transaction has created, it is noted when that commits. */
  createIndex(collection: Collection, specification: IndexSpecification): void {
    collection.createIndex(specification);
    if (this.collections.get(collection.namespace) !== collection) return;
    this.note({ kind: 'createIndex', namespace: collection.namespace, specification });
  }

  dropIndex(collection: Collection, name: string): void {
    collection.dropIndex(name);
    if (this.collections.get(collection.namespace) !== collection) return;
    this.note({ kind: 'dropIndex', namespace: collection.namespace, name });
  }

  /**
   * Resolves to undefined at once when nobody holds a document, else a promise for the end of the transaction that
   * does: the caller waits, reads again, and tries again. Transactions don't wait: `write` refuses them with 112.
   */
  holderOf(collection: Collection, key: string): Promise<void> | undefined {
    return collection.holders.get(key)?.finished;
  }

  /**
   * Adds a document.
   * @param encoded its bytes, when the caller has them
   * @throws MongoError 11000 for a duplicate `_id` or unique key, 112 in a conflict, 10334 when it is too large
   */
  insert(collection: Collection, document: Document, encoded: Uint8Array | undefined, transaction?: Transaction): void {
    const key = keyOf(document._id);
    if (this.read(collection, key, transaction)) {
      throw duplicateKeyError(collection.namespace, {
        index: { key: { _id: 1 }, name: '_id_' },
        keyValue: { _id: document._id },
      });
    }
    this.put('insert', collection, key, document, encoded, undefined, transaction);
  }

  /** Replaces a document by its new state. Throws like {@link insert}. */
  update(
    kind: 'update' | 'replace',
    collection: Collection,
    before: Document,
    after: Document,
    transaction?: Transaction,
  ): void {
    this.put(kind, collection, keyOf(before._id), after, undefined, before, transaction);
  }

  /** Removes a document. Throws MongoError 112 in a conflict. */
  delete(collection: Collection, document: Document, transaction?: Transaction): void {
    const key = keyOf(document._id);
    const { namespace } = collection;
    const operation: Operation = { kind: 'delete', namespace, id: document._id, before: document };
    this.write(collection, key, null, operation, transaction);
  }

  /** The document as a command sees it. */
  read(collection: Collection, key: string, transaction?: Transaction): Document | undefined {
    return transaction ? transaction.read(collection, key) : collection.current(key);
  }

  /** Opens a transaction on the present state. */
  begin(): Transaction {
    const transaction = new Transaction(this.timestamp);
    this.history.open(transaction);
    return transaction;
  }

  /**
   * Makes a transaction's writes visible to all, as one step.
   * @throws MongoError 112 when a unique index no longer allows them; the transaction is aborted then
   */
  commit(transaction: Transaction): void {
    for (const namespace of transaction.created.keys()) {
      if (this.collections.has(namespace)) this.conflict(transaction);
    }
    for (const [collection, { documents }] of transaction.writes) {
      if (this.find(collection.namespace, transaction) !== collection) this.conflict(transaction);
      for (const written of documents.values()) {
        const own = (key: string) => {
          const document = documents.get(key);
          return document === undefined ? collection.current(key) : undefined;
        };
        if (written && collection.indexes.duplicateOf(written.document, own)) this.conflict(transaction);
      }
    }
    this.timestamp += 1;
    this.history.release(transaction);
    for (const collection of transaction.created.values()) this.register(collection);
    for (const [collection, { documents }] of transaction.writes) {
      // Former keys leave the indexes before new ones come, so that two documents may exchange a unique key.
      for (const [key, written] of documents) if (!written) this.apply(collection, key, null);
      for (const [key, written] of documents) if (written) this.apply(collection, key, written);
    }
    for (const operation of transaction.operations) this.note(operation);
    transaction.end();
  }

  /** Gives a transaction's writes up. */
  abort(transaction: Transaction): void {
    if (transaction.ended) return;
    this.history.release(transaction);
    transaction.end();
  }

  /** A snapshot of the present state that a long reader may scan in slices; `release` must be called with it. */
  openSnapshot(): { readonly snapshot: number } {
    const reader = { snapshot: this.timestamp };
    this.history.open(reader);
    return reader;
  }

  /** Ends a snapshot. */
  release(reader: object): void {
    this.history.release(reader);
  }

  /**
   * Makes a record of everything changed since the last call; resolves when it is durable. Until then no change stream
   * shows it. Without changes there is nothing to wait for.
   * @param retry the answer to give when the same retryable write comes again
   */
  async seal(retry?: RetryRecord): Promise<void> {
    const operations = this.pending;
    if (operations.length === 0) return;
    this.pending = [];
    const parts: Uint8Array[] = [];
    for (let start = 0; start < operations.length; start += MAX_RECORD_OPERATIONS) {
      const slice = operations.slice(start, start + MAX_RECORD_OPERATIONS);
      const record: JournalRecord = {
        sequence: this.changes.lastSequence + 1,
        time: this.clock.take(slice.length),
        wallTime: new Date(),
        operations: slice,
        ...(retry && start + MAX_RECORD_OPERATIONS >= operations.length && { retry }),
      };
      this.changes.append(changesOf(record));
      if (this.sink) parts.push(...encodeRecord(record));
    }
    const last = this.changes.lastSequence;
    // All parts are appended together: they become durable together, or not at all.
    await this.sink?.append(parts);
    this.changes.release(last);
  }

  /** Writes a document that recovery has read; nothing is noted. */
  applyRecovered(collection: Collection, key: string, next: SizedDocument | null): void {
    this.apply(collection, key, next);
  }

  /** Forgets what was noted while recovery repeated it. */
  discardNotes(): void {
    this.pending = [];
  }

  private put(
    kind: 'insert' | 'update' | 'replace',
    collection: Collection,
    key: string,
    document: Document,
    encoded: Uint8Array | undefined,
    before: Document | undefined,
    transaction: Transaction | undefined,
  ): void {
    // Without a journal only the size is needed, and measuring is cheaper than encoding.
    const bytes = encoded ?? (this.sink ? encodeDocument(document) : NO_BYTES);
    const size = bytes.length || calculateObjectSize(document);
    if (size > MAX_DOCUMENT_BYTES)
      failure(10334, `object to insert too large. size in bytes: ${size}, max size: ${MAX_DOCUMENT_BYTES}`);
    const duplicate = transaction
      ? transaction.duplicateOf(collection, document)
      : collection.indexes.duplicateOf(document);
    if (duplicate) throw duplicateKeyError(collection.namespace, duplicate);
    const { namespace } = collection;
    const operation: Operation =
      kind === 'insert'
        ? { kind, namespace, document, bytes, size }
        : { kind, namespace, document, bytes, size, ...(before && { before }) };
    this.write(collection, key, { document, bytes: size }, operation, transaction);
  }

  private write(
    collection: Collection,
    key: string,
    next: SizedDocument | null,
    operation: Operation,
    transaction: Transaction | undefined,
  ): void {
    if (transaction) {
      transaction.take(collection, key);
      transaction.write(collection, key, next, operation);
      return;
    }
    if (collection.holders.has(key)) throw new MongoError(112, 'the document is held by a transaction');
    this.timestamp += 1;
    this.apply(collection, key, next);
    this.note(operation);
  }

  private apply(collection: Collection, key: string, next: SizedDocument | null): void {
    collection.write(key, next, this.timestamp, this.history.keeps(collection, key));
    if (next && collection.options.capped === true) this.evict(collection);
  }

  /** Capped collections lose their oldest documents; replay does the same again, so no operation is noted. */
  private evict(collection: Collection): void {
    const { size = Number.POSITIVE_INFINITY, max = Number.POSITIVE_INFINITY } = collection.options;
    while (collection.count > 1 && (collection.bytes > Number(size) || collection.count > Number(max))) {
      const key = collection.oldestKey();
      if (key === undefined) return;
      collection.write(key, null, this.timestamp, this.history.keeps(collection, key));
    }
  }

  /** Makes a new collection, and the indexes it has already, known to all. */
  private register(collection: Collection): void {
    const { namespace, options, uuid } = collection;
    this.collections.set(namespace, collection);
    this.note({ kind: 'create', namespace, options, uuid });
    for (const specification of collection.indexes.list().slice(1)) {
      this.note({ kind: 'createIndex', namespace, specification });
    }
  }

  private note(operation: Operation): void {
    this.pending.push(operation);
  }

  private conflict(transaction: Transaction): never {
    this.abort(transaction);
    throw writeConflict();
  }

  private refuseWhileHeld(collection: Collection): void {
    if (collection.holders.size > 0) {
      failure(117, `the collection '${collection.namespace}' has writes of an open transaction`);
    }
  }
}
