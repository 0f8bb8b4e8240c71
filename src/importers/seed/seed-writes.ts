import type { SeedCollection, SeedDocument } from './seed-target.js';

const DUPLICATE_KEY = 11000;

function replaceAll(collection: SeedCollection, documents: readonly SeedDocument[]): Promise<unknown> {
  const operations = documents.map((document) => ({
    replaceOne: { filter: { _id: document._id }, replacement: document, upsert: true as const },
  }));
  return collection.bulkWrite(operations, { ordered: false });
}

/** True when nothing but existing keys kept documents from being inserted. */
function isDuplicateKeysOnly(error: unknown): boolean {
  if (typeof error !== 'object' || error === null || !('code' in error) || error.code !== DUPLICATE_KEY) return false;
  const writeErrors: unknown = 'writeErrors' in error ? error.writeErrors : [];
  return (
    !Array.isArray(writeErrors) ||
    writeErrors.every(
      (write: unknown) =>
        typeof write === 'object' && write !== null && 'code' in write && write.code === DUPLICATE_KEY,
    )
  );
}

/**
 * Writes documents whose keys may exist already, so that each is there once and as given.
 * @param fresh true when the collection was empty before this load: then documents are inserted, which is faster, and
 *   replaced only where an interrupted load or another process has been first
 */
export async function writeDocuments(
  collection: SeedCollection,
  documents: readonly SeedDocument[],
  fresh: boolean,
): Promise<void> {
  if (!fresh) {
    await replaceAll(collection, documents);
    return;
  }
  try {
    await collection.insertMany([...documents], { ordered: false });
  } catch (error) {
    if (!isDuplicateKeysOnly(error)) throw error;
    await replaceAll(collection, documents);
  }
}
