import { CHARGING_TARGET } from '../charging/charging-target.js';
import { CHARGING_TARIFF_TARGET } from '../charging-tariff/charging-tariff-target.js';
import { tariffDraftOf } from '../charging-tariff/ocpi-tariff.js';
import { type DecodedObject, isJsonObject, type JsonObject, openJsonRecords } from '../json/json-records.js';
import { draftFindings } from '../pipeline/accept-drafts.js';
import type { Finding } from '../pipeline/finding.js';
import type { FormatInput, ImportFormat } from '../pipeline/import-format.js';
import { locationDraft } from './location-draft.js';
import { type OcpiObjectKind, objectKind } from './object-kind.js';
import { OCPI_LOCATION_SCHEMA, type OcpiLocation } from './ocpi-location.js';
import { ocpiSource } from './ocpi-source.js';
import { withWrittenTexts } from './written-texts.js';

/**
 * OCPI 2.2.1 and 2.3.0: Locations and Tariffs as a single object, a list, a response envelope (`data`), or one a line.
 * An object that is neither, or not whole, is rejected, and the ones beside it are not.
 */
export const OCPI_FORMAT: ImportFormat = {
  name: 'ocpi',
  description: 'Locations and Tariffs of OCPI 2.2.1 and 2.3.0: an object, a list, a response envelope, or one a line',
  needsMapping: false,
  lineLimitBytes: null,
  open: ({ file }: FormatInput) => {
    const fetchedAt = new Date().toISOString().slice(0, 10);
    return openJsonRecords(file, {
      title: 'OCPI',
      listsIn: ['data'],
      meaning: 'ocpi',
      recognises: (object) => objectKind(object) !== null,
      unwrap: withoutEnvelope,
      decode: (object) => decodeOcpiObject(object, fetchedAt),
    });
  },
};

/** The object in a response (`data`, `status_code`, `timestamp`) around a single one. */
function withoutEnvelope(object: JsonObject): JsonObject {
  return 'status_code' in object && isJsonObject(object.data) ? object.data : object;
}

/** Why objects of other kinds are no records of their own. */
const REFUSED: Readonly<Record<Exclude<OcpiObjectKind, 'Location' | 'Tariff'>, string>> = {
  Session: 'sessions are no master data',
  CDR: 'charge detail records are no master data',
  Token: 'tokens are the data of drivers, which are not kept here',
  EVSE: 'it does not say of which Location it is: send it whole, within its Location',
  Connector: 'it does not say of which Location it is: send it whole, within its Location',
  patch: 'a part of an object does not say of which object it is: send the object whole',
};

/**
 * A draft of an OCPI object, or why there is none.
 * @param fetchedAt YYYY-MM-DD
 */
function decodeOcpiObject(written: JsonObject, fetchedAt: string): DecodedObject {
  const object = withWrittenTexts(written);
  const recordId = recordIdOf(object);
  const kind = objectKind(object);
  if (kind === null) {
    const message = 'The object has no member by which a Location or a Tariff of OCPI is known';
    return { recordId, rejections: [{ field: null, code: 'NOT_AN_OCPI_OBJECT', message }] };
  }
  if (kind === 'Tariff') {
    // Its target judges the tariff as a whole, whether its party is named included.
    const source = { ...ocpiSource(object, fetchedAt), recordId };
    return { recordId, target: CHARGING_TARIFF_TARGET.name, value: tariffDraftOf(object, source), warnings: [] };
  }
  if (kind !== 'Location') {
    const code = kind === 'patch' || kind === 'EVSE' || kind === 'Connector' ? 'OCPI_PART_ALONE' : 'OCPI_KIND_REFUSED';
    const name = kind === 'patch' ? 'part of an OCPI object' : `OCPI ${kind}`;
    return { recordId, rejections: [{ field: null, code, message: `Is a ${name}: ${REFUSED[kind]}` }] };
  }
  const findings: Finding[] = draftFindings(OCPI_LOCATION_SCHEMA, object);
  const location = object as unknown as OcpiLocation;
  const draft = findings.length > 0 ? null : locationDraft(location, ocpiSource(object, fetchedAt), findings);
  const [first, ...others] = findings;
  if (first !== undefined) return { recordId, rejections: [first, ...others] };
  return { recordId, target: CHARGING_TARGET.name, value: draft, warnings: [] };
}

function recordIdOf({ id, uid }: JsonObject): string | null {
  const key = id ?? uid;
  return typeof key === 'string' ? key.slice(0, 100) : null;
}
