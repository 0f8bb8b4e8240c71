import { Schema, type Types } from 'mongoose';
import { EMBEDDED_SCHEMA_OPTIONS, provenanceSchema, RECORD_SCHEMA_OPTIONS } from '../../../database/common-schemas.js';
import { worldwideModel } from '../../../database/model-definition.js';
import type { ProvenanceRecord } from '../../../kernel/provenance/provenance.record.js';

/** A company of a cluster and what part of the supply it makes. */
export interface SupplyClusterMemberRecord {
  company: string;
  /** BATTERY, DRIVETRAIN, BODY ... */
  partFamily: string;
  /** Share of the part family that the cluster needs, as a fraction; null where it is not known. */
  share: Types.Decimal128 | null;
}

/** Makers of parts that supply the bases of some countries. `_id` is the cluster id. */
export interface SupplyClusterRecord {
  _id: string;
  clusterId: string;
  name: string;
  /** UN M49 code of the region. */
  region: string;
  members: SupplyClusterMemberRecord[];
  countries: string[];
  provenance: ProvenanceRecord;
}

const supplyClusterSchema = new Schema(
  {
    _id: { type: String, required: true },
    clusterId: { type: String, required: true },
    name: { type: String, required: true },
    region: { type: String, required: true },
    members: {
      type: [
        new Schema(
          {
            company: { type: String, required: true },
            partFamily: { type: String, required: true },
            share: { type: Schema.Types.Decimal128, default: null },
          },
          EMBEDDED_SCHEMA_OPTIONS,
        ),
      ],
      default: [],
    },
    countries: { type: [String], required: true },
    provenance: { type: provenanceSchema, required: true },
  },
  RECORD_SCHEMA_OPTIONS,
);
supplyClusterSchema.index({ countries: 1, _id: 1 });

export const supplyClusterModel = worldwideModel<SupplyClusterRecord>(
  'SupplyCluster',
  'supply_clusters',
  supplyClusterSchema,
);
