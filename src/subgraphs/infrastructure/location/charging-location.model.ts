import { Schema } from 'mongoose';
import { geoPointSchema, provenanceSchema, RECORD_SCHEMA_OPTIONS } from '../../../database/common-schemas.js';
import { nationalModel } from '../../../database/model-definition.js';
import type { GeoPointRecord } from '../../../kernel/geo/geo-point.record.js';
import type { ProvenanceRecord } from '../../../kernel/provenance/provenance.record.js';
import { type EvseRecord, evseSchema } from './evse.model.js';
import {
  type DisplayTextRecord,
  displayTextSchema,
  type EnergyMixRecord,
  energyMixSchema,
  type ImageRecord,
  imageSchema,
  type LocationLinkRecord,
  locationLinkSchema,
  type RelatedLocationRecord,
  relatedLocationSchema,
  type SourceCoordinatesRecord,
  sourceCoordinatesSchema,
} from './location-details.model.js';
import { type OpeningTimesRecord, openingTimesSchema } from './opening-times.model.js';

/** What not every source says. A stored record that lacks one of these has its default: null, or an empty list. */
interface LocationDetails {
  suboperator: string | null;
  owner: string | null;
  relatedLocations: RelatedLocationRecord[];
  directions: DisplayTextRecord[];
  /** OCPI Hours; counts more than `openingHours` where a source has both. */
  openingTimes: OpeningTimesRecord | null;
  chargingWhenClosed: boolean | null;
  energyMix: EnergyMixRecord | null;
  helpPhone: string | null;
  /** PUBLIC, RESTRICTED or PRIVATE; a word of the source that is none of them is kept. Null where unknown. */
  access: string | null;
  /** PaymentMethod; words that it does not know are kept as the source wrote them. */
  paymentMethods: string[];
  membershipRequired: boolean | null;
  /** Price as published, free text. */
  priceText: string | null;
  /** OCPI publish_allowed_to: for whom an unpublished site is meant. Never shown. */
  publishAllowedTo: object[];
  images: ImageRecord[];
  sourceCoordinates: SourceCoordinatesRecord | null;
  /** Why the coordinates are doubtful: OUTSIDE_COUNTRY, SWAPPED, WRONG_SIGN ... */
  geoIssues: string[];
  links: LocationLinkRecord[];
  /** Hash of what the source said, by which an import sees that nothing has changed. */
  contentHash: string | null;
  /** When the site was removed: the record is a tombstone, and `publish` is false. Null for one that is there. */
  deletedAt: Date | null;
  /** Whether callers have ever been shown the site: then those who mirror it are told when it goes. */
  everPublished: boolean;
  /** When the record was last written, by our clock; null in seeds. `lastUpdated` is the time of the source. */
  changedAt: Date | null;
  /** Number of its last change on its cluster, see location-changes.ts; 0 in seeds. */
  changeNumber: number;
}

/** OCPI Location. `_id` is `countryCode*partyId*locationId`. */
export interface ChargingLocationRecord extends Partial<LocationDetails> {
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
    suboperator: { type: String, default: null },
    owner: { type: String, default: null },
    relatedLocations: { type: [relatedLocationSchema], default: [] },
    directions: { type: [displayTextSchema], default: [] },
    openingTimes: { type: openingTimesSchema, default: null },
    chargingWhenClosed: { type: Boolean, default: null },
    energyMix: { type: energyMixSchema, default: null },
    helpPhone: { type: String, default: null },
    access: { type: String, default: null },
    paymentMethods: { type: [String], default: [] },
    membershipRequired: { type: Boolean, default: null },
    priceText: { type: String, default: null },
    publishAllowedTo: { type: [Schema.Types.Mixed], default: [] },
    images: { type: [imageSchema], default: [] },
    sourceCoordinates: { type: sourceCoordinatesSchema, default: null },
    geoIssues: { type: [String], default: [] },
    links: { type: [locationLinkSchema], default: [] },
    contentHash: { type: String, default: null },
    deletedAt: { type: Date, default: null },
    everPublished: { type: Boolean, default: false },
    changedAt: { type: Date, default: null },
    changeNumber: { type: Number, default: 0 },
  },
  RECORD_SCHEMA_OPTIONS,
);
chargingLocationSchema.index({ country: 1, publish: 1, _id: 1 });
chargingLocationSchema.index({ country: 1, lastUpdated: 1, _id: 1 });
chargingLocationSchema.index({ changeNumber: 1, _id: 1 });
chargingLocationSchema.index({ country: 1, changeNumber: 1, _id: 1 });
chargingLocationSchema.index({ 'evses.connectors.standard': 1 });
chargingLocationSchema.index({ 'evses.evseId': 1 });
chargingLocationSchema.index({ location: '2dsphere' });

export const chargingLocationModel = nationalModel<ChargingLocationRecord>(
  'ChargingLocation',
  'charging_locations',
  chargingLocationSchema,
);
