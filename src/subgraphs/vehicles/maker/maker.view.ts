import { globalId } from '../../../kernel/identity/global-id.js';
import type { FieldSources } from '../../../kernel/loaders/projection.js';
import { provenanceView } from '../../../kernel/provenance/provenance.type.js';
import type { MakerRecord } from './maker.model.js';
import type { Maker } from './maker.type.js';

/** Stored fields behind graph fields of other names. */
export const MAKER_FIELD_SOURCES: FieldSources = { id: [], slug: [] };

/** What callers see of a stored maker. Fields that were not read stay undefined. */
export function makerView(record: MakerRecord): Maker {
  return {
    ...record,
    id: globalId('Maker', record._id),
    slug: record._id,
    wmi: record.wmi ?? [],
    lei: record.lei ?? null,
    exporterGroup: record.exporterGroup ?? null,
    country: record.country ? { code: record.country } : null,
    provenance: record.provenance && provenanceView(record.provenance),
  };
}
