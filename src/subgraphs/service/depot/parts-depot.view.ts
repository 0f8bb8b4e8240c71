import { coordinatesView } from '../../../kernel/geo/geo.types.js';
import { globalId } from '../../../kernel/identity/global-id.js';
import type { FieldSources } from '../../../kernel/loaders/projection.js';
import { provenanceView } from '../../../kernel/provenance/provenance.type.js';
import { DANGEROUS_GOODS } from './dangerous-goods.js';
import type { PartsAvailabilityRecord } from './parts-availability.model.js';
import type { PartsAvailability } from './parts-availability.type.js';
import type { PartsDepotRecord } from './parts-depot.model.js';
import type { PartsDepot } from './parts-depot.type.js';

/** Stored fields behind graph fields of other names. */
export const DEPOT_FIELD_SOURCES: FieldSources = { id: [], depotId: [], coordinates: ['location'], parts: [] };

/** Fields that every reader needs: joins, and what lists are ordered by. */
export const DEPOT_ALWAYS = ['country', 'servedCountries', 'bonded', 'leadTimeHours'] as const;

/** What callers see of a stored depot. Fields that were not read stay undefined. */
export function depotView(record: PartsDepotRecord): PartsDepot {
  return {
    ...record,
    id: globalId('PartsDepot', record._id),
    depotId: record._id,
    country: { code: record.country },
    coordinates: record.location && coordinatesView(record.location),
    servedCountries: record.servedCountries.map((code) => ({ code })),
    provenance: record.provenance && provenanceView(record.provenance),
  };
}

/** Stored fields behind graph fields of other names. */
export const AVAILABILITY_FIELD_SOURCES: FieldSources = { dangerousGoods: ['unNumber'], depot: [] };

/** What callers see of a stored stock. Fields that were not read stay undefined. */
export function availabilityView({ unNumber, ...record }: PartsAvailabilityRecord): PartsAvailability {
  return {
    ...record,
    dangerousGoods: unNumber ? { unNumber, ...DANGEROUS_GOODS[unNumber] } : null,
    provenance: record.provenance && provenanceView(record.provenance),
  };
}
