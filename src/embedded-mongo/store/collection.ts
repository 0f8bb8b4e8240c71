import { type Binary, UUID } from 'bson';
import { type Document, isDocument } from '../bson/document.js';
import { CollectionIndexes, type IndexSpecification } from '../index/collection-indexes.js';
import type { CollectionView } from '../query/collection-view.js';

/** One version of a document; `document` is null where it was deleted and an open transaction may still see it. */
interface Version {
  document: Document | null;
  bytes: number;
  timestamp: number;
  previous: Version | undefined;
}

/** An open transaction, as those who wait for it see it. */
export interface Holder {
  readonly finished: Promise<void>;
}

/** A document and the size of its BSON. */
export interface SizedDocument {
  readonly document: Document;
  readonly bytes: number;
}

/**
 * The documents of one collection by `keyOf(_id)`, in the order of their insertion. Versions are chained only while a
 * transaction is open; documents are immutable, so readers share them.
 */
export class Collection {
  readonly uuid: Binary;
  readonly indexes: CollectionIndexes;
  /** Which open transaction has written a document and not yet ended. */
  readonly holders = new Map<string, Holder>();
  private readonly versions = new Map<string, Version>();
  private liveCount = 0;
  private liveBytes = 0;
  private lastWrite = 0;
  private recoveredIndexes: IndexSpecification[] | undefined;
  /** What a query outside of transactions sees. */
  readonly view: CollectionView = new CommittedView(this);

  constructor(
    public namespace: string,
    public options: Document,
    uuid?: Binary,
  ) {
    this.uuid = uuid ?? new UUID().toBinary();
    this.indexes = new CollectionIndexes(isDocument(options.collation) ? options.collation : undefined);
  }

  /** Number of documents, for a reader outside of transactions. */
  get count(): number {
    return this.liveCount;
  }

  /** Sum of the documents' BSON sizes. */
  get bytes(): number {
    return this.liveBytes;
  }

  /** The committed document, or undefined. */
  current(key: string): Document | undefined {
    return this.versions.get(key)?.document ?? undefined;
  }

  /** The document at a snapshot, or undefined. */
  at(key: string, snapshot: number): Document | undefined {
    let version = this.versions.get(key);
    while (version && version.timestamp > snapshot) version = version.previous;
    return version?.document ?? undefined;
  }

  /** True when a document was written after a snapshot. */
  changedSince(key: string, snapshot: number): boolean {
    const version = this.versions.get(key);
    return version !== undefined && version.timestamp > snapshot;
  }

  /** True when any document was written after a snapshot. */
  anyChangedSince(snapshot: number): boolean {
    return this.lastWrite > snapshot;
  }

  /**
   * Replaces, adds (no former one) or deletes (null) a committed document, and keeps the indexes.
   * @param keepHistory true while an open transaction may need the former version
   */
  write(key: string, next: SizedDocument | null, timestamp: number, keepHistory: boolean): void {
    const version = this.versions.get(key);
    const before = version?.document ?? null;
    if (!this.recoveredIndexes) this.reindex(before, next?.document);
    this.liveCount += (next ? 1 : 0) - (before ? 1 : 0);
    this.liveBytes += (next?.bytes ?? 0) - (before ? (version?.bytes ?? 0) : 0);
    this.lastWrite = timestamp;
    if (keepHistory && (version || next)) {
      this.versions.set(key, {
        document: next?.document ?? null,
        bytes: next?.bytes ?? 0,
        timestamp,
        previous: version,
      });
    } else if (!next) {
      this.versions.delete(key);
    } else if (version) {
      version.document = next.document;
      version.bytes = next.bytes;
      version.timestamp = timestamp;
      version.previous = undefined;
    } else {
      this.versions.set(key, { document: next.document, bytes: next.bytes, timestamp, previous: undefined });
    }
  }

  /** Drops the former versions of a document, once no transaction can see them. */
  forgetHistory(key: string): void {
    const version = this.versions.get(key);
    if (!version) return;
    version.previous = undefined;
    if (!version.document) this.versions.delete(key);
  }

  /** The key of the document inserted first, for capped collections. */
  oldestKey(): string | undefined {
    for (const [key, version] of this.versions) if (version.document) return key;
    return undefined;
  }

  *scan(): Iterable<Document> {
    for (const version of this.versions.values()) if (version.document) yield version.document;
  }

  /** The documents as they were at a snapshot; may be consumed in slices while writes go on. */
  *scanAt(snapshot: number): Iterable<Document> {
    for (const [, document] of this.entriesAt(snapshot)) yield document;
  }

  *entriesAt(snapshot: number): Iterable<[key: string, document: Document]> {
    for (const key of this.versions.keys()) {
      const document = this.at(key, snapshot);
      if (document) yield [key, document];
    }
  }

  /**
   * While the journal is replayed, secondary indexes are only noted; {@link finishRecovery} builds each in bulk, which
   * is many times faster than keeping them up to date.
   */
  startRecovery(): void {
    this.recoveredIndexes = [];
  }

  /** Adds an index and builds it. Throws MongoError when the specification or the data doesn't allow it. */
  createIndex(specification: IndexSpecification): void {
    if (this.recoveredIndexes) this.recoveredIndexes.push(specification);
    else this.indexes.create(specification, this.scan());
  }

  dropIndex(name: string): void {
    if (this.recoveredIndexes) this.recoveredIndexes = this.recoveredIndexes.filter((index) => index.name !== name);
    else this.indexes.drop(name);
  }

  /** A document that an index can't hold (two arrays in one key, a wrong geometry) is refused before anything changes. */
  private reindex(before: Document | null, after: Document | undefined): void {
    if (before) this.indexes.remove(before);
    if (!after) return;
    try {
      this.indexes.add(after);
    } catch (error) {
      if (before) this.indexes.add(before);
      throw error;
    }
  }

  finishRecovery(): void {
    const specifications = this.recoveredIndexes ?? [];
    this.recoveredIndexes = undefined;
    this.indexes.rebuild(this.scan());
    for (const specification of specifications) this.indexes.create(specification, this.scan());
  }
}

/** What a query outside of transactions sees of a collection: the committed documents. */
class CommittedView implements CollectionView {
  readonly indexesUsable = true;

  constructor(private readonly collection: Collection) {}

  get indexes(): CollectionIndexes {
    return this.collection.indexes;
  }

  get size(): number {
    return this.collection.count;
  }

  get(key: string): Document | undefined {
    return this.collection.current(key);
  }

  scan(): Iterable<Document> {
    return this.collection.scan();
  }
}
