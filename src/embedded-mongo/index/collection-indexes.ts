import { type Document, ownValue } from '../bson/document.js';
import { keyOf } from '../bson/key.js';
import { compareBson } from '../bson/order.js';
import { failure } from '../errors.js';
import { DocumentIndex } from './document-index.js';
import type { IndexEntry } from './ordered-index.js';
import type { IndexSpecification } from './specification.js';

export type { IndexSpecification } from './specification.js';

/** The unique index that a document would break, and the values it shares with another document. */
export interface DuplicateEntry {
  index: IndexSpecification;
  keyValue: Document;
}

/** All indexes of one collection. They hold the latest committed documents; older snapshots are the caller's business. */
export class CollectionIndexes {
  private readonly indexes: DocumentIndex[];

  /** @param collation the collection's default, which every index without its own inherits; the one on `_id` too */
  constructor(private readonly collation?: Document) {
    this.indexes = [new DocumentIndex({ v: 2, key: { _id: 1 }, name: '_id_', ...(collation && { collation }) })];
  }

  /** Specifications as listIndexes shows them, `_id_` first. */
  list(): IndexSpecification[] {
    return this.indexes.map((index) => index.specification);
  }

  /** By name, or by key pattern with its field order. */
  find(nameOrKey: string | Document): IndexSpecification | undefined {
    return this.findIndex(nameOrKey)?.specification;
  }

  /** The structures themselves, for the planner. */
  all(): readonly DocumentIndex[] {
    return this.indexes;
  }

  findIndex(nameOrKey: string | Document): DocumentIndex | undefined {
    return this.indexes.find(({ specification }) =>
      typeof nameOrKey === 'string' ? specification.name === nameOrKey : samePattern(specification.key, nameOrKey),
    );
  }

  /**
   * Builds an index over existing documents; the same one again changes nothing. Throws 67 (wrong or unsupported specification),
   * 85 and 86 (conflict with another index) and 11000 (existing duplicates, with `keyPattern` and `keyValue`).
   */
  create(specification: IndexSpecification, documents: Iterable<Document>): void {
    const inherited =
      this.collation && !specification.collation ? { ...specification, collation: this.collation } : specification;
    if (this.isPresent(inherited)) return;
    const index = new DocumentIndex(inherited);
    index.load(documents);
    if (inherited.unique) refuseDuplicates(index);
    this.indexes.push(index);
  }

  /** Throws 27 when there is no such index and 72 for the index on `_id`. */
  drop(name: string): void {
    if (name === '_id_') failure(72, 'cannot drop _id index');
    const position = this.indexes.findIndex((index) => index.specification.name === name);
    if (position < 0) failure(27, `index not found with name [${name}]`);
    this.indexes.splice(position, 1);
  }

  /**
   * The first unique index in which another document has the same values.
   * @param visible the reader's version of a document (undefined: deleted or not yet there); without it the indexed ones count
   */
  duplicateOf(document: Document, visible?: (key: string) => Document | undefined): DuplicateEntry | undefined {
    for (const index of this.uniqueIndexes()) {
      for (const entry of index.entriesOf(document)) {
        for (const other of index.equalEntries(entry)) {
          if (!visible) return duplicateEntry(index, entry);
          const current = visible(other.key);
          if (current && index.entriesOf(current).some((values) => index.sameValues(values, entry)))
            return duplicateEntry(index, entry);
        }
      }
    }
    return undefined;
  }

  /** Adds a document to every index, or to none: an unfit one (parallel arrays, wrong geometry) throws before anything changed. */
  add(document: Document): void {
    const key = keyOf(ownValue(document, '_id'));
    let done = 0;
    try {
      for (const index of this.indexes) {
        index.add(document, key);
        done++;
      }
    } catch (error) {
      for (const index of this.indexes.slice(0, done)) index.remove(document);
      throw error;
    }
  }

  remove(document: Document): void {
    const key = keyOf(ownValue(document, '_id'));
    for (const index of this.indexes) index.remove(document, key);
  }

  /** Replaces the content of all indexes, much faster than adding one by one: for a start from stored data. */
  rebuild(documents: Iterable<Document>): void {
    const all = [...documents];
    for (const index of this.indexes) index.load(all);
  }

  private uniqueIndexes(): DocumentIndex[] {
    return this.indexes.filter((index) => index.specification.unique);
  }

  private isPresent(specification: IndexSpecification): boolean {
    for (const { specification: present } of this.indexes) {
      const sameKey = samePattern(present.key, specification.key);
      const sameName = present.name === specification.name;
      if (sameKey && present.name === '_id_') return true;
      if (sameKey && sameName && sameOptions(present, specification)) return true;
      if (sameName) {
        failure(
          86,
          `An existing index has the same name as the requested index. Requested index: ${shown(specification)}, existing index: ${shown(present)}`,
        );
      }
      const sameContent =
        sameCollation(present, specification) &&
        compareBson(present.partialFilterExpression, specification.partialFilterExpression) === 0;
      if (sameKey && sameContent) {
        failure(
          85,
          sameOptions(present, specification)
            ? `Index already exists with a different name: ${present.name}`
            : `An equivalent index already exists with different options: ${shown(present)}`,
        );
      }
    }
    return false;
  }
}

function refuseDuplicates(index: DocumentIndex): void {
  let previous: IndexEntry | undefined;
  for (const entry of index.ordered?.between({ prefix: [], edge: -1 }, { prefix: [], edge: 1 }) ?? []) {
    if (previous && previous.key !== entry.key && index.sameValues(previous, entry)) {
      const { keyValue } = duplicateEntry(index, entry);
      const { key, name } = index.specification;
      failure(11000, `E11000 duplicate key error index: ${name} dup key: ${JSON.stringify(keyValue)}`, {
        keyPattern: key,
        keyValue,
      });
    }
    previous = entry;
  }
}

function duplicateEntry(index: DocumentIndex, entry: IndexEntry): DuplicateEntry {
  const keyValue = Object.fromEntries(index.fields.map((field, i) => [field.name, entry.values[i] ?? null]));
  return { index: index.specification, keyValue };
}

function samePattern(a: Document, b: Document): boolean {
  return compareBson(a, b) === 0;
}

function sameCollation(a: IndexSpecification, b: IndexSpecification): boolean {
  return compareBson(a.collation, b.collation) === 0;
}

function sameOptions(a: IndexSpecification, b: IndexSpecification): boolean {
  return (
    Boolean(a.unique) === Boolean(b.unique) &&
    Boolean(a.sparse) === Boolean(b.sparse) &&
    compareBson(a.expireAfterSeconds, b.expireAfterSeconds) === 0 &&
    compareBson(a.partialFilterExpression, b.partialFilterExpression) === 0 &&
    sameCollation(a, b)
  );
}

function shown(specification: IndexSpecification): string {
  return JSON.stringify(specification);
}
