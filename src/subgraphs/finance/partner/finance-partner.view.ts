import { globalId } from '../../../kernel/identity/global-id.js';
import type { FieldSources } from '../../../kernel/loaders/projection.js';
import { provenanceView } from '../../../kernel/provenance/provenance.type.js';
import type { FinancePartnerRecord } from './finance-partner.model.js';
import type { FinancePartner, FinancePartnerKind, FinancePartnerStatus } from './finance-partner.type.js';

/** Stored fields behind graph fields of other names; joins need none. */
export const FINANCE_PARTNER_FIELD_SOURCES: FieldSources = { id: [], partnerId: [], products: [] };

/** What callers see of a stored partner. Fields that were not read stay undefined. */
export function financePartnerView(record: FinancePartnerRecord): FinancePartner {
  return {
    ...record,
    id: globalId('FinancePartner', record._id),
    partnerId: record._id,
    kind: record.kind as FinancePartnerKind,
    countries: record.countries?.map((code) => ({ code })),
    licences: record.licences?.map((licence) => ({ ...licence, country: { code: licence.country } })),
    status: record.status as FinancePartnerStatus,
    provenance: record.provenance && provenanceView(record.provenance),
  };
}
