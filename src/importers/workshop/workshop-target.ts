import { ServiceCapabilityCode } from '../../subgraphs/service/point/service-capability-code.js';
import { type ServicePointRecord, servicePointModel } from '../../subgraphs/service/point/service-point.model.js';
import { acceptDrafts } from '../pipeline/accept-drafts.js';
import { provenanceOf } from '../pipeline/draft-provenance.js';
import {
  CHECKED_COORDINATES,
  COUNTRY_CODE,
  LOCAL_DATE,
  nullable,
  SOURCE_SCHEMA,
  type SourcedDraft,
  TEXT,
} from '../pipeline/draft-schema.js';
import type { ImportTarget } from '../pipeline/import-target.js';
import { upsertRows } from '../pipeline/upsert-rows.js';

interface WorkshopDraft extends SourcedDraft {
  readonly servicePointId: string;
  readonly country: string;
  readonly networkIds?: readonly string[];
  readonly name: string;
  readonly streetAddress?: string | null;
  readonly addressLocality?: string | null;
  readonly addressRegion?: string | null;
  readonly postalCode?: string | null;
  readonly coordinates?: { readonly longitude: number; readonly latitude: number } | null;
  readonly geoQuality?: 'EXACT' | 'GEOCODED' | 'SUSPECT';
  readonly openingHours?: string | null;
  readonly timeZone: string;
  readonly bays?: number | null;
  readonly leadTimeDays?: number | null;
  readonly status?: ServicePointRecord['status'];
  readonly capabilities?: readonly {
    readonly code: ServiceCapabilityCode;
    readonly maxVoltage?: number | null;
    readonly certificate?: string | null;
    readonly validTo?: string | null;
  }[];
}

const DRAFT_SCHEMA = {
  type: 'object',
  properties: {
    servicePointId: { type: 'string', pattern: '^[^\\s:][^\\s]*$', maxLength: 80 },
    country: COUNTRY_CODE,
    networkIds: nullable({ type: 'array', items: TEXT }),
    name: TEXT,
    streetAddress: nullable(TEXT),
    addressLocality: nullable(TEXT),
    addressRegion: nullable(TEXT),
    postalCode: nullable(TEXT),
    coordinates: nullable(CHECKED_COORDINATES),
    geoQuality: { enum: ['EXACT', 'GEOCODED', 'SUSPECT'] },
    openingHours: nullable(TEXT),
    timeZone: TEXT,
    bays: nullable({ type: 'integer', minimum: 0 }),
    leadTimeDays: nullable({ type: 'integer', minimum: 0 }),
    status: { enum: ['OPEN', 'PLANNED', 'SUSPENDED', 'CLOSED'] },
    capabilities: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          code: { enum: Object.values(ServiceCapabilityCode) },
          maxVoltage: nullable({ type: 'integer', minimum: 1, maximum: 10_000 }),
          certificate: nullable(TEXT),
          validTo: nullable(LOCAL_DATE),
        },
        required: ['code'],
        additionalProperties: false,
      },
    },
    source: SOURCE_SCHEMA,
  },
  required: ['servicePointId', 'country', 'name', 'timeZone', 'source'],
  additionalProperties: false,
};

/** Workshops and test stations: collection `service_points`. */
export const WORKSHOP_TARGET: ImportTarget = {
  name: 'workshops',
  description: 'Workshops and test stations with what they may do on electric cars',
  draftSchema: DRAFT_SCHEMA,
  write: (context, records) =>
    acceptDrafts<WorkshopDraft>(DRAFT_SCHEMA, records, (accepted) =>
      upsertRows(
        context.database,
        servicePointModel,
        accepted.map(({ draft }) => rowOf(draft)),
        { dryRun: context.dryRun, merge: withOtherCapabilities },
      ),
    ),
};

function rowOf(draft: WorkshopDraft): ServicePointRecord {
  const { country, coordinates = null, source } = draft;
  const servicePointId = `${country}:${draft.servicePointId}`;
  return {
    _id: servicePointId,
    servicePointId,
    networkIds: [...(draft.networkIds ?? [])],
    country,
    name: draft.name,
    address: {
      streetAddress: draft.streetAddress ?? null,
      addressLocality: draft.addressLocality ?? null,
      addressRegion: draft.addressRegion ?? null,
      postalCode: draft.postalCode ?? null,
    },
    location:
      coordinates === null ? null : { type: 'Point', coordinates: [coordinates.longitude, coordinates.latitude] },
    geoQuality: coordinates === null ? 'MISSING' : (draft.geoQuality ?? 'EXACT'),
    openingHours: draft.openingHours ?? null,
    timeZone: draft.timeZone,
    bays: draft.bays ?? null,
    capabilities: (draft.capabilities ?? []).map(({ code, maxVoltage, certificate, validTo }) => ({
      code,
      maxVoltage: maxVoltage ?? null,
      certificate: certificate ?? null,
      validTo: validTo ?? null,
      source: source.system,
    })),
    leadTimeDays: draft.leadTimeDays ?? null,
    status: draft.status ?? 'OPEN',
    provenance: provenanceOf(source),
  };
}

/** What other sources say that the workshop can do stays; so do the networks that it belongs to. */
function withOtherCapabilities(row: ServicePointRecord, stored: ServicePointRecord | null): ServicePointRecord {
  if (stored === null) return row;
  const others = stored.capabilities.filter(({ source }) => source !== row.provenance.source.system);
  const networkIds = [...row.networkIds, ...stored.networkIds.filter((network) => !row.networkIds.includes(network))];
  return { ...row, networkIds, capabilities: [...row.capabilities, ...others] };
}
