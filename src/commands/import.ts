import { writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import { ConfigurationError, readConfiguration } from '../config.js';
import type { ImportReport } from '../importers/pipeline/import-report.js';
import { importProgressBar } from './import-progress-bar.js';
import { importTable } from './import-table.js';
import { stopRequest } from './stop-request.js';

interface ImportCommandOptions {
  readonly country?: string;
  readonly mapping?: string;
  readonly recordId?: string;
  readonly dryRun?: boolean;
  readonly report?: string;
  readonly rejectLimit?: string;
}

const HELP = `
Formats and mappings: docs/importing.md. A mapping is the name of a built-in one (mappings/*.json) or a path.
Rejected records are kept and can be run again: tripod quarantine --help.
Exits with 0 where nothing was rejected, 1 where records were rejected or the file could not be imported, 2 on wrong use.

Examples:
  tripod import table towns.tsv.gz --mapping geonames-towns
  tripod import table register.csv --mapping ./my-country.json --country NL --dry-run --report report.json
  tripod import battery-passports general.json footprint.json --record-id urn:example:battery:1`;

/** `tripod import`: reads files of one format into the database. */
export function importCommand(): Command {
  return new Command('import')
    .description('Import files. The same file again changes nothing; an interrupted import goes on where it was.')
    .argument('<format>', 'table, geojson ... (an unknown one names all)')
    .argument('<file...>', 'files, plain or gzip')
    .option('--country <code>', 'ISO 3166-1 alpha-2 of the records, where the source does not say it')
    .option('--mapping <name or file>', 'what the columns mean')
    .option('--record-id <identifier>', 'of which passport the files are, where they do not say it (battery-passports)')
    .option('--dry-run', 'work out what would happen, and write nothing')
    .option('--report <file>', 'write the report as JSON; "-" for standard output')
    .option('--reject-limit <number>', 'stop when more records than this are rejected')
    .addHelpText('after', HELP)
    .action((format: string, files: string[], options: ImportCommandOptions) => runImport(format, files, options));
}

async function runImport(format: string, files: readonly string[], options: ImportCommandOptions): Promise<void> {
  const { country = null, mapping = null, recordId = null, dryRun = false, report: reportFile = null } = options;
  const rejectLimit = rejectLimitOf(options.rejectLimit);
  const stop = stopRequest().signal;
  const configuration = readConfiguration(process.env);
  const [{ openDatabase }, { importFiles }] = await Promise.all([
    import('../app/open-database.js'),
    import('../app/import-files.js'),
  ]);
  const open = await openDatabase(configuration);
  const progress = importProgressBar();
  const reports: { file: string; report: ImportReport }[] = [];
  try {
    await importFiles(open, {
      format,
      files,
      country,
      mapping,
      recordId,
      dryRun,
      rejectLimit,
      stop,
      onProgress: progress.show,
      onFile: (file, report) => {
        progress.end();
        reports.push({ file, report });
        if (reportFile !== '-') process.stdout.write(importTable(file, report, dryRun));
      },
    });
  } catch (error) {
    progress.end();
    throw stop.aborted ? new Error('stopped; what is imported stays, and the same command goes on from there') : error;
  } finally {
    await open.close();
  }
  if (reportFile !== null) await writeReport(reportFile, reports);
  if (reports.some(({ report }) => report.rejected > 0)) process.exitCode = 1;
}

function rejectLimitOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  if (!/^\d{1,9}$/.test(text)) throw new ConfigurationError('--reject-limit must be a whole number, 0 or more');
  return Number(text);
}

/** The members of a report that a programme relies on; what is for people only stays out. */
function reportJson({
  read,
  created,
  updated,
  unchanged,
  rejected,
  warnings,
  rejections,
  warningCounts,
}: ImportReport): object {
  return { read, created, updated, unchanged, rejected, warnings, rejections, warningCounts };
}

/** One file's report as it is; of several files, a list that names each. */
async function writeReport(path: string, reports: readonly { file: string; report: ImportReport }[]): Promise<void> {
  const [only] = reports;
  const content =
    only !== undefined && reports.length === 1
      ? reportJson(only.report)
      : reports.map(({ file, report }) => ({ file, ...reportJson(report) }));
  const text = `${JSON.stringify(content, null, 2)}\n`;
  if (path === '-') process.stdout.write(text);
  else await writeFile(path, text);
}
