import type { Document } from '../bson/document.js';
import { MongoError } from '../errors.js';
import { CollectionIndexes } from '../index/collection-indexes.js';
import type { CollectionView } from '../query/collection-view.js';
import type { Collection, SizedDocument } from './collection.js';
import type { Operation } from './record.js';

/** What one transaction has written to one collection. */
interface CollectionWrites {
  readonly documents: Map<string, SizedDocument | null>;
  /** The collection's indexes over the transaction's own documents, which the collection's don't hold yet. */
  readonly indexes: CollectionIndexes;
}

/** Code 112: the caller should start its transaction again. */
export function writeConflict(): MongoError {
  return new MongoError(
    112,
    'WriteConflict error: this operation conflicted with another operation. Please retry your operation or multi-document transaction.',
    {},
    ['TransientTransactionError'],
  );
}

/**
 * An open transaction: reads its snapshot and its own writes, holds every document it has written, and changes the
 * collections only when it commits.
 */
export class Transaction {
  readonly writes = new Map<Collection, CollectionWrites>();
  /** In the order of the commands: what the journal and the change streams get at commit. */
  readonly operations: Operation[] = [];
  /** Collections that this transaction has created, by namespace; nobody else sees them before it commits. */
  readonly created = new Map<string, Collection>();
  /** Resolves when the transaction has ended, either way. */
  readonly finished: Promise<void>;
  private settle: () => void = () => {};
  private over = false;

  /** @param snapshot the store's clock at the transaction's start */
  constructor(readonly snapshot: number) {
    this.finished = new Promise((resolve) => {
      this.settle = resolve;
    });
  }

  get ended(): boolean {
    return this.over;
  }

  /** The document as this transaction sees it. */
  read(collection: Collection, key: string): Document | undefined {
    const own = this.writes.get(collection)?.documents.get(key);
    if (own !== undefined) return own?.document;
    return collection.at(key, this.snapshot);
  }

  /** Takes a document for writing. Throws 112 when another transaction holds it or has written it since the snapshot. */
  take(collection: Collection, key: string): void {
    const holder = collection.holders.get(key);
    if ((holder && holder !== this) || collection.changedSince(key, this.snapshot)) throw writeConflict();
    collection.holders.set(key, this);
  }

  /** Notes one write of a document that was taken before. */
  write(collection: Collection, key: string, next: SizedDocument | null, operation: Operation): void {
    let writes = this.writes.get(collection);
    if (!writes) {
      writes = { documents: new Map(), indexes: indexesLike(collection) };
      this.writes.set(collection, writes);
    }
    const before = writes.documents.get(key);
    if (before) writes.indexes.remove(before.document);
    if (next) writes.indexes.add(next.document);
    writes.documents.set(key, next);
    this.operations.push(operation);
  }

  /** The unique index that a new document would break, as this transaction sees the collection. */
  duplicateOf(collection: Collection, document: Document): ReturnType<CollectionIndexes['duplicateOf']> {
    const own = this.writes.get(collection);
    return (
      own?.indexes.duplicateOf(document) ??
      collection.indexes.duplicateOf(document, (key) =>
        own?.documents.has(key) ? undefined : collection.at(key, this.snapshot),
      )
    );
  }

  /** Lets go of all documents and wakes those who wait for them. */
  end(): void {
    this.over = true;
    for (const [collection, { documents }] of this.writes) {
      for (const key of documents.keys()) {
        if (collection.holders.get(key) === this) collection.holders.delete(key);
      }
    }
    this.settle();
  }

  /** What a query of this transaction sees of a collection. */
  view(collection: Collection): CollectionView {
    return new TransactionView(this, collection);
  }
}

class TransactionView implements CollectionView {
  constructor(
    private readonly transaction: Transaction,
    private readonly collection: Collection,
  ) {}

  get indexes(): CollectionIndexes {
    return this.collection.indexes;
  }

  get indexesUsable(): boolean {
    return !this.transaction.writes.has(this.collection) && !this.collection.anyChangedSince(this.transaction.snapshot);
  }

  get size(): number {
    if (this.indexesUsable) return this.collection.count;
    let size = 0;
    for (const _ of this.scan()) size += 1;
    return size;
  }

  get(key: string): Document | undefined {
    return this.transaction.read(this.collection, key);
  }

  *scan(): Iterable<Document> {
    const own = this.transaction.writes.get(this.collection)?.documents;
    if (!own) {
      yield* this.collection.scanAt(this.transaction.snapshot);
      return;
    }
    const unseen = new Map(own);
    for (const [key, document] of this.collection.entriesAt(this.transaction.snapshot)) {
      const written = own.get(key);
      unseen.delete(key);
      if (written === undefined) yield document;
      else if (written) yield written.document;
    }
    for (const written of unseen.values()) if (written) yield written.document;
  }
}

function indexesLike(collection: Collection): CollectionIndexes {
  const indexes = new CollectionIndexes();
  for (const specification of collection.indexes.list().slice(1)) indexes.create(specification, []);
  return indexes;
}
