import { auditRead } from '../../../database/audit/audit-trail.js';
import type { DataContext } from '../../../database/data-context.js';
import type { LoaderDefinition } from '../../../kernel/loaders/loaders.js';
import type { ApplicationRecord } from './application.model.js';

type ReadApplication = Pick<ApplicationRecord, '_id' | 'country'>;

/** All that is read in one tick is noted together: one transaction a cluster, not one an application. */
const applicationReads: LoaderDefinition<DataContext, ReadApplication, true> = {
  name: 'finance.applicationReads',
  keyText: ({ _id }) => _id,
  async load(rows, _request, { database, caller, requestId }) {
    const byCluster = new Map<string, string[]>();
    for (const { _id, country } of rows) {
      const cluster = database.clusters.clusterOf(country);
      byCluster.set(cluster, [...(byCluster.get(cluster) ?? []), `Application:${_id}`]);
    }
    await Promise.all(
      [...byCluster].map(([cluster, subjects]) => auditRead(database, cluster, { caller, requestId }, subjects)),
    );
    return rows.map(() => true);
  },
};

/** Notes in the audit trail that applications are read, before they are shown; each once a request. */
export async function noteRead(context: DataContext, rows: readonly ReadApplication[]): Promise<void> {
  const request = { arguments: undefined, fields: new Set<string>() };
  await Promise.all(rows.map((row) => context.loaders.load(applicationReads, row, request, context)));
}
