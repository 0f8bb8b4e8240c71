import { type TownRecord, townModel } from '../../subgraphs/markets/town/town.model.js';
import { acceptDrafts } from '../pipeline/accept-drafts.js';
import { provenanceOf } from '../pipeline/draft-provenance.js';
import {
  CHECKED_COORDINATES,
  COUNTRY_CODE,
  nullable,
  SOURCE_SCHEMA,
  type SourcedDraft,
  TEXT,
} from '../pipeline/draft-schema.js';
import type { ImportTarget } from '../pipeline/import-target.js';
import { upsertRows } from '../pipeline/upsert-rows.js';

interface TownDraft extends SourcedDraft {
  readonly geonameId: string;
  readonly country: string;
  readonly name: string;
  readonly asciiName?: string | null;
  readonly coordinates: { readonly longitude: number; readonly latitude: number };
  readonly population: number;
  readonly admin1?: string | null;
  readonly timeZone: string;
  readonly featureCode?: string | null;
}

const DRAFT_SCHEMA = {
  type: 'object',
  properties: {
    geonameId: { type: 'string', pattern: '^\\d{1,12}$' },
    country: COUNTRY_CODE,
    name: TEXT,
    asciiName: nullable(TEXT),
    coordinates: CHECKED_COORDINATES,
    population: { type: 'integer', minimum: 0, maximum: 50_000_000 },
    admin1: nullable(TEXT),
    timeZone: TEXT,
    featureCode: nullable(TEXT),
    source: SOURCE_SCHEMA,
  },
  required: ['geonameId', 'country', 'name', 'coordinates', 'population', 'timeZone', 'source'],
  additionalProperties: false,
};

/** Towns of GeoNames and of whoever uses its identifiers: collection `towns`. */
export const TOWN_TARGET: ImportTarget = {
  name: 'towns',
  description: 'Populated places, by their GeoNames identifier',
  draftSchema: DRAFT_SCHEMA,
  write: (context, records) =>
    acceptDrafts<TownDraft>(DRAFT_SCHEMA, records, (accepted) =>
      upsertRows(
        context.database,
        townModel,
        accepted.map(({ draft }) => rowOf(draft)),
        context,
      ),
    ),
};

function rowOf(draft: TownDraft): TownRecord {
  const { geonameId, country, name, coordinates, population, timeZone } = draft;
  return {
    _id: geonameId,
    geonameId,
    country,
    name,
    asciiName: draft.asciiName ?? name,
    location: { type: 'Point', coordinates: [coordinates.longitude, coordinates.latitude] },
    population,
    admin1: draft.admin1 ?? null,
    timeZone,
    featureCode: draft.featureCode ?? 'PPL',
    provenance: provenanceOf(draft.source),
  };
}
