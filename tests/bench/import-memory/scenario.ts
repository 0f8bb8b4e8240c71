import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedMongo } from '../../../src/embedded-mongo/start.js';
import { type JsonStyle, writeJsonFile } from '../import/json-file.js';
import { ocpiLocation } from '../import/ocpi-location.js';
import { pointOfInterest } from '../import/point-of-interest.js';
import type { BenchOptions } from '../method/bench-options.js';
import { Child } from '../method/child-process.js';
import type { Section } from '../report/section.js';
import { seededSites } from '../search/generated-sites.js';
import type { ImportedMessage, MemoryMessage } from './memory-message.js';
import { writeTownTable } from './town-table.js';

const MEGABYTE = 1_048_576;

interface Case {
  readonly name: string;
  readonly format: string;
  readonly way: 'dry-run' | 'write';
  /** Writes a file of about so many bytes and answers how many records it holds. */
  readonly write: (path: string, bytes: number) => Promise<number>;
}

/** The memory of a process that imports a large file, in each format. */
export async function importMemoryScenario({ importedMegabytes, tell }: BenchOptions): Promise<Section> {
  tell('Memory of imports');
  const measured: { readonly name: string; readonly message: ImportedMessage }[] = [];
  for (const one of await cases()) {
    const message = await measure(one, importedMegabytes * MEGABYTE);
    measured.push({ name: one.name, message });
    tell(`  ${one.name}: ${mebibytes(message.peakBytes - message.idleBytes)} MiB above idle`);
  }
  return {
    title: 'Memory of imports',
    explanation: [
      `Files of ${importedMegabytes} MiB, SYNTHETIC, each imported by a process of its own into an embedded server that runs in another one: that keeps all of its documents in memory, and would hide what the import takes. Resident memory is read every 20 ms; idle is that of the process when everything is loaded and connected. A dry run does everything but write.`,
    ],
    tables: [
      {
        title: 'MiB of resident memory',
        columns: ['', 'records', 'seconds', 'idle', 'highest', 'above idle'],
        rows: measured.map(({ name, message: { read, seconds, idleBytes, peakBytes } }) => [
          name,
          read.toLocaleString('en-US'),
          seconds.toFixed(0),
          mebibytes(idleBytes),
          mebibytes(peakBytes),
          mebibytes(peakBytes - idleBytes),
        ]),
      },
    ],
    bars: measured.map(({ name, message: { idleBytes, peakBytes } }) => {
      const above = (peakBytes - idleBytes) / MEGABYTE;
      const ratio = { median: above, minimum: above, maximum: above };
      return { promise: `Memory of imports, ${name}: MiB above idle`, ratio, atMost: 300 };
    }),
  };
}

async function cases(): Promise<Case[]> {
  const sites = await seededSites();
  const siteAt = (index: number) => {
    const site = sites[index % sites.length];
    if (site === undefined) throw new Error('There are no sites in the seeds');
    return site;
  };
  const json =
    (style: JsonStyle, objectOf: (site: ReturnType<typeof siteAt>, id: number) => object): Case['write'] =>
    (path, size) =>
      writeJsonFile(
        path,
        style,
        (index) => objectOf(siteAt(index), index + 1),
        (_objects, bytes) => bytes < size,
      );
  return [
    { name: 'table, written', format: 'table', way: 'write', write: writeTownTable },
    {
      name: 'Open Charge Map, list, written',
      format: 'open-charge-map',
      way: 'write',
      write: json('array', pointOfInterest),
    },
    {
      name: 'Open Charge Map, one a line, dry run',
      format: 'open-charge-map',
      way: 'dry-run',
      write: json('lines', pointOfInterest),
    },
    { name: 'OCPI, list, dry run', format: 'ocpi', way: 'dry-run', write: json('array', ocpiLocation) },
  ];
}

async function measure({ name, format, way, write }: Case, bytes: number): Promise<ImportedMessage> {
  const folder = await mkdtemp(join(tmpdir(), 'tripod-bench-'));
  const server = await startEmbeddedMongo({ port: 0 });
  try {
    const file = join(folder, 'file');
    const records = await write(file, bytes);
    const module = new URL('./importing-process.ts', import.meta.url);
    const child = new Child(name, module, [server.uri, file, format, way]);
    try {
      let message: MemoryMessage;
      do message = (await child.nextMessage()) as MemoryMessage;
      while (message.kind === 'alive');
      if (message.read !== records || message.created !== records) {
        throw new Error(`${name}: of ${records} records ${message.read} were read and ${message.created} created`);
      }
      return message;
    } finally {
      await child.stop();
    }
  } finally {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function mebibytes(bytes: number): string {
  return Math.round(bytes / MEGABYTE).toLocaleString('en-US');
}
