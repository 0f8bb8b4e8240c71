import 'reflect-metadata';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MODELS } from '../../src/app/subgraph-list.js';
import type { ModelDefinition } from '../../src/database/model-definition.js';
import { IMPORT_FORMATS } from '../../src/importers/import-formats.js';
import { IMPORT_TARGETS } from '../../src/importers/import-targets.js';
import { builtInMapping } from '../../src/importers/mapping/built-in-mappings.js';
import type { ImportFormat } from '../../src/importers/pipeline/import-format.js';
import type { ImportReport } from '../../src/importers/pipeline/import-report.js';
import { type ImportOptions, importFile } from '../../src/importers/pipeline/run-import.js';
import { INFRASTRUCTURE_SUBGRAPH } from '../../src/subgraphs/infrastructure/infrastructure.subgraph.js';
import { type SubgraphHarness, startSubgraphHarness } from '../support/subgraph-harness.js';

/** An empty database with all collections, and imports into it. */
export interface ImportHarness extends SubgraphHarness {
  /** Imports a file by a mapping: the name of a built-in one, or a document. */
  import(path: string, mapping: string | object | null, options?: ImportHarnessOptions): Promise<ImportReport>;
  /** Imports a text as a file of its own. */
  importText(
    text: string | Uint8Array,
    mapping: string | object | null,
    options?: ImportHarnessOptions,
  ): Promise<ImportReport>;
  rows<RecordType>(definition: ModelDefinition<RecordType>, filter?: object): Promise<RecordType[]>;
}

type ImportHarnessOptions = Partial<ImportOptions> & { readonly formatName?: string };

function formatNamed(name: string): ImportFormat {
  const format = IMPORT_FORMATS.find((one) => one.name === name);
  if (format === undefined) throw new Error(`no format ${name}`);
  return format;
}

export async function startImportHarness(): Promise<ImportHarness> {
  const harness = await startSubgraphHarness(INFRASTRUCTURE_SUBGRAPH, MODELS);
  const directory = await mkdtemp(join(tmpdir(), 'tripod-import-'));
  const { database } = harness;
  let files = 0;
  const run: ImportHarness['import'] = async (path, mapping, { formatName = 'table', ...options } = {}) =>
    importFile(path, {
      database,
      targets: IMPORT_TARGETS,
      format: formatNamed(formatName),
      mapping:
        mapping === null
          ? null
          : typeof mapping === 'string'
            ? await builtInMapping(mapping)
            : { name: null, document: mapping },
      ...options,
    });
  return {
    ...harness,
    import: run,
    importText: async (text, mapping, options) => {
      files += 1;
      const path = join(directory, `file-${files}`);
      await writeFile(path, text);
      return run(path, mapping, { name: 'file', ...options });
    },
    rows: (definition, filter = {}) =>
      database
        .model(definition)
        .find(filter as never)
        .sort({ _id: 1 })
        .lean()
        .exec() as never,
    close: async () => {
      await harness.close();
      await rm(directory, { recursive: true });
    },
  };
}

/** A mapping of towns, for tests of the pipeline: the smallest target. */
export const TOWN_MAPPING = {
  name: 'test-towns',
  target: 'towns',
  source: { system: 'Test', licence: 'CC0-1.0', date: '2024-01-01' },
  recordId: 'id',
  record: {
    geonameId: 'id',
    country: 'country',
    name: 'name',
    coordinates: {
      longitude: { column: 'lon', transform: 'number' },
      latitude: { column: 'lat', transform: 'number' },
    },
    population: { column: 'people', transform: 'integer', required: true },
    timeZone: { constant: 'Europe/Berlin' },
  },
};

export const TOWN_HEADER = 'id,country,name,lon,lat,people';
