import { Schema } from 'mongoose';
import { provenanceSchema, RECORD_SCHEMA_OPTIONS } from '../../../database/common-schemas.js';
import { nationalModel } from '../../../database/model-definition.js';
import type { ProvenanceRecord } from '../../../kernel/provenance/provenance.record.js';

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
