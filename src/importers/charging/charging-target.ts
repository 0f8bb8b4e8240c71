import tzLookup from '@photostructure/tz-lookup';
import {
  type ChargingLocationRecord,
  chargingLocationModel,
} from '../../subgraphs/infrastructure/location/charging-location.model.js';
import { rowIdOf } from '../../subgraphs/infrastructure/location/charging-location-key.js';
import type { EvseRecord } from '../../subgraphs/infrastructure/location/evse.model.js';
import { storeLocations } from '../../subgraphs/infrastructure/location/location-changes.js';
import { highestEvsePower } from '../../subgraphs/infrastructure/location/power.js';
import { linkChangedSites } from '../../subgraphs/infrastructure/matching/link-changed-sites.js';
import { acceptDrafts } from '../pipeline/accept-drafts.js';
import { provenanceOf } from '../pipeline/draft-provenance.js';
import type { Finding } from '../pipeline/finding.js';
import { type ImportContext, type ImportTarget, type RecordOutcome, rejected } from '../pipeline/import-target.js';
import { upsertRows } from '../pipeline/upsert-rows.js';
import type { ChargingDraft, EvseDraft } from './charging-draft.js';
import { CHARGING_DRAFT_SCHEMA } from './charging-draft-schema.js';
import { connectorRecord } from './connector-facts.js';
import { withKeptFacts } from './kept-facts.js';
import { type SitePosition, sitePosition } from './site-position.js';

/** Charging sites of any source: collection `charging_locations`. */
export const CHARGING_TARGET: ImportTarget = {
  name: 'charging',
  description: 'Charging sites with their charge points and connectors, in the terms of OCPI',
  draftSchema: CHARGING_DRAFT_SCHEMA,
  write: (context, records) =>
    acceptDrafts<ChargingDraft>(CHARGING_DRAFT_SCHEMA, records, (accepted) =>
      writeSites(
        context,
        accepted.map(({ draft }) => draft),
      ),
    ),
  finish: async ({ database }, stop) => {
    await linkChangedSites(database, stop);
  },
};

/** A site that can be stored, or why it cannot. */
export type JudgedSite =
  | { readonly row: ChargingLocationRecord; readonly warnings: Finding[] }
  | { readonly rejection: Finding };

async function writeSites(context: ImportContext, drafts: readonly ChargingDraft[]): Promise<RecordOutcome[]> {
  const judged = drafts.map((draft) => siteRow(draft, context.startedAt));
  const accepted = judged.flatMap((site, at) => {
    const draft = drafts[at];
    return 'row' in site && draft !== undefined ? [{ row: site.row, draft }] : [];
  });
  const outcomes = await upsertRows(
    context.database,
    chargingLocationModel,
    accepted.map(({ row }) => row),
    {
      dryRun: context.dryRun,
      store: (rows, merge) => storeLocations(context.database, rows, merge),
      merge: (row, stored, at) => {
        const draft = accepted[at]?.draft;
        return draft === undefined ? row : withKeptFacts(draft, row, stored);
      },
    },
  );
  let next = 0;
  return judged.map((site) => {
    if (!('row' in site)) return rejected(site.rejection);
    const outcome = outcomes[next] ?? 'unchanged';
    next += 1;
    return { outcome, rejections: [], warnings: site.warnings };
  });
}

/**
 * The row of a draft that is valid by its schema, with what is doubtful about it.
 * @param now by our clock: a site was not changed later than that
 */
export function siteRow(draft: ChargingDraft, now: Date): JudgedSite {
  const warnings: Finding[] = [];
  const country = draft.country ?? draft.countryCode ?? null;
  if (country === null) {
    return {
      rejection: { field: 'country', code: 'MISSING_FIELD', message: 'The country is missing: give --country' },
    };
  }
  const position = sitePosition(draft, country, warnings);
  const timeZone = draft.timeZone ?? timeZoneAt(position);
  if (timeZone === null) {
    const message = 'The site has neither coordinates nor a time zone: let the mapping give the time zone';
    return { rejection: { field: 'timeZone', code: 'MISSING_FIELD', message } };
  }
  for (const field of ['address', 'city'] as const) {
    if (!draft[field]) warnings.push({ field, code: 'MISSING_ADDRESS', message: `The source has no ${field}` });
  }
  const lastUpdated = new Date(draft.lastUpdated ?? `${draft.source.fetchedAt}T00:00:00Z`);
  const evses = draft.evses ?? [];
  const stored = evses.map((evse, at) => evseRecord(evse, at, lastUpdated, warnings));
  const { countryCode, partyId, locationId } = { ...draft, countryCode: draft.countryCode ?? country };
  const row: object = {
    _id: rowIdOf({ countryCode, partyId, locationId }),
    countryCode,
    partyId,
    locationId,
    country,
    publish: (draft.publish ?? true) && draft.removed !== true,
    name: draft.name ?? null,
    address: draft.address ?? '',
    city: draft.city ?? '',
    postalCode: draft.postalCode ?? null,
    state: draft.state ?? null,
    ...position,
    sourceCoordinates: draft.sourceCoordinates ?? null,
    parkingType: draft.parkingType ?? null,
    operator: draft.operator ?? null,
    suboperator: draft.suboperator ?? null,
    owner: draft.owner ?? null,
    facilities: [...(draft.facilities ?? [])],
    openingHours: draft.openingHours ?? null,
    openingTimes: draft.openingTimes ?? null,
    chargingWhenClosed: draft.chargingWhenClosed ?? null,
    energyMix: draft.energyMix ?? null,
    helpPhone: draft.helpPhone ?? null,
    access: draft.access ?? null,
    paymentMethods: [...(draft.paymentMethods ?? [])],
    membershipRequired: draft.membershipRequired ?? null,
    priceText: draft.priceText ?? null,
    relatedLocations: draft.relatedLocations ?? [],
    directions: draft.directions ?? [],
    publishAllowedTo: draft.publishAllowedTo ?? [],
    images: draft.images ?? [],
    timeZone,
    evses: stored,
    maxElectricPower: highestEvsePower(stored),
    links: [],
    contentHash: null,
    deletedAt: draft.removed === true ? lastUpdated : null,
    changedAt: null,
    changeNumber: 0,
    operationalSince: draft.operationalSince ?? null,
    lastUpdated: lastUpdated > now ? now : lastUpdated,
    provenance: provenanceOf(draft.source, [
      ...(draft.conflicts ?? []),
      ...warnings
        .filter(({ code }) => code === 'POWER_CONTRADICTS_CONNECTOR' || position.geoIssues.includes(code))
        .map(({ field, message }) => ({ field: field ?? '', statement: message, source: 'Check at import' })),
    ]),
  };
  return { row: row as ChargingLocationRecord, warnings };
}

function timeZoneAt({ location }: SitePosition): string | null {
  return location === null ? null : tzLookup(location.coordinates[1], location.coordinates[0]);
}

function evseRecord(draft: EvseDraft, at: number, siteUpdated: Date, warnings: Finding[]): EvseRecord {
  const field = `evses.${at}`;
  const findings: Finding[] = [];
  const connectors = (draft.connectors ?? []).map((connector, index) =>
    connectorRecord(connector, index + 1, `${field}.connectors.${index}`, findings),
  );
  // A source that states one power for all connectors of a point states that of its best one.
  const isKnown = connectors.some(({ maxElectricPower }) => maxElectricPower !== null);
  warnings.push(...findings.filter(({ code }) => !isKnown || code !== 'POWER_CONTRADICTS_CONNECTOR'));
  const row: object = {
    uid: draft.uid ?? draft.evseId ?? String(at + 1),
    evseId: draft.evseId ?? null,
    status: draft.status ?? 'UNKNOWN',
    quantity: draft.quantity ?? null,
    capabilities: [...(draft.capabilities ?? [])],
    physicalReference: draft.physicalReference ?? null,
    floorLevel: draft.floorLevel ?? null,
    parkingRestrictions: draft.parkingRestrictions ?? [],
    statusSchedule: draft.statusSchedule ?? [],
    directions: draft.directions ?? [],
    coordinates: draft.coordinates
      ? { type: 'Point', coordinates: [draft.coordinates.longitude, draft.coordinates.latitude] }
      : null,
    connectors,
    lastUpdated:
      draft.lastUpdated === undefined || draft.lastUpdated === null ? siteUpdated : new Date(draft.lastUpdated),
  };
  return row as EvseRecord;
}
