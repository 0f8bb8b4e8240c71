import { Schema } from 'mongoose';
import { EMBEDDED_SCHEMA_OPTIONS } from '../../../database/common-schemas.js';

/** OCPI DisplayText. */
export interface DisplayTextRecord {
  /** ISO 639-1. */
  language: string;
  text: string;
}

/** OCPI AdditionalGeoLocation: an entrance, a car park, the sign at the road. */
export interface RelatedLocationRecord {
  /** Degrees, WGS 84. */
  latitude: number;
  longitude: number;
  name: DisplayTextRecord | null;
}

/** OCPI Image. */
export interface ImageRecord {
  url: string;
  thumbnail: string | null;
  /** OCPI ImageCategory. */
  category: string | null;
  /** File type, "jpeg". */
  type: string | null;
  /** Pixels. */
  width: number | null;
  height: number | null;
}

/** OCPI EnergyMix. */
export interface EnergyMixRecord {
  isGreenEnergy: boolean;
  /** Percentages, 0 to 100. */
  energySources: { source: string; percentage: number }[];
  /** g per kWh. */
  environImpact: { category: string; amount: number }[];
  supplierName: string | null;
  energyProductName: string | null;
}

/** Coordinates as the source wrote them, where its system is not WGS 84. */
export interface SourceCoordinatesRecord {
  x: number;
  y: number;
  /** "EPSG:28992". */
  crs: string;
}

/** Another source's record that seems to be the same site. Both are kept. */
export interface LocationLinkRecord {
  /** `_id` of the other record. */
  locationId: string;
  distanceMetres: number | null;
  /** OPERATOR, NAME, EVSE_ID, ADDRESS ... */
  reasons: string[];
  /** 0 to 1. */
  score: number;
}

export const displayTextSchema = new Schema(
  { language: { type: String, required: true }, text: { type: String, required: true } },
  EMBEDDED_SCHEMA_OPTIONS,
);

export const relatedLocationSchema = new Schema(
  {
    latitude: { type: Number, required: true },
    longitude: { type: Number, required: true },
    name: { type: displayTextSchema, default: null },
  },
  EMBEDDED_SCHEMA_OPTIONS,
);

export const imageSchema = new Schema(
  {
    url: { type: String, required: true },
    thumbnail: { type: String, default: null },
    category: { type: String, default: null },
    type: { type: String, default: null },
    width: { type: Number, default: null },
    height: { type: Number, default: null },
  },
  EMBEDDED_SCHEMA_OPTIONS,
);

const energySourceSchema = new Schema(
  { source: { type: String, required: true }, percentage: { type: Number, required: true } },
  EMBEDDED_SCHEMA_OPTIONS,
);

const environImpactSchema = new Schema(
  { category: { type: String, required: true }, amount: { type: Number, required: true } },
  EMBEDDED_SCHEMA_OPTIONS,
);

export const energyMixSchema = new Schema(
  {
    isGreenEnergy: { type: Boolean, required: true },
    energySources: { type: [energySourceSchema], default: [] },
    environImpact: { type: [environImpactSchema], default: [] },
    supplierName: { type: String, default: null },
    energyProductName: { type: String, default: null },
  },
  EMBEDDED_SCHEMA_OPTIONS,
);

export const sourceCoordinatesSchema = new Schema(
  { x: { type: Number, required: true }, y: { type: Number, required: true }, crs: { type: String, required: true } },
  EMBEDDED_SCHEMA_OPTIONS,
);

export const locationLinkSchema = new Schema(
  {
    locationId: { type: String, required: true },
    distanceMetres: { type: Number, default: null },
    reasons: { type: [String], default: [] },
    score: { type: Number, required: true, min: 0, max: 1 },
  },
  EMBEDDED_SCHEMA_OPTIONS,
);
