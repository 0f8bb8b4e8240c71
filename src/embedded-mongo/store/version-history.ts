import type { Collection } from './collection.js';

/** Who still reads an older state, and which documents therefore keep their former versions. */
export class VersionHistory {
  private readonly readers = new Set<object>();
  private readonly kept = new Map<Collection, Set<string>>();

  open(reader: object): void {
    this.readers.add(reader);
  }

  /** Ends a reader; after the last one all former versions are forgotten. */
  release(reader: object): void {
    this.readers.delete(reader);
    if (this.readers.size > 0) return;
    for (const [collection, keys] of this.kept) for (const key of keys) collection.forgetHistory(key);
    this.kept.clear();
  }

  /** True when a document that is about to be written must keep its former version; notes it. */
  keeps(collection: Collection, key: string): boolean {
    if (this.readers.size === 0) return false;
    const keys = this.kept.get(collection) ?? new Set<string>();
    this.kept.set(collection, keys.add(key));
    return true;
  }
}
