import type { Change } from '../../../database/change-feed.js';
import type { DataContext } from '../../../database/data-context.js';
import { watchChanges } from '../../../database/watch-changes.js';
import { badUserInput } from '../../../kernel/errors/tripod-error.js';
import { shownAs } from '../../../kernel/ocpi/vocabulary.js';
import { type ChargingLocationRecord, chargingLocationModel } from '../location/charging-location.model.js';
import { locationView } from '../location/charging-location.view.js';
import { rowIdOf, rowIdOfParts } from '../location/charging-location-key.js';
import { EVSE_STATUSES } from '../ocpi/evse-vocabularies.js';
import type { EvseStatusChangedArguments } from './evse-status-subscription.inputs.js';
import type { EvseStatusChange } from './evse-status-subscription.type.js';

/** A change of status, with the stored location as it is by then. */
export interface EvseStatusEvent extends Omit<EvseStatusChange, 'location'> {
  readonly record: ChargingLocationRecord;
}

const STATUS_PATH = /^evses\.(\d+)\.status$/;

/**
 * Changes of status at published locations of a country's parties, of one party or of one location, from now on. See
 * `watchChanges` for how the stream fails. Rejects with BAD_USER_INPUT for a location without its party.
 */
export function watchEvseStatus(
  { database }: DataContext,
  { countryCode, partyId, locationId }: EvseStatusChangedArguments,
): Promise<AsyncIterableIterator<EvseStatusEvent>> {
  const concerns = rowIdTest(countryCode, partyId, locationId);
  return watchChanges(database, chargingLocationModel, {
    country: countryCode,
    itemsOf: (change) => (concerns(change.id) ? statusChangesOf(change) : []),
  });
}

function rowIdTest(
  countryCode: string,
  partyId: string | null | undefined,
  locationId: string | null | undefined,
): (rowId: unknown) => boolean {
  const hasParty = partyId !== null && partyId !== undefined;
  if (locationId !== null && locationId !== undefined) {
    if (!hasParty) {
      throw badUserInput('locationId', 'needs `partyId`, since it is unique within its party only');
    }
    const wanted = rowIdOfParts(countryCode, partyId, locationId);
    return (rowId) => rowId === wanted;
  }
  const prefix = hasParty ? rowIdOf({ countryCode, partyId, locationId: '' }) : `${countryCode}*`;
  return (rowId) => typeof rowId === 'string' && rowId.startsWith(prefix);
}

/**
 * The EVSEs that an update has given another status. A location whose EVSEs are replaced as a whole, since they come in
 * another order, is no event: it does not tell which of them has changed.
 */
function statusChangesOf({ document, updatedFields }: Change<ChargingLocationRecord>): EvseStatusEvent[] {
  if (document?.publish !== true) {
    return [];
  }
  const changes: EvseStatusEvent[] = [];
  for (const [path, status] of Object.entries(updatedFields)) {
    const position = STATUS_PATH.exec(path)?.[1];
    const evse = position === undefined ? undefined : document.evses[Number(position)];
    if (evse === undefined || typeof status !== 'string') {
      continue;
    }
    const at = updatedFields[`evses.${position}.lastUpdated`];
    changes.push({
      record: document,
      evseUid: evse.uid,
      status: shownAs(EVSE_STATUSES, status),
      // A status without a time of its own was set by hand; the EVSE's time is the best that is known.
      lastUpdated: at instanceof Date ? at : evse.lastUpdated,
    });
  }
  return changes;
}

/** What a subscriber sees of a change: made when it is sent, not for each of the many that may wait. */
export function evseStatusView({ record, ...change }: EvseStatusEvent): EvseStatusChange {
  return { ...change, location: locationView(record) };
}
