import { globalId } from '../../../kernel/identity/global-id.js';
import type { FieldSources } from '../../../kernel/loaders/projection.js';
import { provenanceView } from '../../../kernel/provenance/provenance.type.js';
import type { MarketOfferRecord } from './market-offer.model.js';
import type { AssemblyForm, MarketOffer, OfferStatus } from './market-offer.type.js';

/** Stored fields behind graph fields of other names. */
export const OFFER_FIELD_SOURCES: FieldSources = {
  id: [],
  offerId: [],
  variant: ['variantId'],
  status: ['status', 'validFrom', 'validTo'],
};

/** Stored fields that every view needs: the country is the join to all other subgraphs. */
export const OFFER_ALWAYS: readonly string[] = ['country'];

/** What callers see of a stored offer. Fields that were not read stay undefined. */
export function offerView(record: MarketOfferRecord): MarketOffer {
  const { status: _status, ...fields } = record;
  return {
    ...fields,
    id: globalId('MarketOffer', record._id),
    offerId: record._id,
    country: { code: record.country },
    assemblyForm: record.assemblyForm as AssemblyForm,
    incoterm: record.incoterm ?? null,
    storedStatus: record.status as OfferStatus,
    provenance: record.provenance && provenanceView(record.provenance),
  };
}
