import { globalId } from '../../../kernel/identity/global-id.js';
import type { FieldSources } from '../../../kernel/loaders/projection.js';
import { provenanceView } from '../../../kernel/provenance/provenance.type.js';
import type { VehicleModelRecord } from './vehicle-model.model.js';
import type { VehicleModel } from './vehicle-model.type.js';

/** Stored fields behind graph fields of other names; joins need none. */
export const MODEL_FIELD_SOURCES: FieldSources = { id: [], modelId: [], makerSlug: ['maker'], variants: [] };

/** What callers see of a stored model. Fields that were not read stay undefined. */
export function modelView({ maker, ...record }: VehicleModelRecord): VehicleModel {
  return {
    ...record,
    id: globalId('VehicleModel', record._id),
    modelId: record._id,
    makerSlug: maker,
    provenance: record.provenance && provenanceView(record.provenance),
  };
}
