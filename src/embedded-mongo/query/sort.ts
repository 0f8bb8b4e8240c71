import { type Document, isDocument } from '../bson/document.js';
import { isBsonNumber, toDouble } from '../bson/number.js';
import { splitPath, valuesAt } from '../bson/path.js';
import { failure, notSupported } from '../errors.js';
import type { ValueOrder } from './collation.js';
import { Heap } from './heap.js';

export interface SortField {
  readonly name: string;
  readonly path: readonly string[];
  readonly direction: 1 | -1;
}

/** A compiled sort specification: its fields, the key of a document, and the order of keys. */
export interface Sort {
  readonly fields: readonly SortField[];
  keyOf(document: unknown): unknown[];
  compareKeys(left: readonly unknown[], right: readonly unknown[]): number;
}

interface Keyed<T> {
  readonly item: T;
  readonly key: unknown[];
  readonly position: number;
}

/**
 * Compiles `{ field: 1 | -1 ... }`; throws 15975 for another direction. A missing field sorts as null; an array by its least element
 * when ascending and by its greatest when descending, an empty one before null.
 */
export function compileSort(specification: Document, order: ValueOrder): Sort {
  const fields = Object.entries(specification).map(([name, direction]) => sortField(name, direction));
  return {
    fields,
    keyOf: (document) => fields.map((field) => sortValue(document, field, order)),
    compareKeys: (left, right) => {
      for (let i = 0; i < fields.length; i++) {
        const difference = order.compare(left[i], right[i]);
        if (difference !== 0) return difference * (fields[i]?.direction ?? 1);
      }
      return 0;
    },
  };
}

function sortField(name: string, direction: unknown): SortField {
  if (isDocument(direction)) return notSupported(`sort by ${Object.keys(direction)[0] ?? 'an object'}`);
  const value = isBsonNumber(direction) ? toDouble(direction) : Number.NaN;
  if (value !== 1 && value !== -1)
    failure(15975, '$sort key ordering must be 1 (for ascending) or -1 (for descending)');
  if (name === '' || name.startsWith('$'))
    failure(16410, `FieldPath field names may not be empty or start with '$': '${name}'`);
  return { name, path: splitPath(name), direction: value === 1 ? 1 : -1 };
}

function sortValue(document: unknown, { path, direction }: SortField, order: ValueOrder): unknown {
  const [only] = path;
  if (only !== undefined && path.length === 1 && isDocument(document)) {
    const value = Object.hasOwn(document, only) ? document[only] : null;
    if (!Array.isArray(value)) return value ?? null;
  }
  // An array counts by its elements; "whole" plus one step down keeps an array inside an array whole.
  const values = valuesAt(document, path, 'whole').flatMap((value) =>
    Array.isArray(value) ? (value.length === 0 ? [undefined] : value) : [value ?? null],
  );
  if (values.length === 0) return null;
  return values.reduce((best, value) => (order.compare(value, best) * direction < 0 ? value : best));
}

/** Stable sort into a new array. */
export function sortDocuments<T>(documents: Iterable<T>, sort: Sort): T[] {
  const keyed: Keyed<T>[] = [];
  for (const item of documents) keyed.push({ item, key: sort.keyOf(item), position: keyed.length });
  return keyed.sort((a, b) => sort.compareKeys(a.key, b.key)).map(({ item }) => item);
}

/** The first `count` of the stable sort, holding no more than `count` documents at a time. */
export function topDocuments<T>(documents: Iterable<T>, sort: Sort, count: number): T[] {
  if (count === 0) return [];
  const compare = (a: Keyed<T>, b: Keyed<T>) => sort.compareKeys(a.key, b.key) || a.position - b.position;
  const worstFirst = new Heap<Keyed<T>>((a, b) => compare(b, a));
  let position = 0;
  for (const item of documents) {
    const candidate = { item, key: sort.keyOf(item), position: position++ };
    const worst = worstFirst.peek();
    if (worstFirst.size < count) worstFirst.push(candidate);
    else if (worst && compare(candidate, worst) < 0) worstFirst.replaceTop(candidate);
  }
  const sorted: T[] = [];
  for (let next = worstFirst.pop(); next; next = worstFirst.pop()) sorted.push(next.item);
  return sorted.reverse();
}
