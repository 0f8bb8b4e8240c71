import { writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import { ConfigurationError, readConfiguration } from '../config.js';
import type { ModuleSyncReport } from '../importers/ocpi/sender/sync-module.js';
import { importTable } from './import-table.js';
import { stopRequest } from './stop-request.js';

interface SyncCommandOptions {
  readonly once?: boolean;
  readonly full?: boolean;
  readonly sender?: string;
  readonly report?: string;
}

const HELP = `
OCPI_SENDERS names the file of senders: docs/charging-sync.md. Without --once it polls until Ctrl-C, each sender at its interval;
"tripod serve" does the same beside the graph.
With --once: exits with 0 where nothing was rejected and no sender failed, 1 otherwise, 2 on wrong use.

Examples:
  OCPI_SENDERS=senders.json tripod sync ocpi --once --report report.json
  OCPI_SENDERS=senders.json tripod sync ocpi --once --full --sender becharged`;

/** `tripod sync`: reads from senders what has changed since the last time. */
export function syncCommand(): Command {
  const command = new Command('sync').description('Poll sources that tell what has changed since the last time.');
  command
    .command('ocpi')
    .description('Poll OCPI senders for Locations and Tariffs')
    .option('--once', 'one round with each sender, whether it is due or not')
    .option('--full', 'with --once: all objects, and tombstones for sites that are not listed any more')
    .option('--sender <name>', 'only this sender')
    .option('--report <file>', 'with --once: write the reports as JSON; "-" for standard output')
    .addHelpText('after', HELP)
    .action(syncOcpi);
  return command;
}

async function syncOcpi(options: SyncCommandOptions): Promise<void> {
  const { once = false, full = false, sender = null, report: reportFile = null } = options;
  if (!once && (full || reportFile !== null)) throw new ConfigurationError('--full and --report go with --once');
  const stop = stopRequest().signal;
  const configuration = readConfiguration(process.env);
  const [{ openDatabase }, { chosenSenders, syncOcpiAlways, syncOcpiOnce }] = await Promise.all([
    import('../app/open-database.js'),
    import('../app/sync-ocpi.js'),
  ]);
  const file = configuration.ocpiSendersFile;
  // What is wrong with the file is told before a database starts.
  chosenSenders({ file, sender });
  const open = await openDatabase(configuration);
  const reports: (ModuleSyncReport & { readonly sender: string })[] = [];
  const failures: { readonly sender: string; readonly error: string }[] = [];
  const common = {
    file,
    sender,
    stop,
    onReport: (name: string, report: ModuleSyncReport) => {
      if (once) reports.push({ sender: name, ...report });
      if (reportFile !== '-') process.stdout.write(syncTable(name, report));
    },
    onFailure: (name: string, error: unknown) => {
      const message = (error as Error).message.replace(/\p{Cc}/gu, ' ');
      if (once) failures.push({ sender: name, error: message });
      process.stderr.write(`tripod: ${name}: ${message}\n`);
    },
  };
  try {
    await (once ? syncOcpiOnce(open, { ...common, full }) : syncOcpiAlways(open, common));
  } catch (error) {
    throw stop.aborted ? new Error('stopped; what was read stays, and the next round goes on') : error;
  } finally {
    await open.close();
  }
  if (reportFile !== null) {
    const text = `${JSON.stringify({ reports, failures }, null, 2)}\n`;
    if (reportFile === '-') process.stdout.write(text);
    else await writeFile(reportFile, text);
  }
  if (failures.length > 0 || reports.some(({ rejected }) => rejected > 0)) process.exitCode = 1;
}

/** A report for people. */
function syncTable(sender: string, report: ModuleSyncReport): string {
  const { module, full, removed, notices } = report;
  const title = `${sender} ${module}, ${full ? 'all' : 'what has changed'}`;
  const lines = [`  removed    ${removed}`, ...notices.map((notice) => `  notice: ${notice}`)];
  return `${importTable(title, report, false)}${lines.map((line) => line.replace(/\p{Cc}/gu, ' ')).join('\n')}\n`;
}
