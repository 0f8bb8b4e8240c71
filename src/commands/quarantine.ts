import { Command } from 'commander';
import { ConfigurationError, readConfiguration } from '../config.js';
import { importTable } from './import-table.js';

/** `tripod quarantine`: records that imports have rejected. */
export function quarantineCommand(): Command {
  const command = new Command('quarantine').description(
    'Look at the records that imports have rejected, and run them again.',
  );
  command
    .command('list')
    .description('List rejected records, newest first')
    .option('--import <id>', 'only those of one import')
    .option('--limit <number>', 'at most so many', '50')
    .option('--json', 'one JSON document a line, with the record as it was')
    .addHelpText('after', '\nExample:\n  tripod quarantine list --limit 10')
    .action(list);
  command
    .command('rerun')
    .description('Run rejected records again; what is accepted now leaves quarantine')
    .option('--import <id>', 'only those of one import')
    .option('--mapping <name or file>', 'read them by another mapping than the one that rejected them')
    .option('--dry-run', 'work out what would happen, and write nothing')
    .addHelpText('after', '\nExample:\n  tripod quarantine rerun --mapping ./my-country-mended.json')
    .action(runAgain);
  return command;
}

async function list(options: { import?: string; limit: string; json?: boolean }): Promise<void> {
  if (!/^[1-9]\d{0,5}$/.test(options.limit)) throw new ConfigurationError('--limit must be a number from 1 to 999999');
  const { listQuarantine } = await import('../app/quarantine.js');
  const records = await withDatabase((open) =>
    listQuarantine(open, { importId: options.import ?? null, limit: Number(options.limit) }),
  );
  for (const record of records) {
    const { importId, fileName, line, recordId, findings } = record;
    const reasons = findings.map(({ code, message }) => `${code}: ${message}`).join('; ');
    const text = options.json
      ? JSON.stringify(record)
      : `${importId}  ${fileName}, line ${line}${recordId === null ? '' : ` (${recordId})`}: ${reasons}`.replace(
          /\p{Cc}/gu,
          ' ',
        );
    process.stdout.write(`${text}\n`);
  }
  if (records.length === 0 && !options.json) process.stdout.write('tripod: nothing is in quarantine\n');
}

async function runAgain(options: { import?: string; mapping?: string; dryRun?: boolean }): Promise<void> {
  const { rerun } = await import('../app/quarantine.js');
  const dryRun = options.dryRun ?? false;
  const report = await withDatabase((open) =>
    rerun(open, { importId: options.import ?? null, mapping: options.mapping ?? null, dryRun }),
  );
  process.stdout.write(importTable('quarantine', report, dryRun));
  if (report.rejected > 0) process.exitCode = 1;
}

async function withDatabase<T>(work: (open: import('../app/open-database.js').OpenDatabase) => Promise<T>): Promise<T> {
  const configuration = readConfiguration(process.env);
  const { openDatabase } = await import('../app/open-database.js');
  const open = await openDatabase(configuration);
  try {
    return await work(open);
  } finally {
    await open.close();
  }
}
