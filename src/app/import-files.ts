import { IMPORT_FORMATS } from '../importers/import-formats.js';
import { IMPORT_TARGETS } from '../importers/import-targets.js';
import { loadMapping } from '../importers/mapping/built-in-mappings.js';
import { countryCodeOf } from '../importers/mapping/transforms/country-words.js';
import { ImportError } from '../importers/pipeline/import-error.js';
import type { ImportReport } from '../importers/pipeline/import-report.js';
import { type ImportProgress, importFile } from '../importers/pipeline/run-import.js';
import type { OpenDatabase } from './open-database.js';

export interface ImportFilesOptions {
  readonly format: string;
  readonly files: readonly string[];
  readonly country: string | null;
  /** Name of a built-in mapping, or path of a file. */
  readonly mapping: string | null;
  /** Identifier of the record that the files are of, where they do not say it. */
  readonly recordId: string | null;
  readonly dryRun: boolean;
  readonly rejectLimit: number | null;
  readonly stop: AbortSignal;
  readonly onProgress: (file: string, progress: ImportProgress) => void;
  readonly onFile: (file: string, report: ImportReport) => void;
}

/** Imports files one after the other. @throws ImportError for the first that cannot be imported */
export async function importFiles({ database }: OpenDatabase, options: ImportFilesOptions): Promise<void> {
  const { country, recordId, stop, onProgress, onFile, dryRun, rejectLimit } = options;
  const format = IMPORT_FORMATS.find(({ name }) => name === options.format);
  if (format === undefined) {
    const names = IMPORT_FORMATS.map(({ name }) => name).join(', ');
    throw new ImportError('UNKNOWN_FORMAT', `There is no format "${options.format}"; there are ${names}`);
  }
  if (country !== null && (!/^[A-Z]{2}$/.test(country) || countryCodeOf(country) === null)) {
    throw new ImportError(
      'UNKNOWN_COUNTRY',
      `--country: "${country}" is not the alpha-2 code of a country (DE, NO, ...)`,
    );
  }
  const mapping = options.mapping === null ? null : await loadMapping(options.mapping);
  for (const file of options.files) {
    const report = await importFile(file, {
      database,
      targets: IMPORT_TARGETS,
      format,
      country,
      mapping,
      recordId,
      dryRun,
      rejectLimit,
      stop,
      onProgress: (progress) => onProgress(file, progress),
    });
    onFile(file, report);
  }
}
