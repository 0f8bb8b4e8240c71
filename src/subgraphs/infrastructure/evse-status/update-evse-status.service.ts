import type { DataContext } from '../../../database/data-context.js';
import type { Database } from '../../../database/database.js';
import { orUnavailable } from '../../../database/unavailable.js';
import { requireScope } from '../../../kernel/caller.js';
import { badUserInput, TripodError } from '../../../kernel/errors/tripod-error.js';
import type { FieldNames } from '../../../kernel/loaders/selected-fields.js';
import { PUBLISHED } from '../location/charging-location.filter.js';
import { type ChargingLocationRecord, chargingLocationModel } from '../location/charging-location.model.js';
import { locationProjection } from '../location/charging-location.service.js';
import type { ChargingLocation } from '../location/charging-location.type.js';
import { locationView } from '../location/charging-location.view.js';
import { rowIdOf } from '../location/charging-location-key.js';
import { changeLocations } from '../location/location-changes.js';
import type { UpdateEvseStatusInput } from './update-evse-status.inputs.js';

/** How far the clock of an operator may be ahead of ours. */
const CLOCK_SKEW_MINUTES = 5;

/** A report whose time is known. */
type EvseStatusReport = UpdateEvseStatusInput & { readonly at: Date };

/**
 * Sets the status of one EVSE, as a numbered change of its location, and answers that. Needs the scope `internal`. NOT_FOUND for a
 * location or EVSE that does not exist or is not published; CONFLICT where a later status is stored already (OCPI:
 * an object whose last_updated is older is outdated); BAD_USER_INPUT for a time in the future, which would keep out
 * every later report.
 */
export async function updateEvseStatus(
  { caller, database }: DataContext,
  input: UpdateEvseStatusInput,
  fields: FieldNames,
): Promise<ChargingLocation> {
  requireScope(caller, 'internal');
  const report = { ...input, at: timeOf(input) };
  const rowId = rowIdOf(report);
  for (const cluster of clustersToTry(database, input.countryCode)) {
    const updated = await orUnavailable(input.countryCode, () => writeStatus(database, cluster, rowId, report, fields));
    if (updated !== null) {
      return locationView(updated);
    }
    const evses = await orUnavailable(input.countryCode, () => storedEvses(database, cluster, rowId));
    if (evses !== null) {
      throw refusal(evses, report);
    }
  }
  throw new TripodError('NOT_FOUND', `There is no charging location ${rowId}.`);
}

function timeOf({ at }: UpdateEvseStatusInput): Date {
  const now = new Date();
  const given = at ?? now;
  if (given.getTime() > now.getTime() + CLOCK_SKEW_MINUTES * 60_000) {
    throw badUserInput('at', `must not be more than ${CLOCK_SKEW_MINUTES} minutes in the future`);
  }
  return given;
}

type EvseState = Pick<ChargingLocationRecord['evses'][number], 'uid' | 'lastUpdated'>;

function writeStatus(
  database: Database,
  cluster: string,
  rowId: string,
  { evseUid, status, at }: EvseStatusReport,
  fields: FieldNames,
): Promise<ChargingLocationRecord | null> {
  return changeLocations(database, cluster, 1, ([mark], session) =>
    database
      .model(chargingLocationModel, cluster)
      .findOneAndUpdate(
        {
          _id: rowId,
          ...PUBLISHED,
          evses: { $elemMatch: { uid: evseUid, lastUpdated: { $lte: at } } },
        },
        {
          $set: { 'evses.$[reported].status': status, 'evses.$[reported].lastUpdated': at, ...mark },
          // The location is as new as its newest EVSE, which may be another one.
          $max: { lastUpdated: at },
        },
        {
          arrayFilters: [{ 'reported.uid': evseUid }],
          returnDocument: 'after',
          projection: locationProjection(fields),
          session,
        },
      )
      .lean<ChargingLocationRecord | null>()
      .exec(),
  );
}

async function storedEvses(database: Database, cluster: string, rowId: string): Promise<EvseState[] | null> {
  const row = await database
    .model(chargingLocationModel, cluster)
    .findOne({ _id: rowId, ...PUBLISHED }, { 'evses.uid': 1, 'evses.lastUpdated': 1 })
    .lean<{ evses: EvseState[] } | null>()
    .exec();
  return row?.evses ?? null;
}

function refusal(evses: readonly EvseState[], { evseUid, at }: EvseStatusReport): TripodError {
  const evse = evses.find(({ uid }) => uid === evseUid);
  if (evse === undefined) {
    return new TripodError('NOT_FOUND', `The charging location has no EVSE ${evseUid}.`);
  }
  const lastUpdated = evse.lastUpdated.toISOString();
  return new TripodError('CONFLICT', `A status of ${lastUpdated} is stored, later than ${at.toISOString()}.`, {
    lastUpdated,
  });
}

/** The site may stand in another country than its party: the party's cluster first, then the others. */
function clustersToTry(database: Database, countryCode: string): string[] {
  const likely = database.clusters.clusterOf(countryCode);
  return [likely, ...database.clusters.names.filter((name) => name !== likely)];
}
