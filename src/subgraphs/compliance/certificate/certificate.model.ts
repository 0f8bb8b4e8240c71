import { Schema } from 'mongoose';
import { provenanceSchema, RECORD_SCHEMA_OPTIONS } from '../../../database/common-schemas.js';
import { nationalModel } from '../../../database/model-definition.js';
import type { ProvenanceRecord } from '../../../kernel/provenance/provenance.record.js';
import { CertificateKind } from './certificate-kind.js';

/**
 * A certificate of a maker that counts in one country. `_id` is the certificate id, e.g. `DE:csms:byd`. It is in force
 * on the days [validFrom, validTo).
 */
export interface CertificateRecord {
  _id: string;
  certificateId: string;
  country: string;
  kind: CertificateKind;
  /** Number that the issuer gave, e.g. of the certificate of compliance after UN R155 paragraph 6.4. */
  number: string;
  /** Slug of the maker that holds it. */
  maker: string;
  /** Variants covered; empty for all of the maker's. */
  variantIds: string[];
  /** Approval authority, technical service or assessor. */
  issuer: string;
  /** YYYY-MM-DD. */
  validFrom: string;
  /** First day on which it no longer counts, YYYY-MM-DD. */
  validTo: string;
  provenance: ProvenanceRecord;
}

const certificateSchema = new Schema(
  {
    _id: { type: String, required: true },
    certificateId: { type: String, required: true },
    country: { type: String, required: true },
    kind: { type: String, enum: Object.values(CertificateKind), required: true },
    number: { type: String, required: true },
    maker: { type: String, required: true },
    variantIds: { type: [String], default: [] },
    issuer: { type: String, required: true },
    validFrom: { type: String, required: true },
    validTo: { type: String, required: true },
    provenance: { type: provenanceSchema, required: true },
  },
  RECORD_SCHEMA_OPTIONS,
);
certificateSchema.index({ country: 1, validTo: 1, _id: 1 });
certificateSchema.index({ country: 1, maker: 1 });

export const certificateModel = nationalModel<CertificateRecord>('Certificate', 'certificates', certificateSchema);
