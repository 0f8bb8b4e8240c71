import type { Near } from '../../../database/near-page.js';
import { coordinatesView, type GeoQuality } from '../../../kernel/geo/geo.types.js';
import { globalId } from '../../../kernel/identity/global-id.js';
import type { FieldSources } from '../../../kernel/loaders/projection.js';
import { provenanceView } from '../../../kernel/provenance/provenance.type.js';
import type { ServicePointRecord } from './service-point.model.js';
import type { ServicePoint, ServicePointStatus } from './service-point.type.js';

/** A stored workshop, with its distance where it was searched by place. */
export type ServicePointRow = ServicePointRecord | Near<ServicePointRecord>;

/** Stored fields behind graph fields of other names. */
export const SERVICE_POINT_FIELD_SOURCES: FieldSources = {
  id: [],
  servicePointId: [],
  coordinates: ['location'],
  distanceKm: [],
  networks: ['networkIds'],
  isOpen: ['openingHours', 'timeZone', 'status'],
  nextOpening: ['openingHours', 'timeZone', 'status'],
  highVoltageLevel: ['capabilities.code', 'capabilities.validTo'],
  appointments: ['openingHours', 'timeZone', 'status', 'bays', 'leadTimeDays', 'capabilities'],
  'capabilities.valid': ['capabilities.validTo'],
};

/** Of these, only what is asked for is read. */
export const SERVICE_POINT_EMBEDDED: ReadonlySet<string> = new Set(['address', 'capabilities']);

/** Fields that every reader needs: the country is the join. */
export const SERVICE_POINT_ALWAYS = ['country'] as const;

/** What callers see of a stored workshop. Fields that were not read stay undefined. */
export function servicePointView(row: ServicePointRow): ServicePoint {
  return {
    ...row,
    id: globalId('ServicePoint', row._id),
    servicePointId: row._id,
    country: { code: row.country },
    coordinates: row.location && coordinatesView(row.location),
    geoQuality: row.geoQuality as GeoQuality,
    distanceKm: 'distanceMeters' in row ? row.distanceMeters / 1000 : null,
    phone: row.phone ?? null,
    languages: row.languages ?? [],
    technicians: row.technicians ?? [],
    status: row.status as ServicePointStatus,
    provenance: row.provenance && provenanceView(row.provenance),
  };
}
