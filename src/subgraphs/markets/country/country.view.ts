import { globalId } from '../../../kernel/identity/global-id.js';
import type { FieldSources } from '../../../kernel/loaders/projection.js';
import { provenanceView } from '../../../kernel/provenance/provenance.type.js';
import type { CountryRecord } from './country.model.js';
import type { Country } from './country.type.js';

/** Stored fields behind graph fields of other names; joins need none. */
export const COUNTRY_FIELD_SOURCES: FieldSources = {
  id: [],
  code: [],
  towns: [],
  policies: ['tradeRegions'],
  localisationRules: ['tradeRegions'],
  fleet: [],
  registrations: [],
};

/** What callers see of a stored country. Fields that were not read stay undefined. */
export function countryView(record: CountryRecord): Country {
  return {
    ...record,
    id: globalId('Country', record._id),
    code: record._id,
    provenance: record.provenance && provenanceView(record.provenance),
  };
}
