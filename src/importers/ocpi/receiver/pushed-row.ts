import type { ChargingLocationRecord } from '../../../subgraphs/infrastructure/location/charging-location.model.js';
import type { ChargingDraft } from '../../charging/charging-draft.js';
import { CHARGING_DRAFT_SCHEMA } from '../../charging/charging-draft-schema.js';
import { withKeptFacts } from '../../charging/kept-facts.js';
import { siteRow } from '../../charging/site-record.js';
import type { JsonObject } from '../../json/json-records.js';
import { draftFindings } from '../../pipeline/accept-drafts.js';
import type { Finding } from '../../pipeline/finding.js';
import { locationDraft } from '../location-draft.js';
import type { OcpiLocation } from '../ocpi-location.js';
import { ocpiSource } from '../ocpi-source.js';
import { inOcpiNames } from './finding-names.js';
import { locationObject } from './location-object.js';
import { invalidFields } from './push-refusal.js';
import { type Push, pushedLocation } from './pushed-location.js';
import { withTouchedFacts } from './touched-facts.js';

/** A row that a pushed object gives. */
export interface PushedRow {
  readonly row: ChargingLocationRecord;
  readonly draft: ChargingDraft;
  readonly warnings: readonly Finding[];
}

/**
 * The row of a location after a push over the stored one.
 * @throws PushRefusal
 */
export function pushedOver(before: ChargingLocationRecord | null, push: Push): PushedRow {
  const stored = before === null ? null : locationObject(before);
  const pushed = rowOf(pushedLocation(stored, push), push.now);
  if (before === null || stored === null) return pushed;
  const isWhole = push.method === 'PUT' && push.place.evseUid === null;
  const row = isWhole
    ? withKeptFacts(pushed.draft, pushed.row, before)
    : withTouchedFacts(before, rowOf(stored, push.now).row, pushed.row);
  return { ...pushed, row };
}

/** The row of a Location whose shape has been checked. @throws PushRefusal for what its shape does not tell */
export function rowOf(object: JsonObject, now: Date): PushedRow {
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
