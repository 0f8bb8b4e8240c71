import type {
  SeedCollection,
  SeedDocument,
  SeedReplacement,
  SeedTarget,
} from '../../../src/importers/seed/seed-target.js';

/** A collection in memory that keeps `_id` unique and fails as the driver does in unordered writes. */
export class MemoryCollection implements SeedCollection {
  readonly documents = new Map<string, SeedDocument>();
  /** Calls that wrote something, by name. */
  readonly writes: string[] = [];
  /** When set, the next insert fails with it, as a lost connection does. */
  nextInsertFailure: Error | null = null;

  async countDocuments(): Promise<number> {
    return Math.min(1, this.documents.size);
  }

  async insertMany(documents: SeedDocument[]): Promise<void> {
    this.writes.push('insertMany');
    await Promise.resolve();
    if (this.nextInsertFailure !== null) {
      const failure = this.nextInsertFailure;
      this.nextInsertFailure = null;
      throw failure;
    }
    const writeErrors = [];
    for (const document of documents) {
      if (this.documents.has(document._id)) writeErrors.push({ code: 11000 });
      else this.documents.set(document._id, document);
    }
    if (writeErrors.length > 0) throw Object.assign(new Error('E11000 duplicate key'), { code: 11000, writeErrors });
  }

  async bulkWrite(operations: SeedReplacement[]): Promise<void> {
    this.writes.push('bulkWrite');
    for (const { replaceOne } of operations) this.documents.set(replaceOne.filter._id, replaceOne.replacement);
  }

  find(): { toArray(): Promise<unknown[]> } {
    return { toArray: async () => [...this.documents.values()] };
  }

  async replaceOne(filter: { _id: string }, replacement: SeedDocument): Promise<void> {
    this.writes.push('replaceOne');
    this.documents.set(filter._id, replacement);
  }
}

/** Clusters in memory: one for the world and one for each country. */
export class MemoryTarget implements SeedTarget {
  private readonly collections = new Map<string, MemoryCollection>();

  collectionFor(collection: string, country: string | null): MemoryCollection {
    const key = `${country ?? 'world'}/${collection}`;
    const known = this.collections.get(key) ?? new MemoryCollection();
    this.collections.set(key, known);
    return known;
  }

  /** Names of the collections that were asked for, sorted. */
  names(): string[] {
    return [...this.collections.keys()].sort();
  }
}
