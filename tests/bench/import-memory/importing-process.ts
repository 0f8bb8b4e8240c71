/**
 * Imports one file in a process that does nothing else, and tells how much memory that takes at most. Parameters: URI of
 * the database, file, format, "dry-run" or "write", name of the mapping in mappings.ts ('' for none).
 */
import 'reflect-metadata';
import { openDatabase } from '../../../src/app/open-database.js';
import { IMPORT_FORMATS } from '../../../src/importers/import-formats.js';
import { IMPORT_TARGETS } from '../../../src/importers/import-targets.js';
import { importFile } from '../../../src/importers/pipeline/run-import.js';
import { parameter } from '../method/parameter.js';
import type { MemoryMessage } from './memory-message.js';
import { TOWN_MAPPING } from './town-table.js';

const [uri, file, formatName] = [parameter(0, 'URI'), parameter(1, 'file'), parameter(2, 'format')];
const tell = (message: MemoryMessage): void => {
  process.send?.(message);
};
const format = IMPORT_FORMATS.find(({ name }) => name === formatName);
if (format === undefined) throw new Error(`There is no format "${formatName}"`);
const open = await openDatabase({ mongodbUri: uri, dataDirectory: '', furtherClusters: [] });
const idle = process.memoryUsage.rss();
let peak = idle;
const watch = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage.rss());
}, 20);
const alive = setInterval(() => tell({ kind: 'alive' }), 10_000);
try {
  const began = performance.now();
  const { read, created, rejected } = await importFile(file, {
    database: open.database,
    targets: IMPORT_TARGETS,
    format,
    mapping: format.needsMapping ? { name: null, document: TOWN_MAPPING } : null,
    dryRun: parameter(3, 'way') === 'dry-run',
  });
  const seconds = (performance.now() - began) / 1_000;
  tell({ kind: 'imported', read, created, rejected, seconds, idleBytes: idle, peakBytes: peak });
} finally {
  clearInterval(watch);
  clearInterval(alive);
  await open.close();
}
