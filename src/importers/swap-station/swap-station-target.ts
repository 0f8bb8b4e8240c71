import {
  SWAP_STATION_STATUSES,
  type SwapStationRecord,
  swapStationModel,
} from '../../subgraphs/infrastructure/swap-station/swap-station.model.js';
import { type PlaceDraft, sitePosition } from '../charging/site-position.js';
import { acceptDrafts } from '../pipeline/accept-drafts.js';
import { provenanceOf } from '../pipeline/draft-provenance.js';
import {
  COUNTRY_CODE,
  LOCAL_DATE,
  nullable,
  SOURCE_SCHEMA,
  type SourcedDraft,
  TEXT,
} from '../pipeline/draft-schema.js';
import type { Finding } from '../pipeline/finding.js';
import type { ImportTarget, RecordOutcome } from '../pipeline/import-target.js';
import { upsertRows } from '../pipeline/upsert-rows.js';

/** A battery swap station as one source has it; null is "the source does not say". */
interface SwapStationDraft extends SourcedDraft, PlaceDraft {
  /** Unique within the country, without it. */
  readonly stationId: string;
  readonly country: string;
  readonly name: string;
  readonly operator?: string | null;
  readonly address?: string | null;
  readonly city?: string | null;
  readonly batteryTypes?: readonly string[];
  readonly slots?: number | null;
  readonly swapsPerDay?: number | null;
  readonly status?: string | null;
  readonly operationalSince?: string | null;
}

const COUNT = nullable({ type: 'integer', minimum: 0, maximum: 1_000_000 });

const DRAFT_SCHEMA = {
  type: 'object',
  properties: {
    stationId: { type: 'string', pattern: '^[^\\s:][^\\s]*$', maxLength: 80 },
    country: COUNTRY_CODE,
    name: TEXT,
    operator: nullable(TEXT),
    address: nullable(TEXT),
    city: nullable(TEXT),
    coordinates: nullable({
      type: 'object',
      properties: { longitude: { type: 'number' }, latitude: { type: 'number' } },
      required: ['longitude', 'latitude'],
      additionalProperties: false,
    }),
    geoQuality: { enum: ['EXACT', 'GEOCODED', 'SUSPECT', null] },
    batteryTypes: { type: 'array', items: TEXT, maxItems: 200 },
    slots: COUNT,
    swapsPerDay: COUNT,
    status: { enum: [...SWAP_STATION_STATUSES, null] },
    operationalSince: nullable(LOCAL_DATE),
    source: SOURCE_SCHEMA,
  },
  required: ['stationId', 'country', 'name', 'source'],
  additionalProperties: false,
};

/** Battery swap stations: collection `swap_stations`. */
export const SWAP_STATION_TARGET: ImportTarget = {
  name: 'swap-stations',
  description: 'Stations that swap traction batteries',
  draftSchema: DRAFT_SCHEMA,
  write: ({ database, dryRun }, records) =>
    acceptDrafts<SwapStationDraft>(DRAFT_SCHEMA, records, async (accepted) => {
      const warnings: Finding[][] = accepted.map(() => []);
      const rows = accepted.map(({ draft }, at) => rowOf(draft, warnings[at] ?? []));
      const outcomes = await upsertRows(database, swapStationModel, rows, { dryRun });
      return outcomes.map((outcome, at): RecordOutcome => ({ outcome, rejections: [], warnings: warnings[at] ?? [] }));
    }),
};

function rowOf(draft: SwapStationDraft, warnings: Finding[]): SwapStationRecord {
  const { country, source } = draft;
  const { location, geoQuality, geoIssues } = sitePosition(draft, country, warnings);
  const stationId = `${country}:${draft.stationId}`;
  const doubts = warnings.filter(({ code }) => geoIssues.includes(code));
  return {
    _id: stationId,
    stationId,
    country,
    name: draft.name,
    operator: draft.operator ?? null,
    address: draft.address ?? null,
    city: draft.city ?? null,
    location,
    geoQuality,
    batteryTypes: [...(draft.batteryTypes ?? [])],
    slots: draft.slots ?? null,
    swapsPerDay: draft.swapsPerDay ?? null,
    // A register lists what is there; one that knows better says so.
    status: draft.status ?? 'OPEN',
    operationalSince: draft.operationalSince ?? null,
    provenance: provenanceOf(
      source,
      doubts.map(({ field, message }) => ({ field: field ?? '', statement: message, source: 'Check at import' })),
    ),
  };
}
