import { acrossClusters } from '../../../database/across-clusters.js';
import type { DataContext } from '../../../database/data-context.js';
import type { Database } from '../../../database/database.js';
import { unreachableCause } from '../../../database/unavailable.js';
import { watchChanges } from '../../../database/watch-changes.js';
import { badUserInput } from '../../../kernel/errors/tripod-error.js';
import { partnerRowsOf, requireFinanceCaller, requirePartner } from '../caller-rights.js';
import { type FeedPosition, feedCursor, feedPosition } from './feed-position.js';
import type { FinanceChange, FinanceChanges } from './finance-change.type.js';
import { type FinanceEventRecord, financeEventModel } from './finance-event.model.js';

/**
 * The changes of a partner after a cursor. Sequences are given inside of the transactions that write the changes, so that
 * they become visible in their order: whoever goes on from a cursor gets every change once and none late.
 */
export async function financeChanges(
  { database, caller }: DataContext,
  { since, first, partnerId }: { since: string | null; first: number; partnerId: string | null },
): Promise<FinanceChanges> {
  requireFinanceCaller(caller);
  const partner = caller.partnerId ?? partnerId;
  if (partner === null) throw badUserInput('partnerId', 'is needed: the token speaks for no partner');
  if (partnerId !== null && partnerId !== partner) throw badUserInput('partnerId', 'is not that of the token');
  const position = feedPosition(since);
  const { events, hasMore, position: reached } = await eventsAfter(database, partner, position, first);
  return { nodes: events.map(changeView), cursor: feedCursor(reached), hasMore };
}

/**
 * Events of a partner after a position: of all clusters, each in its own order.
 *
 * @param away what becomes of clusters that are out of reach; one that is left out keeps its place in the position
 * Rejects with COUNTRY_UNAVAILABLE where one is away and that fails.
 */
export async function eventsAfter(
  database: Database,
  partnerId: string,
  position: FeedPosition,
  first: number,
  away: 'fails' | 'leave out' = 'fails',
): Promise<{ events: FinanceEventRecord[]; hasMore: boolean; position: FeedPosition }> {
  const clusters = database.clustersOf(financeEventModel);
  const lists = await acrossClusters(database, financeEventModel, null, async (cluster) => {
    try {
      return await database
        .model(financeEventModel, cluster)
        .find({ partnerId, sequence: { $gt: position[cluster] ?? 0 } })
        .sort({ sequence: 1 })
        .limit(first + 1)
        .lean<FinanceEventRecord[]>();
    } catch (error) {
      if (away === 'leave out' && unreachableCause(error) !== null) return [];
      throw error;
    }
  });
  const queues = lists.map((events, at) => ({ cluster: clusters[at] as string, events }));
  const events: FinanceEventRecord[] = [];
  const reached: Record<string, number> = { ...position };
  while (events.length < first) {
    // The oldest head comes first; the order within a cluster is never changed.
    const next = queues
      .filter((queue) => queue.events.length > 0)
      .sort((one, other) => Number(one.events[0]?.at) - Number(other.events[0]?.at))[0];
    const event = next?.events.shift();
    if (next === undefined || event === undefined) break;
    reached[next.cluster] = event.sequence;
    events.push(event);
  }
  return { events, hasMore: queues.some((queue) => queue.events.length > 0), position: reached };
}

/** Changes of applications of the caller's partner, from now on; an internal caller sees those of all. */
export function watchApplications({
  database,
  caller,
}: DataContext): Promise<AsyncIterableIterator<FinanceEventRecord>> {
  const own = caller.scopes.has('internal') && caller.partnerId === null ? null : requirePartner(caller);
  return watchChanges(database, financeEventModel, {
    country: null,
    itemsOf: ({ operation, document }) =>
      operation === 'insert' &&
      document?.subjectType === 'Application' &&
      (own === null ? Object.keys(partnerRowsOf(caller)).length === 0 : document.partnerId === own)
        ? [document]
        : [],
  });
}

export function changeView({
  _id,
  partnerId: _partner,
  sequence: _sequence,
  ...event
}: FinanceEventRecord): FinanceChange {
  return { ...event, eventId: _id };
}
