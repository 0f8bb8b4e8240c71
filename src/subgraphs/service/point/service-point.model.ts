import { Schema } from 'mongoose';
import {
  EMBEDDED_SCHEMA_OPTIONS,
  geoPointSchema,
  provenanceSchema,
  RECORD_SCHEMA_OPTIONS,
} from '../../../database/common-schemas.js';
import { nationalModel } from '../../../database/model-definition.js';
import type { GeoPointRecord } from '../../../kernel/geo/geo-point.record.js';
import type { ProvenanceRecord } from '../../../kernel/provenance/provenance.record.js';
import type { ServiceCapabilityCode } from './service-capability-code.js';

/** What a workshop may do on electric cars, and until when its certificate says so. */
export interface ServiceCapabilityRecord {
  code: ServiceCapabilityCode;
  /** Highest system voltage in volts; null where the source has none. */
  maxVoltage: number | null;
  /** Qualification scheme, e.g. "DGUV 209-093 3E", "IMI TechSafe". */
  certificate: string | null;
  /** First day on which the certificate is no longer valid; null for no end. */
  validTo: string | null;
  /** `SYNTHETIC` where the capability is generated on a real workshop, else the source of the statement. */
  source: string;
}

/** People qualified for a level of work on high-voltage systems; a person counts at the highest level only. */
export interface TechniciansRecord {
  level: ServiceCapabilityCode;
  count: number;
}

/** A capability within the schema of what has it. */
export const serviceCapabilitySchema = new Schema(
  {
    code: { type: String, required: true },
    maxVoltage: { type: Number, default: null },
    certificate: { type: String, default: null },
    validTo: { type: String, default: null },
    source: { type: String, required: true },
  },
  EMBEDDED_SCHEMA_OPTIONS,
);

/** A workshop. `_id` and `servicePointId` are `GB:7167B3`. */
export interface ServicePointRecord {
  _id: string;
  servicePointId: string;
  networkIds: string[];
  country: string;
  name: string;
  /** schema.org PostalAddress names. */
  address: {
    streetAddress: string | null;
    addressLocality: string | null;
    addressRegion: string | null;
    postalCode: string | null;
  };
  location: GeoPointRecord | null;
  /** EXACT, GEOCODED (from the postcode), SUSPECT, MISSING. */
  geoQuality: 'EXACT' | 'GEOCODED' | 'SUSPECT' | 'MISSING';
  /** OpenStreetMap opening_hours syntax, in the point's own time zone; null where unknown. */
  openingHours: string | null;
  timeZone: string;
  bays: number | null;
  capabilities: ServiceCapabilityRecord[];
  leadTimeDays: number | null;
  /** E.164, e.g. +493012345678; null or missing where unknown. */
  phone?: string | null;
  /** BCP 47 tags of the languages spoken. */
  languages?: string[];
  /** How many people are qualified for each level of work on high-voltage systems. */
  technicians?: TechniciansRecord[];
  status: 'OPEN' | 'PLANNED' | 'SUSPENDED' | 'CLOSED';
  provenance: ProvenanceRecord;
}

const servicePointSchema = new Schema(
  {
    _id: { type: String, required: true },
    servicePointId: { type: String, required: true },
    networkIds: { type: [String], default: [] },
    country: { type: String, required: true },
    name: { type: String, required: true },
    address: {
      type: new Schema(
        {
          streetAddress: { type: String, default: null },
          addressLocality: { type: String, default: null },
          addressRegion: { type: String, default: null },
          postalCode: { type: String, default: null },
        },
        EMBEDDED_SCHEMA_OPTIONS,
      ),
      required: true,
    },
    location: { type: geoPointSchema, default: null },
    geoQuality: { type: String, enum: ['EXACT', 'GEOCODED', 'SUSPECT', 'MISSING'], required: true },
    openingHours: { type: String, default: null },
    timeZone: { type: String, required: true },
    bays: { type: Number, default: null },
    capabilities: {
      type: [serviceCapabilitySchema],
      default: [],
    },
    leadTimeDays: { type: Number, default: null },
    phone: { type: String, match: /^\+[1-9]\d{1,14}$/, default: null },
    languages: { type: [String], default: [] },
    technicians: {
      type: [
        new Schema(
          { level: { type: String, required: true }, count: { type: Number, min: 0, required: true } },
          EMBEDDED_SCHEMA_OPTIONS,
        ),
      ],
      default: [],
    },
    status: { type: String, enum: ['OPEN', 'PLANNED', 'SUSPENDED', 'CLOSED'], required: true },
    provenance: { type: provenanceSchema, required: true },
  },
  RECORD_SCHEMA_OPTIONS,
);
servicePointSchema.index({ country: 1, _id: 1 });
servicePointSchema.index({ country: 1, 'capabilities.code': 1, _id: 1 });
servicePointSchema.index({ networkIds: 1 });
servicePointSchema.index({ location: '2dsphere' });

export const servicePointModel = nationalModel<ServicePointRecord>(
  'ServicePoint',
  'service_points',
  servicePointSchema,
);
