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

/** OCPI Connector, with the names of OCPI in camel case. */
export interface ConnectorRecord {
  /** Unique within the EVSE. */
  id: string;
  /** OCPI ConnectorType; a word that OCPI does not know is kept as the source wrote it. */
  standard: string;
  format: string | null;
  powerType: string | null;
  /** V; line to neutral for three-phase AC. Null where the source has none. */
  maxVoltage: number | null;
  /** A. */
  maxAmperage: number | null;
  /** W. Null where the source has no power; see `powerDerived`. */
  maxElectricPower: number | null;
  /** True when the power was calculated from voltage and current and not stated by the source. */
  powerDerived: boolean;
}

/** OCPI EVSE: one car at a time, through one of its connectors. */
export interface EvseRecord {
  /** Unique within the location. */
  uid: string;
  /** eMI3 identifier ("FR*A23*E45250*78A"); null where the source has none. */
  evseId: string | null;
  /** OCPI Status. */
  status: string;
  capabilities: string[];
  physicalReference: string | null;
  connectors: ConnectorRecord[];
  lastUpdated: Date;
}

/** OCPI Location. `_id` is `countryCode*partyId*locationId`. */
export interface ChargingLocationRecord {
  _id: string;
  /** ISO 3166-1 alpha-2 of the country where the party is registered (OCPI country_code). */
  countryCode: string;
  /** OCPI party_id, three characters. */
  partyId: string;
  /** OCPI id, at most 36 characters, unique within the party. */
  locationId: string;
  /** ISO 3166-1 alpha-2 of the country where the site stands (OCPI `country` is alpha-3: mapped at the border). */
  country: string;
  publish: boolean;
  name: string | null;
  address: string;
  city: string;
  postalCode: string | null;
  state: string | null;
  location: GeoPointRecord | null;
  geoQuality: 'EXACT' | 'GEOCODED' | 'SUSPECT' | 'MISSING';
  parkingType: string | null;
  /** Name of the charge point operator; null where unknown. */
  operator: string | null;
  facilities: string[];
  /** OpenStreetMap opening_hours in the site's time zone, "24/7", or null where unknown. */
  openingHours: string | null;
  timeZone: string;
  evses: EvseRecord[];
  /** W: highest EVSE power of the site; null where no power is known. For filters. */
  maxElectricPower: number | null;
  /** Date (YYYY-MM-DD) of first operation; null where unknown. */
  operationalSince: string | null;
  lastUpdated: Date;
  provenance: ProvenanceRecord;
}

const connectorSchema = new Schema(
  {
    id: { type: String, required: true },
    standard: { type: String, required: true },
    format: { type: String, default: null },
    powerType: { type: String, default: null },
    maxVoltage: { type: Number, default: null },
    maxAmperage: { type: Number, default: null },
    maxElectricPower: { type: Number, default: null },
    powerDerived: { type: Boolean, default: false },
  },
  EMBEDDED_SCHEMA_OPTIONS,
);

const evseSchema = new Schema(
  {
    uid: { type: String, required: true },
    evseId: { type: String, default: null },
    status: { type: String, required: true },
    capabilities: { type: [String], default: [] },
    physicalReference: { type: String, default: null },
    connectors: { type: [connectorSchema], required: true },
    lastUpdated: { type: Date, required: true },
  },
  EMBEDDED_SCHEMA_OPTIONS,
);

const chargingLocationSchema = new Schema(
  {
    _id: { type: String, required: true },
    countryCode: { type: String, required: true },
    partyId: { type: String, required: true },
    locationId: { type: String, required: true },
    country: { type: String, required: true },
    publish: { type: Boolean, required: true },
    name: { type: String, default: null },
    address: { type: String, required: true },
    city: { type: String, required: true },
    postalCode: { type: String, default: null },
    state: { type: String, default: null },
    location: { type: geoPointSchema, default: null },
    geoQuality: { type: String, enum: ['EXACT', 'GEOCODED', 'SUSPECT', 'MISSING'], required: true },
    parkingType: { type: String, default: null },
    operator: { type: String, default: null },
    facilities: { type: [String], default: [] },
    openingHours: { type: String, default: null },
    timeZone: { type: String, required: true },
    evses: { type: [evseSchema], default: [] },
    maxElectricPower: { type: Number, default: null },
    operationalSince: { type: String, default: null },
    lastUpdated: { type: Date, required: true },
    provenance: { type: provenanceSchema, required: true },
  },
  RECORD_SCHEMA_OPTIONS,
);
chargingLocationSchema.index({ country: 1, publish: 1, _id: 1 });
chargingLocationSchema.index({ country: 1, lastUpdated: 1, _id: 1 });
chargingLocationSchema.index({ 'evses.connectors.standard': 1 });
chargingLocationSchema.index({ 'evses.evseId': 1 });
chargingLocationSchema.index({ location: '2dsphere' });

export const chargingLocationModel = nationalModel<ChargingLocationRecord>(
  'ChargingLocation',
  'charging_locations',
  chargingLocationSchema,
);
