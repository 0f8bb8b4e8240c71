import { globalId } from '../../../kernel/identity/global-id.js';
import type { FieldSources } from '../../../kernel/loaders/projection.js';
import { provenanceView } from '../../../kernel/provenance/provenance.type.js';
import type { CertificateRecord } from './certificate.model.js';
import type { Certificate } from './certificate.type.js';

/** Stored fields behind graph fields of other names. */
export const CERTIFICATE_FIELD_SOURCES: FieldSources = { id: [], certificateId: [] };

/** Fields that every reader needs: the country is the join, the last day the order of lists. */
export const CERTIFICATE_ALWAYS = ['country', 'validTo'] as const;

/** What callers see of a stored certificate. Fields that were not read stay undefined. */
export function certificateView(record: CertificateRecord): Certificate {
  return {
    ...record,
    id: globalId('Certificate', record._id),
    certificateId: record._id,
    country: { code: record.country },
    provenance: record.provenance && provenanceView(record.provenance),
  };
}
