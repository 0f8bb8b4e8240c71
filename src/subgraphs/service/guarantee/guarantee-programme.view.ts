import { globalId } from '../../../kernel/identity/global-id.js';
import type { FieldSources } from '../../../kernel/loaders/projection.js';
import { provenanceView } from '../../../kernel/provenance/provenance.type.js';
import type { GuaranteeProgrammeRecord } from './guarantee-programme.model.js';
import type { GuaranteeComponent, GuaranteeFunding, GuaranteeProgramme } from './guarantee-programme.type.js';

/** Stored fields behind graph fields of other names. */
export const GUARANTEE_PROGRAMME_FIELD_SOURCES: FieldSources = { id: [], programmeId: [] };

/** Fields by which programmes are compared. */
export const GUARANTEE_PROGRAMME_RANKED_BY = [
  'country',
  'subdivision',
  'tradeRegion',
  'region',
  'maker',
  'modelYearFrom',
  'modelYearTo',
  'component',
  'legalMinimum',
  'years',
  'km',
] as const;

/** What callers see of a stored programme. Fields that were not read stay undefined. */
export function guaranteeProgrammeView(record: GuaranteeProgrammeRecord): GuaranteeProgramme {
  return {
    ...record,
    id: globalId('GuaranteeProgramme', record._id),
    programmeId: record._id,
    country: record.country === null ? null : { code: record.country },
    subdivision: record.subdivision ?? null,
    modelYearFrom: record.modelYearFrom ?? null,
    modelYearTo: record.modelYearTo ?? null,
    component: record.component as GuaranteeComponent,
    funding: record.funding as GuaranteeFunding,
    provenance: record.provenance && provenanceView(record.provenance),
  };
}
