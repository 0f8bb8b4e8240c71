import { Command } from 'commander';
import { readConfiguration } from '../config.js';

/** `tripod audit`: what has been done and read, and whether somebody has tampered with it. */
export function auditCommand(): Command {
  return new Command('audit')
    .description('The audit trail: every mutation of finance, every read of an application.')
    .addCommand(
      new Command('verify')
        .description(
          'Verify the hash chain of every cluster from its beginning; exits with 1 where something was changed.',
        )
        .addHelpText('after', '\nExample:\n  tripod audit verify')
        .action(async () => {
          const configuration = readConfiguration(process.env);
          const [{ openDatabase }, { verifyAudit }] = await Promise.all([
            import('../app/open-database.js'),
            import('../database/audit/audit-trail.js'),
          ]);
          const open = await openDatabase(configuration);
          try {
            for (const cluster of open.database.clusters.names) {
              const { records, fault } = await verifyAudit(open.database, cluster);
              if (fault !== null) {
                throw new Error(`audit trail of cluster ${cluster}: record ${fault.number}: ${fault.reason}`);
              }
              process.stdout.write(`tripod: audit trail of cluster ${cluster}: ${records} records, unbroken\n`);
            }
          } finally {
            await open.close();
          }
        }),
    );
}
