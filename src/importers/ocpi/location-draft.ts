import type { ChargingDraft, ConnectorDraft, DraftSource, EvseDraft } from '../charging/charging-draft.js';
import { trimmed } from '../json/json-records.js';
import { countryCodeOf } from '../mapping/transforms/country-words.js';
import type { Finding } from '../pipeline/finding.js';
import type {
  OcpiConnector,
  OcpiEnergyMix,
  OcpiEvse,
  OcpiExceptionalPeriod,
  OcpiGeoLocation,
  OcpiHours,
  OcpiImage,
  OcpiLocation,
} from './ocpi-location.js';

/**
 * A draft of an OCPI Location that is valid by its schema. Country, party and id are CiStrings: country and party are
 * compared in upper case, the id is kept as it is written.
 * @param findings gets what makes the location unfit to be stored
 */
export function locationDraft(
  location: OcpiLocation,
  source: Omit<DraftSource, 'recordId'>,
  findings: Finding[],
): ChargingDraft {
  const country = countryCodeOf(location.country);
  if (country === null) {
    const message = `"${location.country}" is not the ISO 3166-1 alpha-3 code of a country`;
    findings.push({ field: 'country', code: 'UNKNOWN_COUNTRY', message });
  }
  if (!isTimeZone(location.time_zone)) {
    const message = `"${location.time_zone}" is no time zone of the IANA`;
    findings.push({ field: 'time_zone', code: 'UNKNOWN_TIME_ZONE', message });
  }
  const evses = location.evses ?? [];
  findings.push(...repeated(evses, ({ uid }) => uid, 'evses', 'uid'));
  evses.forEach(({ connectors }, at) => {
    findings.push(...repeated(connectors, ({ id }) => id, `evses.${at}.connectors`, 'id'));
  });
  return {
    countryCode: location.country_code.toUpperCase(),
    partyId: location.party_id.toUpperCase(),
    locationId: location.id,
    country,
    publish: location.publish,
    name: trimmed(location.name),
    address: trimmed(location.address),
    city: trimmed(location.city),
    postalCode: trimmed(location.postal_code),
    state: trimmed(location.state),
    coordinates: degrees(location.coordinates),
    parkingType: location.parking_type ?? null,
    operator: trimmed(location.operator?.name),
    suboperator: trimmed(location.suboperator?.name),
    owner: trimmed(location.owner?.name),
    facilities: location.facilities ?? [],
    openingTimes: openingTimes(location.opening_times ?? null),
    chargingWhenClosed: location.charging_when_closed ?? null,
    energyMix: energyMix(location.energy_mix ?? null),
    helpPhone: trimmed(location.help_phone),
    relatedLocations: (location.related_locations ?? []).map((place) => ({
      ...degrees(place),
      name: place.name ? { language: place.name.language, text: place.name.text } : null,
    })),
    directions: displayTexts(location.directions),
    publishAllowedTo: (location.publish_allowed_to ?? []).map(publishToken),
    images: (location.images ?? []).map(image),
    timeZone: location.time_zone,
    evses: evses.map(evse),
    lastUpdated: instant(location.last_updated),
    // A site whose last charge point is taken away for good is gone.
    removed: evses.length > 0 && evses.every(({ status }) => status.toUpperCase() === 'REMOVED'),
    source: { ...source, recordId: location.id },
  };
}

function evse(source: OcpiEvse): EvseDraft {
  return {
    uid: source.uid,
    evseId: trimmed(source.evse_id),
    status: source.status,
    quantity: 1,
    capabilities: source.capabilities ?? [],
    physicalReference: trimmed(source.physical_reference),
    floorLevel: trimmed(source.floor_level),
    parkingRestrictions: source.parking_restrictions ?? [],
    statusSchedule: (source.status_schedule ?? []).map(({ period_begin, period_end, status }) => ({
      periodBegin: new Date(instant(period_begin)),
      periodEnd: period_end ? new Date(instant(period_end)) : null,
      status,
    })),
    directions: displayTexts(source.directions),
    coordinates: source.coordinates ? degrees(source.coordinates) : null,
    connectors: source.connectors.map(connector),
    lastUpdated: instant(source.last_updated),
  };
}

function connector(source: OcpiConnector): ConnectorDraft {
  return {
    id: source.id,
    standard: source.standard,
    format: source.format ?? null,
    powerType: source.power_type ?? null,
    maxVoltage: source.max_voltage ?? null,
    maxAmperage: source.max_amperage ?? null,
    maxElectricPower: source.max_electric_power ?? null,
    tariffIds: source.tariff_ids ?? [],
    ...(source.last_updated ? { lastUpdated: instant(source.last_updated) } : {}),
  };
}

const PUBLISH_TOKEN = ['uid', 'type', 'visual_number', 'issuer', 'group_id'] as const;

/** What OCPI knows of a PublishTokenType. */
function publishToken(token: Readonly<Record<string, unknown>>): object {
  const known = PUBLISH_TOKEN.filter((name) => typeof token[name] === 'string');
  return Object.fromEntries(known.map((name) => [name, token[name]]));
}

function degrees({ latitude, longitude }: OcpiGeoLocation): { longitude: number; latitude: number } {
  return { longitude: Number(longitude), latitude: Number(latitude) };
}

/** OCPI leaves the zone out where it is UTC. */
function instant(text: string): string {
  return /(Z|[+-]\d\d:\d\d)$/.test(text) ? text : `${text}Z`;
}

function displayTexts(texts: OcpiEvse['directions']): { language: string; text: string }[] {
  return (texts ?? []).map(({ language, text }) => ({ language, text }));
}

function openingTimes(hours: OcpiHours | null): object | null {
  if (hours === null) return null;
  return {
    twentyfourseven: hours.twentyfourseven ?? false,
    regularHours: (hours.regular_hours ?? []).map(({ weekday, period_begin, period_end }) => ({
      weekday,
      periodBegin: period_begin,
      periodEnd: period_end,
    })),
    exceptionalOpenings: (hours.exceptional_openings ?? []).map(period),
    exceptionalClosings: (hours.exceptional_closings ?? []).map(period),
  };
}

function period({ period_begin, period_end }: OcpiExceptionalPeriod): object {
  return { periodBegin: new Date(instant(period_begin)), periodEnd: new Date(instant(period_end)) };
}

function energyMix(mix: OcpiEnergyMix | null): object | null {
  if (mix === null) return null;
  return {
    isGreenEnergy: mix.is_green_energy,
    energySources: (mix.energy_sources ?? []).map(({ source, percentage }) => ({ source, percentage })),
    environImpact: (mix.environ_impact ?? []).map(({ category, amount }) => ({ category, amount })),
    supplierName: mix.supplier_name ?? null,
    energyProductName: mix.energy_product_name ?? null,
  };
}

function image({ url, thumbnail, category, type, width, height }: OcpiImage): object {
  return {
    url,
    thumbnail: thumbnail ?? null,
    category: category ?? null,
    type: type ?? null,
    width: width ?? null,
    height: height ?? null,
  };
}

/** Identifiers are CiStrings: two that differ in case only are the same one. */
function repeated<Item>(items: readonly Item[], keyOf: (item: Item) => string, path: string, name: string): Finding[] {
  const seen = new Set<string>();
  const findings: Finding[] = [];
  items.forEach((item, at) => {
    const key = keyOf(item).toUpperCase();
    if (seen.has(key)) {
      const message = `${name} "${keyOf(item)}" occurs twice`;
      findings.push({ field: `${path}.${at}.${name}`, code: 'REPEATED_ID', message });
    }
    seen.add(key);
  });
  return findings;
}

const zones = new Map<string, boolean>();

function isTimeZone(name: string): boolean {
  let known = zones.get(name);
  if (known === undefined) {
    try {
      new Intl.DateTimeFormat('en', { timeZone: name });
      known = true;
    } catch {
      known = false;
    }
    // Names come from files: no more are remembered than there are zones.
    if (zones.size < 1_000) zones.set(name, known);
  }
  return known;
}
