import tzLookup from '@photostructure/tz-lookup';
import type { ChargingLocationRecord } from '../../subgraphs/infrastructure/location/charging-location.model.js';
import { rowIdOf } from '../../subgraphs/infrastructure/location/charging-location-key.js';
import type { EvseRecord } from '../../subgraphs/infrastructure/location/evse.model.js';
import { highestEvsePower } from '../../subgraphs/infrastructure/location/power.js';
import type { ChargingTariffRecord } from '../../subgraphs/infrastructure/tariff/charging-tariff.model.js';
import { provenanceOf } from '../pipeline/draft-provenance.js';
import type { Finding } from '../pipeline/finding.js';
import type { ChargingDraft, ConnectorDraft, EvseDraft } from './charging-draft.js';
import { connectorRecord } from './connector-facts.js';
import { publishedTariff } from './published-price.js';
import { type SitePosition, sitePosition } from './site-position.js';

/** A site that can be stored, or why it cannot. */
export type JudgedSite =
  | {
      readonly row: ChargingLocationRecord;
      /** The tariff of a price that the source has in words. */
      readonly tariff: ChargingTariffRecord | null;
      readonly warnings: Finding[];
    }
  | { readonly rejection: Finding };

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
  const { countryCode, partyId, locationId } = { ...draft, countryCode: draft.countryCode ?? country };
  const tariff = publishedTariff(draft, { countryCode, partyId, country }, warnings);
  const stored = evses.map((evse, at) => evseRecord(evse, at, lastUpdated, tariff?.tariffId ?? null, warnings));
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
  return { row: row as ChargingLocationRecord, tariff, warnings };
}

function timeZoneAt({ location }: SitePosition): string | null {
  return location === null ? null : tzLookup(location.coordinates[1], location.coordinates[0]);
}

/** The price of the site, where the source names no tariff of the connector's own. */
function withTariff(connector: ConnectorDraft, tariffId: string | null): ConnectorDraft {
  const { tariffIds = [] } = connector;
  return tariffId === null || tariffIds.length > 0 ? connector : { ...connector, tariffIds: [tariffId] };
}

function evseRecord(
  draft: EvseDraft,
  at: number,
  siteUpdated: Date,
  tariffId: string | null,
  warnings: Finding[],
): EvseRecord {
  const field = `evses.${at}`;
  const findings: Finding[] = [];
  const connectors = (draft.connectors ?? []).map((connector, index) =>
    connectorRecord(withTariff(connector, tariffId), index + 1, `${field}.connectors.${index}`, findings),
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
