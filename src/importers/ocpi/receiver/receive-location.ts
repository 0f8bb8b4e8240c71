import type { Database } from '../../../database/database.js';
import {
  type ChargingLocationRecord,
  chargingLocationModel,
} from '../../../subgraphs/infrastructure/location/charging-location.model.js';
import { rowIdOf } from '../../../subgraphs/infrastructure/location/charging-location-key.js';
import { changeLocations, writeLocation } from '../../../subgraphs/infrastructure/location/location-changes.js';
import type { ChargingDraft } from '../../charging/charging-draft.js';
import { CHARGING_DRAFT_SCHEMA } from '../../charging/charging-draft-schema.js';
import { withKeptFacts } from '../../charging/kept-facts.js';
import { siteRow } from '../../charging/site-record.js';
import type { JsonObject } from '../../json/json-records.js';
import { draftFindings } from '../../pipeline/accept-drafts.js';
import type { Finding } from '../../pipeline/finding.js';
import { isSameRow } from '../../pipeline/upsert-rows.js';
import { locationDraft } from '../location-draft.js';
import type { OcpiLocation } from '../ocpi-location.js';
import { ocpiSource } from '../ocpi-source.js';
import { inOcpiNames } from './finding-names.js';
import { locationObject } from './location-object.js';
import { invalidFields, OCPI_CLIENT_ERROR, PushRefusal, unknownObject } from './push-refusal.js';
import { type LocationPlace, type Push, pushedLocation } from './pushed-location.js';
import { withTouchedFacts } from './touched-facts.js';

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

interface PushedRow {
  readonly row: ChargingLocationRecord;
  readonly draft: ChargingDraft;
  readonly warnings: readonly Finding[];
}

function pushedOver(before: ChargingLocationRecord | null, push: Push): PushedRow {
  const stored = before === null ? null : locationObject(before);
  const pushed = rowOf(pushedLocation(stored, push), push.now);
  if (before === null || stored === null) return pushed;
  const isWhole = push.method === 'PUT' && push.place.evseUid === null;
  const row = isWhole
    ? withKeptFacts(pushed.draft, pushed.row, before)
    : withTouchedFacts(before, rowOf(stored, push.now).row, pushed.row);
  return { ...pushed, row };
}

/** The row of a Location whose shape has been checked. */
function rowOf(object: JsonObject, now: Date): PushedRow {
  const findings: Finding[] = [];
  // A site that is stored without a place on earth is read as one without coordinates.
  const isPlaced = object.coordinates !== undefined;
  const location = (isPlaced ? object : { ...object, coordinates: NOWHERE }) as unknown as OcpiLocation;
  const read = locationDraft(location, ocpiSource(object, now.toISOString().slice(0, 10)), findings);
  const draft: ChargingDraft = isPlaced ? read : { ...read, coordinates: null };
  findings.push(...draftFindings(CHARGING_DRAFT_SCHEMA, draft).map(inOcpiNames));
  if (findings.length > 0) throw invalidFields(findings);
  const site = siteRow(draft, now);
  if (!('row' in site)) throw invalidFields([inOcpiNames(site.rejection)]);
  return { row: site.row, draft, warnings: site.warnings.map(inOcpiNames) };
}

const NOWHERE = { latitude: '0', longitude: '0' };

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
