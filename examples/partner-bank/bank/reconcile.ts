import { FinanceChangesDocument } from '../../../client/generated.js';
import type { TripodClient } from '../../../client/tripod-client.js';
import type { StateFile } from './state-file.js';

const AT_ONCE = 100;

/**
 * Works off the change feed from where it stood: whatever no webhook has told, because the bank was away or a delivery was
 * given up. The cursor is kept after the work, so that work is repeated rather than lost.
 *
 * @returns how many changes there were
 */
export async function reconcile(
  client: TripodClient,
  file: StateFile,
  handle: (applicationId: string) => Promise<void>,
): Promise<number> {
  let count = 0;
  for (;;) {
    const { financeChanges } = await client.request(FinanceChangesDocument, {
      since: file.state.cursor,
      first: AT_ONCE,
    });
    const { nodes, cursor, hasMore } = financeChanges;
    const applications = nodes.filter(({ subjectType }) => subjectType === 'Application');
    for (const applicationId of new Set(applications.map(({ subjectId }) => subjectId))) await handle(applicationId);
    if (cursor !== file.state.cursor) await file.keep({ cursor });
    count += nodes.length;
    if (!hasMore) return count;
  }
}
