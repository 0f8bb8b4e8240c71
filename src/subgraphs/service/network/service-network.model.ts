import { Schema } from 'mongoose';
import { EMBEDDED_SCHEMA_OPTIONS, provenanceSchema, RECORD_SCHEMA_OPTIONS } from '../../../database/common-schemas.js';
import { nationalModel } from '../../../database/model-definition.js';
import type { ProvenanceRecord } from '../../../kernel/provenance/provenance.record.js';

/** A part of a country, as a set of its first-level subdivisions. */
export interface ServiceRegionRecord {
  name: string;
  /** Names as in the addresses of the workshops. */
  subdivisions: string[];
}

/** A network of workshops in one country. `_id` is the network id, e.g. `GB:mot-test-stations`. */
export interface ServiceNetworkRecord {
  _id: string;
  networkId: string;
  country: string;
  name: string;
  /** The organisation that runs the network. */
  operator: string;
  kind: 'OEM' | 'AUTHORISED' | 'INDEPENDENT' | 'MOBILE';
  /** Slugs of the makers served; empty for all. */
  brands: string[];
  /** Half-open [contractFrom, contractTo) in local dates; null or missing for no contract, or no end. */
  contractFrom?: string | null;
  contractTo?: string | null;
  /** People who can answer at the same time; null or missing where unknown. */
  callCentreSeats?: number | null;
  /** Whether a representative of the brands is resident in the country; null or missing where unknown. */
  residentRepresentative?: boolean | null;
  /** Into which the network divides its country; empty or missing where unknown. */
  regions?: ServiceRegionRecord[];
  provenance: ProvenanceRecord;
}

const serviceNetworkSchema = new Schema(
  {
    _id: { type: String, required: true },
    networkId: { type: String, required: true },
    country: { type: String, required: true },
    name: { type: String, required: true },
    operator: { type: String, required: true },
    kind: { type: String, enum: ['OEM', 'AUTHORISED', 'INDEPENDENT', 'MOBILE'], required: true },
    brands: { type: [String], default: [] },
    contractFrom: { type: String, default: null },
    contractTo: { type: String, default: null },
    callCentreSeats: { type: Number, min: 0, default: null },
    residentRepresentative: { type: Boolean, default: null },
    regions: {
      type: [
        new Schema(
          { name: { type: String, required: true }, subdivisions: { type: [String], required: true } },
          EMBEDDED_SCHEMA_OPTIONS,
        ),
      ],
      default: [],
    },
    provenance: { type: provenanceSchema, required: true },
  },
  RECORD_SCHEMA_OPTIONS,
);
serviceNetworkSchema.index({ country: 1, _id: 1 });

export const serviceNetworkModel = nationalModel<ServiceNetworkRecord>(
  'ServiceNetwork',
  'service_networks',
  serviceNetworkSchema,
);
