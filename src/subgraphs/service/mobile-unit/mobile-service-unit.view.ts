import type { Near } from '../../../database/near-page.js';
import { type Coordinates, coordinatesView } from '../../../kernel/geo/geo.types.js';
import { globalId } from '../../../kernel/identity/global-id.js';
import type { FieldSources } from '../../../kernel/loaders/projection.js';
import { provenanceView } from '../../../kernel/provenance/provenance.type.js';
import type { ServicePointStatus } from '../point/service-point.type.js';
import type { MobileServiceUnitRecord } from './mobile-service-unit.model.js';
import type { MobileServiceUnit } from './mobile-service-unit.type.js';

/** A stored unit, with the distance of its base where it was searched by place. */
export type MobileServiceUnitRow = MobileServiceUnitRecord | Near<MobileServiceUnitRecord>;

/** Stored fields behind graph fields of other names. */
export const MOBILE_UNIT_FIELD_SOURCES: FieldSources = {
  id: [],
  unitId: [],
  basePosition: ['location'],
  distanceKm: [],
  network: ['networkId'],
  isOpen: ['openingHours', 'timeZone', 'status'],
  'capabilities.valid': ['capabilities.validTo'],
};

/** Of these, only what is asked for is read. */
export const MOBILE_UNIT_EMBEDDED: ReadonlySet<string> = new Set(['capabilities']);

/** Fields that every reader needs: the country is the join. */
export const MOBILE_UNIT_ALWAYS = ['country'] as const;

/** What callers see of a stored unit. Fields that were not read stay undefined. */
export function mobileServiceUnitView(row: MobileServiceUnitRow): MobileServiceUnit {
  return {
    ...row,
    id: globalId('MobileServiceUnit', row._id),
    unitId: row._id,
    country: { code: row.country },
    basePosition: row.location && (coordinatesView(row.location) as Coordinates),
    distanceKm: 'distanceMeters' in row ? row.distanceMeters / 1000 : null,
    status: row.status as ServicePointStatus,
    provenance: row.provenance && provenanceView(row.provenance),
  };
}
