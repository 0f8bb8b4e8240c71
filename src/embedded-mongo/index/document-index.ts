import { type Document, ownValue } from '../bson/document.js';
import { keyOf } from '../bson/key.js';
import { splitPath, valuesAt } from '../bson/path.js';
import { failure } from '../errors.js';
import { type ValueOrder, valueOrder } from '../query/collation.js';
import { compileFilter } from '../query/filter.js';
import { type Geometry, storedGeometry } from '../query/geo/geometry.js';
import { GeoIndex } from './geo-index.js';
import { indexKeys } from './key-values.js';
import { type IndexEntry, OrderedIndex } from './ordered-index.js';
import { type IndexField, type IndexSpecification, indexFields } from './specification.js';

interface GeoEntry {
  readonly prefix: string;
  readonly geometry: Geometry;
  readonly key: string;
}

/** One index of a collection: which documents it holds, under which keys, and the structure that finds them. */
export class DocumentIndex {
  readonly fields: readonly IndexField[];
  readonly order: ValueOrder;
  /** For each field, whether some document had an array on its path: then one document may have several entries. */
  readonly multikey: boolean[];
  readonly ordered: OrderedIndex | undefined;
  readonly geo: GeoIndex | undefined;
  /** Position of the geometry among the fields, -1 when there is none. */
  readonly geoField: number;
  private readonly paths: readonly string[][];
  private readonly isCovered: (document: Document) => boolean;

  constructor(readonly specification: IndexSpecification) {
    this.fields = indexFields(specification);
    this.order = valueOrder(specification.collation);
    this.paths = this.fields.map((field) => splitPath(field.name));
    this.multikey = this.fields.map(() => false);
    this.geoField = this.fields.findIndex((field) => field.kind === '2dsphere');
    const directions = this.fields.map((field) => (field.kind === -1 ? -1 : 1));
    if (this.geoField >= 0) this.geo = new GeoIndex();
    else this.ordered = new OrderedIndex(directions, this.order);
    const partial = specification.partialFilterExpression;
    this.isCovered = partial
      ? compileFilter(partial, {
          now: new Date(0),
          ...(specification.collation && { collation: specification.collation }),
        })
      : () => true;
  }

  /** The entries of a document in an ordered index; none when sparse or partial leaves it out. */
  entriesOf(document: Document, key = documentKey(document)): IndexEntry[] {
    if (!this.isCovered(document)) return [];
    if (this.specification.sparse && this.isMissingEverywhere(document)) return [];
    const { tuples, multikey } = indexKeys(document, this.paths);
    multikey.forEach((isMultikey, i) => {
      if (isMultikey) this.multikey[i] = true;
    });
    return tuples.length === 1
      ? tuples.map((values) => ({ values, key }))
      : this.withoutRepeats(tuples).map((values) => ({ values, key }));
  }

  /** @param key of the document, when the caller has it already */
  add(document: Document, key = documentKey(document)): void {
    if (this.ordered) for (const entry of this.entriesOf(document, key)) this.ordered.add(entry);
    if (this.geo)
      for (const { prefix, geometry } of this.geoEntriesOf(document, key)) this.geo.add(prefix, geometry, key);
  }

  remove(document: Document, key = documentKey(document)): void {
    if (this.ordered) for (const entry of this.entriesOf(document, key)) this.ordered.remove(entry);
    if (this.geo)
      for (const { prefix, geometry } of this.geoEntriesOf(document, key)) this.geo.remove(prefix, geometry, key);
  }

  /** Replaces the content. */
  load(documents: Iterable<Document>): void {
    this.geo?.load(this.allGeoEntries(documents));
    if (!this.ordered) return;
    const entries: IndexEntry[] = [];
    for (const document of documents) for (const entry of this.entriesOf(document)) entries.push(entry);
    this.ordered.load(entries);
  }

  private *allGeoEntries(documents: Iterable<Document>): Generator<GeoEntry, undefined> {
    for (const document of documents) yield* this.geoEntriesOf(document, documentKey(document));
  }

  /** Entries of other documents with the same values. */
  *equalEntries(entry: IndexEntry): Generator<IndexEntry, undefined> {
    if (!this.ordered) return;
    for (const other of this.ordered.between({ prefix: entry.values, edge: -1 }, { prefix: entry.values, edge: 1 }))
      if (other.key !== entry.key) yield other;
  }

  sameValues(a: IndexEntry, b: IndexEntry): boolean {
    return a.values.every((value, i) => this.order.compare(value, b.values[i]) === 0);
  }

  /** The tree of a geometry index in which documents with these values before the geometry are; for its `search` and `nearest`. */
  geoPrefixKey(values: readonly unknown[]): string {
    return JSON.stringify(values.map((value) => keyOf(value)));
  }

  private geoEntriesOf(document: Document, key: string): GeoEntry[] {
    if (!this.isCovered(document)) return [];
    const stored = valuesAt(document, this.paths[this.geoField] ?? [], 'whole');
    const geometries = stored.flatMap((value) => this.geometriesOf(value, document));
    if (geometries.length === 0) return [];
    const { tuples } = indexKeys(document, this.paths.slice(0, this.geoField));
    const prefixes = new Set(tuples.map((values) => this.geoPrefixKey(values)));
    return [...prefixes].flatMap((prefix) => geometries.map((geometry) => ({ prefix, geometry, key })));
  }

  private geometriesOf(value: unknown, document: Document): Geometry[] {
    if (value === undefined || value === null) return [];
    const id = keyOf(ownValue(document, '_id')).slice(1);
    try {
      const geometry = storedGeometry(value);
      if (geometry) return [geometry];
      if (Array.isArray(value)) return value.flatMap((element) => this.geometriesOf(element, document));
    } catch (error) {
      return failure(
        16755,
        `Can't extract geo keys: document ${id}: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
    return failure(16755, `Can't extract geo keys: document ${id}: unknown GeoJSON type`);
  }

  private isMissingEverywhere(document: Document): boolean {
    return this.paths.every((path) => valuesAt(document, path, 'whole').every((value) => value === undefined));
  }

  private withoutRepeats(tuples: unknown[][]): unknown[][] {
    const seen = new Map<string, unknown[]>();
    for (const tuple of tuples) {
      const key = this.order.key(tuple);
      if (!seen.has(key)) seen.set(key, tuple);
    }
    return [...seen.values()];
  }
}

/** The key of a document in its collection. */
function documentKey(document: Document): string {
  return keyOf(ownValue(document, '_id'));
}
