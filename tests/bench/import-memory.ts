/**
 * How much memory the import of a large file takes: generates a table of towns (1 GB unless told) whose rows carry long
 * remarks, imports it into a fresh embedded database in this process, and prints the highest resident memory above idle.
 *
 *   npx tsx tests/bench/import-memory.ts [megabytes]
 */
import 'reflect-metadata';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../src/app/open-database.js';
import { IMPORT_FORMATS } from '../../src/importers/import-formats.js';
import { IMPORT_TARGETS } from '../../src/importers/import-targets.js';
import { importFile } from '../../src/importers/pipeline/run-import.js';

const ROW_BYTES = 20_000;
const MEGABYTE = 1_048_576;

const MAPPING = {
  name: 'memory',
  target: 'towns',
  source: { system: 'SYNTHETIC', licence: 'CC0-1.0', date: '2024-01-01' },
  recordId: 'id',
  record: {
    geonameId: 'id',
    country: { constant: 'DE' },
    name: 'name',
    coordinates: { longitude: { constant: 10 }, latitude: { constant: 50 } },
    population: { constant: 1 },
    timeZone: { constant: 'Europe/Berlin' },
  },
};

async function generate(path: string, megabytes: number): Promise<number> {
  const out = createWriteStream(path);
  const remark = 'x'.repeat(ROW_BYTES - 30);
  const rows = Math.ceil((megabytes * MEGABYTE) / ROW_BYTES);
  out.write('id,name,remark\n');
  for (let row = 1; row <= rows; row += 1) {
    if (!out.write(`${row},Town ${row},${remark}\n`)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
  return rows;
}

const megabytes = Number(process.argv[2] ?? 1024);
const directory = await mkdtemp(join(tmpdir(), 'tripod-memory-'));
const file = join(directory, 'large.csv');
const rows = await generate(file, megabytes);
const open = await openDatabase({ mongodbUri: null, dataDirectory: join(directory, 'data'), furtherClusters: [] });
const idle = process.memoryUsage.rss();
let peak = idle;
const watch = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage.rss());
}, 20);
const began = performance.now();
const report = await importFile(file, {
  database: open.database,
  targets: IMPORT_TARGETS,
  format: IMPORT_FORMATS.find(({ name }) => name === 'table') ?? IMPORT_FORMATS[0],
  mapping: { name: null, document: MAPPING },
} as never);
const seconds = (performance.now() - began) / 1000;
clearInterval(watch);
await open.close();
await rm(directory, { recursive: true });
process.stdout.write(
  `${megabytes} MB, ${rows} rows: ${report.created} created in ${seconds.toFixed(1)} s; idle ${Math.round(idle / MEGABYTE)} MB, peak ${Math.round((peak - idle) / MEGABYTE)} MB above\n`,
);
