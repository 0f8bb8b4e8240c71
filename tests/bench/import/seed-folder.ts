import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip, gzipSync } from 'node:zlib';
import { SEED_DIRECTORY } from '../../../src/app/seed-directory.js';
import { readSeedManifest } from '../../../src/importers/seed/seed-manifest.js';

export const COLLECTION = 'charging_locations';

/**
 * Makes a seed folder that holds the first charging locations of the repository's seeds and nothing else.
 * Throws where the seeds have fewer.
 */
export async function makeSeedFolder(folder: string, records: number): Promise<void> {
  const lines: string[] = [];
  for (const { file, collection } of await readSeedManifest(SEED_DIRECTORY)) {
    if (collection === COLLECTION) {
      const unpacked = createReadStream(join(SEED_DIRECTORY, file)).pipe(createGunzip());
      for await (const line of createInterface({ input: unpacked, crlfDelay: Number.POSITIVE_INFINITY })) {
        lines.push(line);
      }
    }
  }
  if (lines.length < records) {
    throw new Error(`The seeds have ${lines.length} charging locations, not ${records}`);
  }
  const compressed = gzipSync(`${lines.slice(0, records).join('\n')}\n`);
  const file = `${COLLECTION}/all.ndjson.gz`;
  const sha256 = createHash('sha256').update(compressed).digest('hex');
  await mkdir(join(folder, COLLECTION), { recursive: true });
  await writeFile(join(folder, file), compressed);
  const files = [{ file, collection: COLLECTION, national: true, records, sha256 }];
  await writeFile(join(folder, 'manifest.json'), JSON.stringify({ files }));
}
