import type { Near } from '../../../database/near-page.js';
import { coordinatesView, type GeoQuality } from '../../../kernel/geo/geo.types.js';
import { globalId } from '../../../kernel/identity/global-id.js';
import type { FieldSources } from '../../../kernel/loaders/projection.js';
import { provenanceView } from '../../../kernel/provenance/provenance.type.js';
import type { SwapStationRecord } from './swap-station.model.js';
import type { SwapStation, SwapStationStatus } from './swap-station.type.js';

/** Stored fields behind graph fields of other names. */
export const SWAP_STATION_FIELD_SOURCES: FieldSources = { id: [], coordinates: ['location'], distanceKm: [] };

export const SWAP_STATION_ALWAYS: readonly string[] = ['country'];

/** What callers see of a stored station. Fields that were not read stay undefined. */
export function swapStationView(record: SwapStationRecord | Near<SwapStationRecord>): SwapStation {
  const { location, ...fields } = record;
  return {
    ...fields,
    id: globalId('SwapStation', record._id),
    country: { code: record.country },
    coordinates: location === undefined ? null : coordinatesView(location),
    geoQuality: record.geoQuality as GeoQuality,
    status: record.status as SwapStationStatus,
    distanceKm: 'distanceMeters' in record ? record.distanceMeters / 1000 : null,
    provenance: record.provenance && provenanceView(record.provenance),
  };
}
