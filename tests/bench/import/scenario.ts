import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ChargingLocationRecord } from '../../../src/subgraphs/infrastructure/location/charging-location.model.js';
import type { BenchOptions } from '../method/bench-options.js';
import { Child } from '../method/child-process.js';
import { ratioOf, spreadOf } from '../method/statistics.js';
import type { Section } from '../report/section.js';
import { seededSites } from '../search/generated-sites.js';
import type { ImportMessage } from './import-message.js';
import { writeJsonFile } from './json-file.js';
import { pointOfInterest } from './point-of-interest.js';
import { makeSeedFolder } from './seed-folder.js';

/** Documents a second, a figure a round, of an importer and of a bare `insertMany` of the documents that it writes. */
interface Rounds {
  readonly importer: number[];
  readonly bare: number[];
}

/** Writing charging locations into the embedded database, in turns with a bare `insertMany` of the same documents. */
export async function importScenario(options: BenchOptions): Promise<Section> {
  const { importedLocations, importedSites, tell } = options;
  tell('Import');
  const folder = await mkdtemp(join(tmpdir(), 'tripod-bench-'));
  try {
    const seeds = await measureSeeds(folder, options);
    const sites = await measureOpenChargeMap(folder, options);
    return {
      title: 'Import',
      explanation: [
        `Seeds: ${importedLocations} charging locations of the seeds into an empty embedded database with all indexes of the collection, a new process and data folder for every round. The importer reads, checks, unpacks and parses the file and writes it, 4 batches of 1,000 at once; the bare \`insertMany\` has the documents in memory already and writes them just so. Every batch is in the journal, on disk, before it counts.`,
        `Open Charge Map: a file of ${importedSites} sites in verbose form (SYNTHETIC, made of the seeds) through \`tripod import\`: read through to its end once, then decoded, validated, checked against the borders of its countries, matched against what is stored and written in transactions, with checkpoints. The bare \`insertMany\` writes the documents that came of it, all at once.`,
      ],
      tables: [
        {
          title: 'Documents a second',
          columns: ['', 'median', 'min to max'],
          rows: [
            row('**Seeds** (src/importers/seed)', seeds.importer),
            row('the limit: insertMany', seeds.bare),
            row('**Open Charge Map** (src/importers/pipeline)', sites.importer),
            row('the limit: insertMany of the documents that it made', sites.bare),
          ],
        },
      ],
      bars: [
        { promise: 'Import of seeds, to a bare insertMany', ratio: ratioOf(seeds.importer, seeds.bare), atLeast: 0.5 },
        {
          promise: 'Import of Open Charge Map, to a bare insertMany',
          ratio: ratioOf(sites.importer, sites.bare),
          atLeast: 0.5,
        },
      ],
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measureSeeds(folder: string, { importedLocations, rounds, tell }: BenchOptions): Promise<Rounds> {
  const [importer, bare]: [number[], number[]] = [[], []];
  const seeds = join(folder, 'seeds');
  await makeSeedFolder(seeds, importedLocations);
  for (let round = 1; round <= rounds; round++) {
    const [own, other] = [join(folder, `loader-${round}`), join(folder, `bare-${round}`)];
    importer.push(await documentsPerSecond('seed-loader.ts', [own, seeds], importedLocations));
    bare.push(await documentsPerSecond('insert-many.ts', [other, seeds], importedLocations));
    tell(`  seeds: round ${round} of ${rounds}`);
  }
  return { importer, bare };
}

async function measureOpenChargeMap(folder: string, { importedSites, rounds, tell }: BenchOptions): Promise<Rounds> {
  const [importer, bare]: [number[], number[]] = [[], []];
  const [file, documents] = [join(folder, 'sites.json'), join(folder, 'documents.bson')];
  const sites = (await seededSites()).slice(0, importedSites);
  if (sites.length < importedSites) throw new Error(`The seeds have ${sites.length} sites, not ${importedSites}`);
  await writeJsonFile(
    file,
    'array',
    (index) => pointOfInterest(sites[index] as ChargingLocationRecord, index + 1),
    (objects) => objects < importedSites,
  );
  for (let round = 1; round <= rounds; round++) {
    const [own, other] = [join(folder, `importer-${round}`), join(folder, `insert-${round}`)];
    const parameters = [own, file, round === 1 ? documents : ''];
    importer.push(await documentsPerSecond('open-charge-map.ts', parameters, importedSites));
    bare.push(await documentsPerSecond('insert-documents.ts', [other, documents], importedSites));
    tell(`  Open Charge Map: round ${round} of ${rounds}`);
  }
  return { importer, bare };
}

async function documentsPerSecond(file: string, parameters: readonly string[], expected: number): Promise<number> {
  const child = new Child(file, new URL(`./contestants/${file}`, import.meta.url), parameters);
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
