import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BenchOptions } from '../method/bench-options.js';
import { Child } from '../method/child-process.js';
import { ratioOf, spreadOf } from '../method/statistics.js';
import type { Section } from '../report/section.js';
import type { ImportMessage } from './import-message.js';
import { makeSeedFolder } from './seed-folder.js';

/** Writing charging locations into the embedded database, in turns with a bare `insertMany` of the same documents. */
export async function importScenario({ importedLocations, rounds, tell }: BenchOptions): Promise<Section> {
  tell('Import');
  const folder = await mkdtemp(join(tmpdir(), 'tripod-bench-'));
  const loader: number[] = [];
  const bare: number[] = [];
  try {
    const seeds = join(folder, 'seeds');
    await makeSeedFolder(seeds, importedLocations);
    for (let round = 1; round <= rounds; round++) {
      loader.push(
        await documentsPerSecond('seed-loader.ts', join(folder, `loader-${round}`), seeds, importedLocations),
      );
      bare.push(await documentsPerSecond('insert-many.ts', join(folder, `bare-${round}`), seeds, importedLocations));
      tell(`  round ${round} of ${rounds}`);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return {
    title: 'Import',
    explanation: [
      `${importedLocations} charging locations of the seeds into an empty embedded database with all indexes of the collection, a new process and data folder for every round. The importer reads, checks, unpacks and parses the file and writes it, 4 batches of 1,000 at once; the bare \`insertMany\` has the documents in memory already and writes them just so. Every batch is in the journal, on disk, before it counts.`,
    ],
    tables: [
      {
        title: 'Documents a second',
        columns: ['', 'median', 'min to max'],
        rows: [row('**Importer** (src/importers/seed)', loader), row('the limit: insertMany', bare)],
      },
    ],
    bars: [{ promise: 'Import, to a bare insertMany', ratio: ratioOf(loader, bare), atLeast: 0.5 }],
  };
}

async function documentsPerSecond(file: string, data: string, seeds: string, expected: number): Promise<number> {
  const child = new Child(file, new URL(`./contestants/${file}`, import.meta.url), [data, seeds]);
  try {
    const { documents, seconds } = (await child.nextMessage()) as ImportMessage;
    if (documents !== expected) {
      throw new Error(`${file} left ${documents} documents, not ${expected}`);
    }
    return documents / seconds;
  } finally {
    await child.stop();
  }
}

function row(name: string, values: readonly number[]): string[] {
  const { median, minimum, maximum } = spreadOf(values);
  return [name, format(median), `${format(minimum)} to ${format(maximum)}`];
}

function format(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}
