import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../src/app/open-database.js';
import { SEED_DIRECTORY } from '../../src/app/seed-directory.js';
import { seedTarget } from '../../src/app/seed-target.js';
import { DEFAULT_CLUSTER } from '../../src/database/cluster-map.js';
import type { Database } from '../../src/database/database.js';
import { loadSeeds } from '../../src/importers/seed/load-seeds.js';
import { withDatabase } from './database-uri.js';

/** A database with the real seeds in it. */
export interface SeededDatabase {
  readonly database: Database;
  /** A private folder, deleted at the end. */
  readonly directory: string;
  close(): Promise<void>;
}

/**
 * Loads the seeds, all of them or those of some collections: on the server that `MONGODB_URI` names (in a database of its
 * own, dropped at the end), else on an embedded one. It takes a while: call it once a file.
 */
export async function startSeededDatabase(collections?: readonly string[]): Promise<SeededDatabase> {
  const directory = await mkdtemp(join(tmpdir(), 'tripod-e2e-'));
  const uri = process.env.MONGODB_URI;
  const mongodbUri = uri ? withDatabase(uri, `test-${randomUUID()}`) : null;
  const open = await openDatabase(
    { mongodbUri, dataDirectory: join(directory, 'data'), furtherClusters: [] },
    { monitorCommands: true },
  );
  await loadSeeds({
    directory: collections === undefined ? SEED_DIRECTORY : await someSeeds(collections, directory),
    database: seedTarget(open.database),
    onProgress: () => undefined,
  });
  return {
    database: open.database,
    directory,
    close: async () => {
      if (mongodbUri !== null) {
        await open.database.connection(DEFAULT_CLUSTER).dropDatabase();
      }
      await open.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** A seed folder of some collections only. */
async function someSeeds(collections: readonly string[], directory: string): Promise<string> {
  const target = await mkdtemp(join(directory, 'seeds-'));
  const manifest = JSON.parse(await readFile(join(SEED_DIRECTORY, 'manifest.json'), 'utf8')) as {
    files: { collection: string }[];
  };
  const files = manifest.files.filter(({ collection }) => collections.includes(collection));
  await writeFile(join(target, 'manifest.json'), JSON.stringify({ ...manifest, files }));
  for (const collection of collections) {
    await symlink(join(SEED_DIRECTORY, collection), join(target, collection));
  }
  return target;
}
