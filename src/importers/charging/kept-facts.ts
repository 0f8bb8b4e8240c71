import type { ChargingLocationRecord } from '../../subgraphs/infrastructure/location/charging-location.model.js';
import { isSameRow } from '../pipeline/upsert-rows.js';
import type { ChargingDraft } from './charging-draft.js';

/**
 * A site as it is to be stored over the one that is there. What others know of it stays: links and change marks. A
 * source that knows no status leaves the one that another has reported, and a source that knows no time of change is
 * no change where everything else is the same. A site that was removed before stays removed since then.
 */
export function withKeptFacts(
  draft: ChargingDraft,
  row: ChargingLocationRecord,
  stored: ChargingLocationRecord | null,
): ChargingLocationRecord {
  if (stored === null) return row;
  if (isOutdated(draft, stored)) return stored;
  const before = new Map(stored.evses.map((evse) => [evse.uid, evse]));
  const evses = row.evses.map((evse, at) => {
    const known = before.get(evse.uid);
    const status = draft.evses?.[at]?.status ?? null;
    return known === undefined || status !== null
      ? evse
      : { ...evse, status: known.status, lastUpdated: known.lastUpdated };
  });
  const { links = [], contentHash = null, everPublished = false, changedAt = null, changeNumber = 0 } = stored;
  const deletedAt = row.deletedAt ? (stored.deletedAt ?? row.deletedAt) : null;
  const kept = { ...row, links, contentHash, changedAt, changeNumber, deletedAt, everPublished, evses };
  const timeless = {
    ...kept,
    lastUpdated: stored.lastUpdated,
    evses: evses.map((evse, at) => {
      const given = draft.evses?.[at]?.lastUpdated ?? null;
      return given === null ? { ...evse, lastUpdated: before.get(evse.uid)?.lastUpdated ?? evse.lastUpdated } : evse;
    }),
  };
  return (draft.lastUpdated ?? null) === null && isSameRow(timeless, stored) ? timeless : kept;
}

/**
 * OCPI: an object that was changed earlier than the one that is there never overwrites it. A source that does not date
 * its charge points as well is not judged by this: the date of the stored site may be that of a status from elsewhere.
 */
function isOutdated(draft: ChargingDraft, stored: ChargingLocationRecord): boolean {
  const dates = [draft, ...(draft.evses ?? [])].map(({ lastUpdated }) => lastUpdated ?? null);
  const [own] = dates;
  return (
    own !== null && own !== undefined && dates.length > 1 && !dates.includes(null) && new Date(own) < stored.lastUpdated
  );
}
