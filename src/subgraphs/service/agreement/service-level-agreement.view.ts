import { Decimal } from 'decimal.js';
import { globalId } from '../../../kernel/identity/global-id.js';
import type { FieldSources } from '../../../kernel/loaders/projection.js';
import { provenanceView } from '../../../kernel/provenance/provenance.type.js';
import { isHigherBetter, unitOf } from './attainment.js';
import type { ServiceLevelAgreementRecord } from './service-level-agreement.model.js';
import type { ServiceLevelAgreement } from './service-level-agreement.type.js';

/** Stored fields behind graph fields of other names. */
export const AGREEMENT_FIELD_SOURCES: FieldSources = {
  id: [],
  slaId: [],
  unit: [],
  higherIsBetter: [],
  network: [],
  attainment: ['measurements'],
};

/** Fields that every reader needs: the joins, and what lists are filtered by. */
export const AGREEMENT_ALWAYS = ['country', 'networkId', 'metric', 'target', 'validFrom', 'validTo'] as const;

/** What callers see of a stored agreement. Fields that were not read stay undefined. */
export function agreementView(record: ServiceLevelAgreementRecord): ServiceLevelAgreement {
  const { measurements, ...fields } = record;
  return {
    ...fields,
    id: globalId('ServiceLevelAgreement', record._id),
    slaId: record._id,
    country: { code: record.country },
    unit: unitOf(record.metric),
    higherIsBetter: isHigherBetter(record.metric),
    figures: (measurements ?? []).map(({ from, to, measured }) => ({
      from,
      to,
      measured: measured === null ? null : new Decimal(measured.toString()),
    })),
    provenance: record.provenance && provenanceView(record.provenance),
  };
}
