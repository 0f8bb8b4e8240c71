import { isJsonObject, type JsonObject } from '../../json/json-records.js';
import { draftFindings } from '../../pipeline/accept-drafts.js';
import type { Finding } from '../../pipeline/finding.js';
import { OCPI_CONNECTOR_SCHEMA, OCPI_EVSE_SCHEMA, OCPI_LOCATION_SCHEMA } from '../ocpi-location.js';
import { invalidField, invalidFields, outdated, unknownObject } from './push-refusal.js';

/** What the path of a push names: a Location, an EVSE of it, or a Connector of that. */
export interface LocationPlace {
  readonly countryCode: string;
  readonly partyId: string;
  readonly locationId: string;
  readonly evseUid: string | null;
  readonly connectorId: string | null;
}

export type PushMethod = 'PUT' | 'PATCH';

export interface Push {
  readonly place: LocationPlace;
  readonly method: PushMethod;
  readonly body: JsonObject;
  readonly now: Date;
}

/** EVSEs of a Location, those included that are gone: more of the latter are forgotten, the ones longest gone first. */
const MOST_EVSES = 2_000;

/**
 * The Location as it is after a push, as OCPI 2.2.1 and 2.3.0 have it (module Locations, Receiver Interface).
 *
 * PUT replaces the object that its path names. EVSEs that a PUT of a Location does not name any more become REMOVED. PATCH
 * changes the members that it has; EVSEs and Connectors in its lists are found by their ids, and those that it does not
 * name stay; null takes a member away. What is changed below changes `last_updated` of all above it. EVSEs keep their
 * order, new ones come last.
 *
 * @param stored the stored Location; null where there is none
 * @throws PushRefusal for fields that are missing or wrong, for what is not there, and for a state that is older than the stored one
 */
export function pushedLocation(stored: JsonObject | null, push: Push): JsonObject {
  const { place } = push;
  checkIds(push);
  if (place.evseUid === null) return withoutFuture(pushedWhole(stored, push), push.now);
  if (stored === null) throw unknownObject(`Location ${place.locationId}`);
  const evses = objects(stored.evses);
  const at = evses.findIndex(({ uid }) => isSameId(uid, place.evseUid));
  const evse =
    place.connectorId === null ? pushedEvse(evses[at] ?? null, push) : pushedConnector(evses[at] ?? null, push);
  const location = {
    ...stored,
    evses: at === -1 ? [...evses, evse] : evses.with(at, evse),
    last_updated: latest(stored.last_updated, evse.last_updated),
  };
  return withoutFuture(location, push.now);
}

function pushedWhole(stored: JsonObject | null, { place, method, body }: Push): JsonObject {
  const ids = { country_code: place.countryCode, party_id: place.partyId, id: place.locationId };
  const name = `Location ${place.locationId}`;
  if (method === 'PUT') {
    const location = { ...body, ...ids };
    check(OCPI_LOCATION_SCHEMA, location);
    checkRepeated(location);
    checkAge(name, stored, location);
    return stored === null ? location : withGoneEvses(stored, location);
  }
  if (stored === null) throw unknownObject(name);
  requireTime(body);
  const patched: JsonObject = { ...merged(stored, body), ...ids };
  const evses = 'evses' in body ? mergedList(objects(stored.evses), body.evses, 'evses', 'uid') : null;
  // What is stored without a place on earth has been accepted so before.
  const coordinates = patched.coordinates ?? { latitude: '0', longitude: '0' };
  check(OCPI_LOCATION_SCHEMA, { ...patched, coordinates, evses: evses?.changed ?? [] });
  checkAge(name, stored, body);
  return { ...patched, evses: evses?.all ?? objects(stored.evses) };
}

function pushedEvse(stored: JsonObject | null, { place, method, body }: Push): JsonObject {
  const name = `EVSE ${place.evseUid} of Location ${place.locationId}`;
  const uid = stored?.uid ?? place.evseUid;
  if (method === 'PUT') {
    const evse = { ...body, uid };
    check(OCPI_EVSE_SCHEMA, evse);
    checkAge(name, stored, evse);
    return evse;
  }
  if (stored === null) throw unknownObject(name);
  requireTime(body);
  const connectors =
    'connectors' in body ? mergedList(objects(stored.connectors), body.connectors, 'connectors', 'id').all : null;
  const evse = { ...merged(stored, body), uid, connectors: connectors ?? stored.connectors };
  check(OCPI_EVSE_SCHEMA, evse);
  checkAge(name, stored, body);
  return evse;
}

function pushedConnector(evse: JsonObject | null, { place, method, body }: Push): JsonObject {
  if (evse === null) throw unknownObject(`EVSE ${place.evseUid} of Location ${place.locationId}`);
  const name = `Connector ${place.connectorId} of EVSE ${place.evseUid}`;
  const connectors = objects(evse.connectors);
  const at = connectors.findIndex(({ id }) => isSameId(id, place.connectorId));
  const stored = connectors[at] ?? null;
  if (method === 'PATCH' && stored === null) throw unknownObject(name);
  requireTime(body);
  const connector = {
    ...(method === 'PATCH' && stored !== null ? merged(stored, body) : body),
    id: stored?.id ?? place.connectorId,
  };
  check(OCPI_CONNECTOR_SCHEMA, connector);
  checkAge(name, stored, body);
  return {
    ...evse,
    connectors: at === -1 ? [...connectors, connector] : connectors.with(at, connector),
    last_updated: latest(evse.last_updated, body.last_updated),
  };
}

/** The path says which object is meant; a body that says another is a mistake. */
function checkIds({ place, body }: Push): void {
  const own: readonly (readonly [string, string])[] =
    place.evseUid === null
      ? [
          ['country_code', place.countryCode],
          ['party_id', place.partyId],
          ['id', place.locationId],
        ]
      : place.connectorId === null
        ? [['uid', place.evseUid]]
        : [['id', place.connectorId]];
  for (const [field, wanted] of own) {
    const given = body[field];
    if (given !== undefined && !isSameId(given, wanted)) {
      throw invalidField(field, `${field} is not ${wanted}, which the path names`, 'ID_MISMATCH');
    }
  }
}

function check(schema: object, object: JsonObject): void {
  const findings: Finding[] = draftFindings(schema, object);
  if (findings.length > 0) throw invalidFields(findings);
}

/** Of EVSEs with the same uid none could be told to be the one that is meant. */
function checkRepeated(location: JsonObject): void {
  const seen = new Set<string>();
  objects(location.evses).forEach(({ uid }, at) => {
    if (seen.has(idKey(uid))) throw invalidField(`evses.${at}.uid`, `uid "${uid}" occurs twice`, 'REPEATED_ID');
    seen.add(idKey(uid));
  });
}

/** OCPI: a PATCH must say when the object was changed. */
function requireTime({ last_updated }: JsonObject): void {
  if (last_updated === undefined) {
    throw invalidField('last_updated', 'last_updated is missing', 'MISSING_FIELD');
  }
  if (typeof last_updated !== 'string' || Number.isNaN(instant(last_updated))) {
    throw invalidField('last_updated', 'last_updated is no date and time');
  }
}

function checkAge(name: string, stored: JsonObject | null, { last_updated: given }: JsonObject): void {
  if (stored !== null && instant(given) < instant(stored.last_updated)) {
    throw outdated(name, String(given), String(stored.last_updated));
  }
}

/** Shallow: what has no id of its own, such as opening times, is one value. */
function merged(stored: JsonObject, patch: JsonObject): JsonObject {
  const both = { ...stored, ...patch };
  return Object.fromEntries(Object.entries(both).filter(([, value]) => value !== null));
}

interface MergedList {
  readonly all: readonly JsonObject[];
  /** What the patch has changed or added, in the order of the patch. */
  readonly changed: readonly JsonObject[];
}

function mergedList(stored: readonly JsonObject[], patch: unknown, field: string, key: string): MergedList {
  if (!Array.isArray(patch)) throw invalidField(field, `${field} must be a list`);
  const all = [...stored];
  const changed = patch.map((item, index): JsonObject => {
    if (!isJsonObject(item)) throw invalidField(`${field}.${index}`, `${field}.${index} must be an object`);
    const at = all.findIndex((one) => isSameId(one[key], item[key]));
    const before = all[at];
    const connectors =
      before !== undefined && key === 'uid' && 'connectors' in item
        ? {
            connectors: mergedList(objects(before.connectors), item.connectors, `${field}.${index}.connectors`, 'id')
              .all,
          }
        : {};
    const after = before === undefined ? item : { ...merged(before, item), [key]: before[key], ...connectors };
    if (at === -1) all.push(after);
    else all[at] = after;
    return after;
  });
  return { all, changed };
}

/** OCPI has no way to delete: an EVSE that is not listed any more is REMOVED, and who reads is told so. */
function withGoneEvses(stored: JsonObject, location: JsonObject): JsonObject {
  const listed = new Map(objects(location.evses).map((evse) => [idKey(evse.uid), evse]));
  const before = objects(stored.evses);
  const kept = before.map((evse) => {
    const again = listed.get(idKey(evse.uid));
    if (again !== undefined) return { ...again, uid: evse.uid };
    return isRemoved(evse) ? evse : { ...evse, status: 'REMOVED', last_updated: location.last_updated };
  });
  const known = new Set(before.map(({ uid }) => idKey(uid)));
  const added = objects(location.evses).filter(({ uid }) => !known.has(idKey(uid)));
  const all = [...kept, ...added];
  let surplus = all.length - MOST_EVSES;
  const evses = all.filter((evse) => {
    const isForgotten = surplus > 0 && isRemoved(evse);
    if (isForgotten) surplus -= 1;
    return !isForgotten;
  });
  return { ...location, evses };
}

function isRemoved({ status }: JsonObject): boolean {
  return String(status).toUpperCase() === 'REMOVED';
}

/** A time in the future would keep out every later push. */
function withoutFuture(location: JsonObject, now: Date): JsonObject {
  const limited = (object: JsonObject): JsonObject =>
    instant(object.last_updated) > now.getTime() ? { ...object, last_updated: now.toISOString() } : object;
  return {
    ...limited(location),
    evses: objects(location.evses).map((evse) => ({
      ...limited(evse),
      connectors: objects(evse.connectors).map(limited),
    })),
  };
}

/** Milliseconds; not a number where there is none. OCPI leaves the zone out where it is UTC. */
function instant(text: unknown): number {
  if (typeof text !== 'string') return Number.NaN;
  return Date.parse(/(Z|[+-]\d\d:\d\d)$/.test(text) ? text : `${text}Z`);
}

function latest(one: unknown, other: unknown): unknown {
  return instant(other) > instant(one) ? other : one;
}

function objects(list: unknown): JsonObject[] {
  return Array.isArray(list) ? (list as JsonObject[]) : [];
}

/** Identifiers are CiStrings. */
function idKey(id: unknown): string {
  return String(id).toUpperCase();
}

function isSameId(one: unknown, other: unknown): boolean {
  return one !== undefined && one !== null && idKey(one) === idKey(other);
}
