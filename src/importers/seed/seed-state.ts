import type { SeedFile } from './seed-manifest.js';
import type { SeedTarget } from './seed-target.js';

const STATE_COLLECTION = 'seed_state';

/**
 * What has been loaded, kept in the collection `seed_state` ({ _id: file, sha256, records, loadedAt }). An entry is
 * written only after every record of its file: a load that was interrupted leaves none and starts the file again.
 */
export class SeedState {
  private constructor(
    private readonly target: SeedTarget,
    private readonly hashes: Map<string, string>,
  ) {}

  /** Reads the state from the database. */
  static async read(target: SeedTarget): Promise<SeedState> {
    const entries = await target.collectionFor(STATE_COLLECTION, null).find({}).toArray();
    const hashes = new Map<string, string>();
    for (const entry of entries) {
      if (typeof entry !== 'object' || entry === null || !('_id' in entry) || !('sha256' in entry)) continue;
      hashes.set(String(entry._id), String(entry.sha256));
    }
    return new SeedState(target, hashes);
  }

  /** True when this very file has been loaded to its end. */
  has({ file, sha256 }: SeedFile): boolean {
    return this.hashes.get(file) === sha256;
  }

  /** Records that a file has been loaded to its end. */
  async add({ file, sha256, records }: SeedFile): Promise<void> {
    const entry = { _id: file, sha256, records, loadedAt: new Date() };
    await this.target.collectionFor(STATE_COLLECTION, null).replaceOne({ _id: file }, entry, { upsert: true });
    this.hashes.set(file, sha256);
  }
}
