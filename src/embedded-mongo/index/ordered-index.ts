import type { ValueOrder } from '../query/collation.js';
import { type Cut, compareToCut } from './interval.js';

/** One entry: the values of the indexed fields, and the key of the document in its collection. */
export interface IndexEntry {
  readonly values: readonly unknown[];
  readonly key: string;
}

/** A place among the entries: behind a common prefix of values, at a cut of the next field, or at an edge of the whole prefix. */
export interface Bound {
  readonly prefix: readonly unknown[];
  readonly cut?: Cut;
  readonly edge: -1 | 1;
}

interface Position {
  readonly chunk: number;
  readonly offset: number;
}

/** Small enough to insert by moving memory, large enough that a million entries make a short list of chunks. */
const CHUNK = 512;
const FILL = CHUNK - CHUNK / 8;

/** As many new entries wait before they are put in order without having been asked for, and so long a part of the index. */
const MOST_WAITING = 4_096;
const MOST_WAITING_SHARE = 1 / 16;
/** Fewer than this part of the index find their places one by one sooner than by a merge of all. */
const MERGED_SHARE = 1 / 64;

/**
 * Entries in order, in chunks: a B-tree of two levels. Look-ups are two binary searches. New entries wait until somebody
 * reads: many that come one after the other are sorted and merged, which takes a fraction of finding a place for each.
 */
export class OrderedIndex {
  private chunks: IndexEntry[][] = [];
  private waiting: IndexEntry[] = [];
  private placed = 0;

  /**
   * @param directions 1 or -1 for each field
   * @param order the order of values under the index's collation
   */
  constructor(
    readonly directions: readonly (1 | -1)[],
    readonly order: ValueOrder,
  ) {}

  /** Compares by values, then by document key, so that every entry has its own place. */
  private compare(a: IndexEntry, b: IndexEntry): number {
    for (let i = 0; i < this.directions.length; i++) {
      const difference = this.order.compare(a.values[i], b.values[i]);
      if (difference !== 0) return difference * (this.directions[i] ?? 1);
    }
    return a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
  }

  private compareToBound(entry: IndexEntry, bound: Bound): number {
    const { prefix, cut } = bound;
    for (let i = 0; i < prefix.length; i++) {
      const difference = this.order.compare(entry.values[i], prefix[i]);
      if (difference !== 0) return difference * (this.directions[i] ?? 1);
    }
    if (!cut) return -bound.edge;
    return compareToCut(entry.values[prefix.length], cut, this.order) * (this.directions[prefix.length] ?? 1);
  }

  /** The first entry for which `isBehind` holds; it must hold for all that follow. */
  private locate(isBehind: (entry: IndexEntry) => boolean): Position {
    let low = 0;
    let high = this.chunks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const last = this.chunks[middle]?.at(-1);
      if (last && isBehind(last)) high = middle;
      else low = middle + 1;
    }
    const chunk = this.chunks[low];
    if (!chunk) return { chunk: low, offset: 0 };
    let start = 0;
    let end = chunk.length - 1;
    while (start < end) {
      const middle = (start + end) >> 1;
      if (isBehind(chunk[middle] as IndexEntry)) end = middle;
      else start = middle + 1;
    }
    return { chunk: low, offset: start };
  }

  private locateBound(bound: Bound): Position {
    return this.locate((entry) => this.compareToBound(entry, bound) > 0);
  }

  /** How many entries there are. */
  get size(): number {
    this.settle();
    return this.placed;
  }

  /** One that is there already, with the same values and document key, is not added again. */
  add(entry: IndexEntry): void {
    this.waiting.push(entry);
    if (this.waiting.length >= Math.max(MOST_WAITING, this.placed * MOST_WAITING_SHARE)) this.settle();
  }

  /** Puts those in their places that wait. */
  private settle(): void {
    const { waiting } = this;
    if (waiting.length === 0) return;
    this.waiting = [];
    if (waiting.length < this.placed * MERGED_SHARE) {
      for (const entry of waiting) this.place(entry);
    } else {
      waiting.sort((a, b) => this.compare(a, b));
      this.fill(this.merged(waiting));
    }
  }

  /** All entries in order, those of a sorted list among them. */
  private *merged(sorted: readonly IndexEntry[]): Generator<IndexEntry, undefined> {
    let next = 0;
    for (const chunk of this.chunks) {
      for (const entry of chunk) {
        for (let other = sorted[next]; other && this.compare(other, entry) < 0; other = sorted[next]) {
          yield other;
          next++;
        }
        yield entry;
      }
    }
    for (; next < sorted.length; next++) yield sorted[next] as IndexEntry;
  }

  /** Makes the chunks anew. Of entries that are the same, which follow each other, one is taken. */
  private fill(entries: Iterable<IndexEntry>): void {
    const chunks: IndexEntry[][] = [];
    let chunk: IndexEntry[] = [];
    let last: IndexEntry | undefined;
    let count = 0;
    for (const entry of entries) {
      if (last && this.compare(last, entry) === 0) continue;
      if (chunk.length === FILL || count === 0) {
        chunk = [];
        chunks.push(chunk);
      }
      chunk.push(entry);
      last = entry;
      count++;
    }
    this.chunks = chunks;
    this.placed = count;
  }

  private place(entry: IndexEntry): void {
    const at = this.locate((other) => this.compare(other, entry) >= 0);
    let chunk = this.chunks[at.chunk];
    let offset = at.offset;
    if (!chunk) {
      chunk = this.chunks.at(-1) ?? [];
      if (this.chunks.length === 0) this.chunks.push(chunk);
      offset = chunk.length;
    }
    const present = chunk[offset];
    if (present && this.compare(present, entry) === 0) return;
    chunk.splice(offset, 0, entry);
    this.placed++;
    if (chunk.length > CHUNK) this.split(chunk);
  }

  private split(chunk: IndexEntry[]): void {
    // Ascending inserts (ObjectIds, times) fill the last chunk; it is left nearly full instead of half empty.
    const isLast = chunk === this.chunks.at(-1);
    const index = isLast ? this.chunks.length - 1 : this.chunks.indexOf(chunk);
    this.chunks.splice(index + 1, 0, chunk.splice(isLast ? FILL : CHUNK / 2));
  }

  remove(entry: IndexEntry): void {
    this.settle();
    const { chunk: index, offset } = this.locate((other) => this.compare(other, entry) >= 0);
    const chunk = this.chunks[index];
    const present = chunk?.[offset];
    if (!chunk || !present || this.compare(present, entry) !== 0) return;
    chunk.splice(offset, 1);
    this.placed--;
    if (chunk.length === 0) this.chunks.splice(index, 1);
  }

  /** Replaces everything: sorts once instead of inserting one by one. */
  load(entries: IndexEntry[]): void {
    this.waiting = [];
    entries.sort((a, b) => this.compare(a, b));
    this.fill(entries);
  }

  /** Entries between two bounds, in index order or against it. The index must not change meanwhile. */
  *between(low: Bound, high: Bound, backwards = false): Generator<IndexEntry, undefined> {
    this.settle();
    const [start, end] = [this.locateBound(low), this.locateBound(high)];
    if (backwards) {
      let at = end.offset - 1;
      for (let i = end.chunk; i >= start.chunk; i--) {
        const chunk = this.chunks[i] ?? [];
        const least = i === start.chunk ? start.offset : 0;
        if (i < end.chunk) at = chunk.length - 1;
        for (; at >= least; at--) yield chunk[at] as IndexEntry;
      }
      return;
    }
    for (let i = start.chunk; i <= end.chunk; i++) {
      const chunk = this.chunks[i];
      if (!chunk) return;
      const stop = i === end.chunk ? end.offset : chunk.length;
      for (let at = i === start.chunk ? start.offset : 0; at < stop; at++) yield chunk[at] as IndexEntry;
    }
  }

  /** About how many entries lie between two bounds: exact within a chunk, else by the number of chunks. */
  estimate(low: Bound, high: Bound): number {
    this.settle();
    const [start, end] = [this.locateBound(low), this.locateBound(high)];
    const average = this.chunks.length === 0 ? 0 : this.placed / this.chunks.length;
    return Math.max(0, Math.round((end.chunk - start.chunk) * average + end.offset - start.offset));
  }
}
