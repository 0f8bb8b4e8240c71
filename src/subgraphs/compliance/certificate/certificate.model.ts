import { Schema } from 'mongoose';
import { EMBEDDED_SCHEMA_OPTIONS, provenanceSchema, RECORD_SCHEMA_OPTIONS } from '../../../database/common-schemas.js';
import { nationalModel } from '../../../database/model-definition.js';
import type { ProvenanceRecord } from '../../../kernel/provenance/provenance.record.js';
import { CertificateKind, REGULATION_OF_KIND, SafetyIntegrityLevel } from './certificate-kind.js';
import { typeApprovalNumber } from './type-approval-number.js';

/** What a safety case after ISO 26262 argues. */
export interface FunctionalSafetyRecord {
  /** System or function (ISO 26262-1: item). */
  item: string;
  asil: SafetyIntegrityLevel;
  assessor: string;
  scope: string | null;
}

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
  /** Number of the type approval under UN R155 or R156, "E4*155R00/00*0001*00"; null for other kinds, or where none is known. */
  typeApprovalNumber: string | null;
  /** What a functional safety case is about; null for other kinds. */
  functionalSafety: FunctionalSafetyRecord | null;
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
    typeApprovalNumber: { type: String, default: null },
    functionalSafety: {
      type: new Schema(
        {
          item: { type: String, required: true },
          asil: { type: String, enum: Object.values(SafetyIntegrityLevel), required: true },
          assessor: { type: String, required: true },
          scope: { type: String, default: null },
        },
        EMBEDDED_SCHEMA_OPTIONS,
      ),
      default: null,
    },
    maker: { type: String, required: true },
    variantIds: { type: [String], default: [] },
    issuer: { type: String, required: true },
    validFrom: { type: String, required: true },
    validTo: { type: String, required: true },
    provenance: { type: provenanceSchema, required: true },
  },
  RECORD_SCHEMA_OPTIONS,
);
certificateSchema.pre('validate', function () {
  const { kind, typeApprovalNumber: number, functionalSafety } = this.toObject() as unknown as CertificateRecord;
  const regulation = REGULATION_OF_KIND[kind] ?? null;
  if (number !== null && (regulation === null || typeApprovalNumber(number)?.regulation !== regulation)) {
    this.invalidate('typeApprovalNumber', `"${number}" is no type approval number for ${kind}`);
  }
  if (functionalSafety !== null && kind !== CertificateKind.FUNCTIONAL_SAFETY_CASE) {
    this.invalidate('functionalSafety', `is no part of ${kind}`);
  }
});
certificateSchema.index({ country: 1, validTo: 1, _id: 1 });
certificateSchema.index({ country: 1, maker: 1 });

export const certificateModel = nationalModel<CertificateRecord>('Certificate', 'certificates', certificateSchema);
