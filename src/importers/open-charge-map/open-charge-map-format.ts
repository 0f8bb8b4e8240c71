import { createHash } from 'node:crypto';
import { CHARGING_TARGET } from '../charging/charging-target.js';
import { type DecodedObject, type JsonObject, openJsonRecords } from '../json/json-records.js';
import { draftFindings } from '../pipeline/accept-drafts.js';
import type { Finding } from '../pipeline/finding.js';
import type { FormatInput, ImportFormat } from '../pipeline/import-format.js';
import { POINT_OF_INTEREST_SCHEMA, type PointOfInterest } from './point-of-interest.js';
import { type PointOfInterestOptions, pointOfInterestDraft } from './point-of-interest-draft.js';
import { referenceData } from './reference-data.js';

/**
 * Open Charge Map: POIs in verbose and compact form, as a list or one a line. Its reference data is the mapping: with
 * it, compact files tell as much as verbose ones. What the ids of plugs, currents and states mean in OCPI is known
 * without it; countries are told by `--country`, or by the coordinates.
 */
export const OPEN_CHARGE_MAP_FORMAT: ImportFormat = {
  name: 'open-charge-map',
  description: 'Sites of Open Charge Map, verbose or compact, a list or one a line; --mapping takes its reference data',
  needsMapping: false,
  lineLimitBytes: null,
  open: ({ file, country, mapping }: FormatInput) => {
    const options = {
      reference: referenceData(mapping ?? null),
      country,
      fetchedAt: new Date().toISOString().slice(0, 10),
    };
    return openJsonRecords(file, {
      title: 'Open Charge Map',
      listsIn: [],
      meaning: `open-charge-map ${createHash('sha256')
        .update(JSON.stringify(mapping ?? null))
        .digest('hex')}`,
      recognises: (object) => 'AddressInfo' in object,
      decode: (object) => decodePointOfInterest(object, options),
    });
  },
};

/** A draft of a POI, or why there is none. */
function decodePointOfInterest(object: JsonObject, options: PointOfInterestOptions): DecodedObject {
  const recordId = typeof object.ID === 'number' ? String(object.ID) : null;
  const [first, ...others] = draftFindings(POINT_OF_INTEREST_SCHEMA, object);
  if (first !== undefined) return { recordId, rejections: [first, ...others] };
  const warnings: Finding[] = [];
  const value = pointOfInterestDraft(object as unknown as PointOfInterest, options, warnings);
  return { recordId, target: CHARGING_TARGET.name, value, warnings };
}
