import { coordinatesView } from '../../../kernel/geo/geo.types.js';
import { globalId } from '../../../kernel/identity/global-id.js';
import type { FieldSources } from '../../../kernel/loaders/projection.js';
import { provenanceView } from '../../../kernel/provenance/provenance.type.js';
import type { TownRecord } from './town.model.js';
import type { Town } from './town.type.js';

/** Stored fields behind graph fields of other names. */
export const TOWN_FIELD_SOURCES: FieldSources = { id: [], geonameId: [], coordinates: ['location'] };

/** Fields that every reader needs: the country (join) and the sort key of the list. */
export const TOWN_ALWAYS = ['country', 'population'];

/** What callers see of a stored town. Fields that were not read stay undefined. */
export function townView(record: TownRecord): Town {
  return {
    ...record,
    id: globalId('Town', record._id),
    geonameId: record._id,
    country: { code: record.country },
    coordinates: (record.location && coordinatesView(record.location)) as Town['coordinates'],
    provenance: record.provenance && provenanceView(record.provenance),
  };
}
