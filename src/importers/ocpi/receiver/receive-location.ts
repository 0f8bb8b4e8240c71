import type { Database } from '../../../database/database.js';
import {
  type ChargingLocationRecord,
  chargingLocationModel,
} from '../../../subgraphs/infrastructure/location/charging-location.model.js';
import { rowIdOf } from '../../../subgraphs/infrastructure/location/charging-location-key.js';
import { changeLocations, writeLocation } from '../../../subgraphs/infrastructure/location/location-changes.js';
import type { JsonObject } from '../../json/json-records.js';
import type { Finding } from '../../pipeline/finding.js';
import { isSameRow } from '../../pipeline/upsert-rows.js';
import { locationObject } from './location-object.js';
import { OCPI_CLIENT_ERROR, PushRefusal, unknownObject } from './push-refusal.js';
import { type LocationPlace, type Push, pushedLocation } from './pushed-location.js';
import { pushedOver, rowOf } from './pushed-row.js';

/** What became of a push. */
export interface PushOutcome {
  readonly outcome: 'created' | 'updated' | 'unchanged';
  /** What is stored but doubtful. */
  readonly warnings: readonly Finding[];
}

/** A Location, EVSE or Connector as it is stored. @throws PushRefusal where it is not there */
export async function readLocationObject(database: Database, place: LocationPlace): Promise<JsonObject> {
  const id = rowIdOf(place);
  const cluster = await clusterOfStored(database, place);
  const row = cluster === null ? null : await storedRow(database, cluster, id);
  if (row === null) throw unknownObject(`Location ${place.locationId}`);
  return partOf(locationObject(row), place);
}

/**
 * Stores a pushed Location, EVSE or Connector, as a numbered change of its location: whole or not at all.
 * @throws PushRefusal where nothing is stored
 */
export async function receiveLocationObject(database: Database, push: Push): Promise<PushOutcome> {
  const { place, now } = push;
  const home = await clusterOfStored(database, place);
  // What is wrong by itself is found out before others have to wait.
  const fresh = home === null ? rowOf(pushedLocation(null, push), now) : null;
  const cluster = home ?? database.clusters.clusterOf(fresh?.row.country ?? place.countryCode);
  return changeLocations(database, cluster, 1, async ([mark], session) => {
    const before = await storedRow(database, cluster, rowIdOf(place), session);
    const { row: after, warnings } = before === null && fresh !== null ? fresh : pushedOver(before, push);
    if (database.clusters.clusterOf(after.country) !== cluster) {
      throw new PushRefusal(
        200,
        OCPI_CLIENT_ERROR,
        `Location ${place.locationId} is stored in ${before?.country}: it cannot move to ${after.country}`,
        [{ field: 'country', code: 'OTHER_COUNTRY', message: 'country cannot be changed' }],
      );
    }
    if (before !== null && isSameRow(before, after)) return { outcome: 'unchanged', warnings };
    if (mark !== undefined) await writeLocation(database, cluster, session, { before, after, mark });
    return { outcome: isNew(before, place) ? 'created' : 'updated', warnings };
  });
}

function isNew(before: ChargingLocationRecord | null, { evseUid, connectorId }: LocationPlace): boolean {
  if (before === null || evseUid === null) return before === null;
  const evse = before.evses.find(({ uid }) => isSameId(uid, evseUid));
  return connectorId === null
    ? evse === undefined
    : evse?.connectors.every(({ id }) => !isSameId(id, connectorId)) === true;
}

function partOf(location: JsonObject, { locationId, evseUid, connectorId }: LocationPlace): JsonObject {
  if (evseUid === null) return location;
  const evses = (location.evses ?? []) as readonly (JsonObject & { readonly uid: string })[];
  const evse = evses.find(({ uid }) => isSameId(uid, evseUid));
  if (evse === undefined) throw unknownObject(`EVSE ${evseUid} of Location ${locationId}`);
  if (connectorId === null) return evse;
  const connectors = (evse.connectors ?? []) as readonly (JsonObject & { readonly id: string })[];
  const connector = connectors.find(({ id }) => isSameId(id, connectorId));
  if (connector === undefined) throw unknownObject(`Connector ${connectorId} of EVSE ${evseUid}`);
  return connector;
}

function isSameId(one: string, other: string): boolean {
  return one.toUpperCase() === other.toUpperCase();
}

/** The cluster that keeps a location, which may stand in another country than that of its party; null where none does. */
async function clusterOfStored(database: Database, place: LocationPlace): Promise<string | null> {
  const likely = database.clusters.clusterOf(place.countryCode);
  for (const cluster of [likely, ...database.clusters.names.filter((name) => name !== likely)]) {
    const found = await database.model(chargingLocationModel, cluster).exists({ _id: rowIdOf(place) });
    if (found !== null) return cluster;
  }
  return null;
}

function storedRow(
  database: Database,
  cluster: string,
  id: string,
  session?: Parameters<typeof writeLocation>[2],
): Promise<ChargingLocationRecord | null> {
  return database
    .model(chargingLocationModel, cluster)
    .findById(id, null, session === undefined ? {} : { session })
    .lean<ChargingLocationRecord | null>()
    .exec();
}
