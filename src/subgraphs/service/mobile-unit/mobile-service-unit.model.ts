import { Schema } from 'mongoose';
import { geoPointSchema, provenanceSchema, RECORD_SCHEMA_OPTIONS } from '../../../database/common-schemas.js';
import { nationalModel } from '../../../database/model-definition.js';
import type { GeoPointRecord } from '../../../kernel/geo/geo-point.record.js';
import type { ProvenanceRecord } from '../../../kernel/provenance/provenance.record.js';
import { type ServiceCapabilityRecord, serviceCapabilitySchema } from '../point/service-point.model.js';

/** No unit drives further than this, in kilometres: how far a search for units has to look. */
export const FARTHEST_RADIUS_KM = 300;

/** A van of a mobile network that comes to the car. `_id` and `unitId` are `DE:SYN-M01`. */
export interface MobileServiceUnitRecord {
  _id: string;
  unitId: string;
  /** A network of kind MOBILE. */
  networkId: string;
  country: string;
  name: string;
  /** Where the unit starts from. */
  location: GeoPointRecord;
  /** How far it drives, as the crow flies. */
  radiusKm: number;
  capabilities: ServiceCapabilityRecord[];
  /** OpenStreetMap opening_hours syntax, in the unit's own time zone; null where unknown. */
  openingHours: string | null;
  timeZone: string;
  leadTimeDays: number | null;
  status: 'OPEN' | 'PLANNED' | 'SUSPENDED' | 'CLOSED';
  provenance: ProvenanceRecord;
}

const mobileServiceUnitSchema = new Schema(
  {
    _id: { type: String, required: true },
    unitId: { type: String, required: true },
    networkId: { type: String, required: true },
    country: { type: String, required: true },
    name: { type: String, required: true },
    location: { type: geoPointSchema, required: true },
    radiusKm: { type: Number, min: 0, max: FARTHEST_RADIUS_KM, required: true },
    capabilities: { type: [serviceCapabilitySchema], default: [] },
    openingHours: { type: String, default: null },
    timeZone: { type: String, required: true },
    leadTimeDays: { type: Number, default: null },
    status: { type: String, enum: ['OPEN', 'PLANNED', 'SUSPENDED', 'CLOSED'], required: true },
    provenance: { type: provenanceSchema, required: true },
  },
  RECORD_SCHEMA_OPTIONS,
);
mobileServiceUnitSchema.index({ country: 1, _id: 1 });
mobileServiceUnitSchema.index({ location: '2dsphere' });

export const mobileServiceUnitModel = nationalModel<MobileServiceUnitRecord>(
  'MobileServiceUnit',
  'mobile_service_units',
  mobileServiceUnitSchema,
);
