import { globalId } from '../../../kernel/identity/global-id.js';
import type { FieldSources } from '../../../kernel/loaders/projection.js';
import { provenanceView } from '../../../kernel/provenance/provenance.type.js';
import type { ServiceNetworkRecord } from './service-network.model.js';
import type { ServiceNetwork, ServiceNetworkKind } from './service-network.type.js';

/** Stored fields behind graph fields of other names. */
export const SERVICE_NETWORK_FIELD_SOURCES: FieldSources = {
  id: [],
  networkId: [],
  serviceLevelAgreements: [],
};

/** Fields that every reader needs: the country is the join. */
export const SERVICE_NETWORK_ALWAYS = ['country'] as const;

/** What callers see of a stored network. Fields that were not read stay undefined. */
export function serviceNetworkView(record: ServiceNetworkRecord): ServiceNetwork {
  return {
    ...record,
    id: globalId('ServiceNetwork', record._id),
    networkId: record._id,
    country: { code: record.country },
    contractFrom: record.contractFrom ?? null,
    contractTo: record.contractTo ?? null,
    callCentreSeats: record.callCentreSeats ?? null,
    residentRepresentative: record.residentRepresentative ?? null,
    regions: record.regions ?? [],
    kind: record.kind as ServiceNetworkKind,
    provenance: record.provenance && provenanceView(record.provenance),
  };
}
