import { coordinatesView } from '../../../kernel/geo/geo.types.js';
import { globalId } from '../../../kernel/identity/global-id.js';
import type { FieldSources } from '../../../kernel/loaders/projection.js';
import { provenanceView } from '../../../kernel/provenance/provenance.type.js';
import type { AssemblyBaseRecord } from './assembly-base.model.js';
import type { AssemblyBase, AssemblyBaseForm } from './assembly-base.type.js';

/** Stored fields behind graph fields of other names. */
export const ASSEMBLY_BASE_FIELD_SOURCES: FieldSources = {
  id: [],
  baseId: [],
  coordinates: ['location'],
  localContentOn: ['localContent'],
  productionPlans: [],
  routes: ['servesCountries'],
};

/** Stored fields that every view needs: the country is the join to all other subgraphs. */
export const ASSEMBLY_BASE_ALWAYS: readonly string[] = ['country'];

/** What callers see of a stored base. Fields that were not read stay undefined. */
export function assemblyBaseView(record: AssemblyBaseRecord): AssemblyBase {
  return {
    ...record,
    id: globalId('AssemblyBase', record._id),
    baseId: record._id,
    country: { code: record.country },
    form: record.form as AssemblyBaseForm,
    coordinates: record.location && coordinatesView(record.location),
    servesCountries: record.servesCountries?.map((code) => ({ code })),
    provenance: record.provenance && provenanceView(record.provenance),
  };
}
