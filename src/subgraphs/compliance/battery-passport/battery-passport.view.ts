import { globalId } from '../../../kernel/identity/global-id.js';
import type { FieldSources } from '../../../kernel/loaders/projection.js';
import { provenanceView } from '../../../kernel/provenance/provenance.type.js';
import type { BatteryPassportRecord } from './battery-passport.model.js';
import { PASSPORT_PARTS } from './battery-passport.schema.js';
import type { BatteryPassport } from './battery-passport.type.js';

/** Stored fields behind graph fields of other names. */
export const PASSPORT_FIELD_SOURCES: FieldSources = {
  id: [],
  passportId: [],
  variant: ['variantId'],
  predecessor: ['metadata.predecessorId'],
  lifecycleRecords: [],
};

/** Parts of which only the asked fields are read. */
export const PASSPORT_EMBEDDED: ReadonlySet<string> = new Set(Object.keys(PASSPORT_PARTS));

/** What callers see of a stored passport. Fields that were not read stay undefined. */
export function passportView({ _id, variantId, ...record }: BatteryPassportRecord): BatteryPassport {
  return {
    ...record,
    id: globalId('BatteryPassport', _id),
    passportId: _id,
    variant: variantId === null || variantId === undefined ? null : ({ variantId } as BatteryPassport['variant']),
    provenance: record.provenance && provenanceView(record.provenance),
  };
}
