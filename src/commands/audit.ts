import { Command } from 'commander';
import { ConfigurationError, readConfiguration } from '../config.js';

const HELP = `
Prints the number of records and the hash of the last one, cluster by cluster. Note both down where nobody who can write
to the database can write, and give them back with --pinned: the chain must still lead through them.

Examples:
  tripod audit verify
  tripod audit verify --pinned default:120:3f5a... --pinned elsewhere:7:90ab...`;

interface PinnedOption {
  readonly cluster: string;
  readonly records: number;
  readonly headHash: string;
}

/** `tripod audit`: what has been done and read, and whether somebody has tampered with it. */
export function auditCommand(): Command {
  return new Command('audit')
    .description('The audit trail of mutations and of reads of applications, and the lifecycle records of batteries.')
    .addCommand(
      new Command('verify')
        .description(
          'Verify the hash chains of every cluster and of every lifecycle from their beginning; exits with 1 where something was changed.',
        )
        .option('--pinned <head...>', 'cluster:records:hash of a head that was printed before')
        .addHelpText('after', HELP)
        .action(({ pinned = [] }: { pinned?: string[] }) => verify(pinned.map(pinnedHead))),
    );
}

async function verify(pinned: readonly PinnedOption[]): Promise<void> {
  const configuration = readConfiguration(process.env);
  const [{ openDatabase }, { verifyAudit }, { verifyLifecycleChains }] = await Promise.all([
    import('../app/open-database.js'),
    import('../database/audit/audit-trail.js'),
    import('../subgraphs/compliance/lifecycle-record/verify-lifecycle-chains.js'),
  ]);
  const open = await openDatabase(configuration);
  try {
    const { names } = open.database.clusters;
    const unknown = pinned.find(({ cluster }) => !names.includes(cluster));
    if (unknown !== undefined) throw new ConfigurationError(`--pinned: there is no cluster "${unknown.cluster}"`);
    for (const name of names) {
      const ofCluster = pinned.filter(({ cluster }) => cluster === name);
      const { records, headHash, fault } = await verifyAudit(open.database, name, ofCluster);
      if (fault !== null) throw new Error(`audit trail of cluster ${name}: record ${fault.number}: ${fault.reason}`);
      process.stdout.write(
        `tripod: audit trail of cluster ${name}: ${records} records, unbroken\n  head ${name}:${records}:${headHash}\n`,
      );
    }
    const chains = await verifyLifecycleChains(open.database, null);
    for (const [subject, { fault }] of chains) {
      if (fault !== null) throw new Error(`lifecycle of ${subject}: record ${fault.brokenAt}: ${fault.reason}`);
    }
    const records = [...chains.values()].reduce((sum, chain) => sum + chain.records, 0);
    process.stdout.write(`tripod: lifecycle records: ${records} of ${chains.size} subjects, unbroken\n`);
  } finally {
    await open.close();
  }
}

/** Clusters have no colon in their names. */
function pinnedHead(text: string): PinnedOption {
  const [, cluster, records, headHash] = /^([^:]+):(\d{1,15}):([0-9a-f]{64})$/.exec(text) ?? [];
  if (cluster === undefined || records === undefined || headHash === undefined) {
    throw new ConfigurationError(`--pinned: "${text}" is not cluster:records:hash, as audit verify prints it`);
  }
  return { cluster, records: Number(records), headHash };
}
