import { type Document, ownValue } from '../../../src/embedded-mongo/bson/document.js';
import { keyOf } from '../../../src/embedded-mongo/bson/key.js';
import { CollectionIndexes } from '../../../src/embedded-mongo/index/collection-indexes.js';
import type { CollectionView } from '../../../src/embedded-mongo/query/collection-view.js';
import type { QueryOptions } from '../../../src/embedded-mongo/query/options.js';

/** A collection in memory with nothing but a map and its indexes, and a count of the documents that were read. */
export class MemoryCollection implements CollectionView {
  readonly indexes = new CollectionIndexes();
  indexesUsable = true;
  reads = 0;
  /** What the planner is told; a large one makes it take an index wherever it may. */
  pretendedSize: number | undefined;
  private readonly documents = new Map<string, Document>();

  constructor(documents: Iterable<Document> = [], indexes: { key: Document; [option: string]: unknown }[] = []) {
    for (const document of documents) this.documents.set(keyOf(ownValue(document, '_id')), document);
    this.indexes.rebuild(this.documents.values());
    for (const [i, index] of indexes.entries())
      this.indexes.create({ v: 2, name: `index_${i}`, ...index }, this.documents.values());
  }

  get size(): number {
    return this.pretendedSize ?? this.documents.size;
  }

  get(key: string): Document | undefined {
    this.reads++;
    return this.documents.get(key);
  }

  *scan(): Generator<Document, undefined> {
    for (const document of this.documents.values()) {
      this.reads++;
      yield document;
    }
  }

  insert(document: Document): void {
    this.indexes.add(document);
    this.documents.set(keyOf(ownValue(document, '_id')), document);
  }

  remove(id: unknown): void {
    const document = this.documents.get(keyOf(id));
    if (!document) return;
    this.indexes.remove(document);
    this.documents.delete(keyOf(id));
  }
}

/** Options over some named collections. */
export function optionsWith(
  collections: Record<string, CollectionView> = {},
  more: Partial<QueryOptions> = {},
): QueryOptions {
  return { now: new Date('2026-03-01T12:00:00Z'), source: (name) => collections[name], ...more };
}
