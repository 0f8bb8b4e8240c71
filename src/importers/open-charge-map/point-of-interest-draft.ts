import { iso1A2Code } from '@rapideditor/country-coder';
import type { ChargingDraft, ConnectorDraft, EvseDraft } from '../charging/charging-draft.js';
import { trimmed } from '../json/json-records.js';
import { currencyOfCountry } from '../mapping/transforms/country-currencies.js';
import { readPrice } from '../mapping/transforms/price-words.js';
import type { Finding } from '../pipeline/finding.js';
import { plugOfConnectionType, powerTypeOfCurrentType, statusOfStatusType, voltageOf } from './connection-types.js';
import type { ConnectionObject, PointOfInterest, TitledObject } from './point-of-interest.js';
import type { ReferenceData } from './reference-data.js';

/** Titles that stand for "nobody knows" in the list of operators. */
const NO_OPERATOR = /^\((unknown operator|business owner at location)\)$/i;

/** States of a whole site that hold for its connections, whatever these say. */
const NOT_OPERATIONAL = new Set(['INOPERATIVE', 'OUTOFORDER', 'PLANNED', 'REMOVED']);

/** Submission status types from here on: delisted. */
const DELISTED = 1_000;

export interface PointOfInterestOptions {
  readonly reference: ReferenceData;
  /** ISO 3166-1 alpha-2, given by the user for compact files. */
  readonly country: string | null;
  /** YYYY-MM-DD. */
  readonly fetchedAt: string;
}

/**
 * A draft of an Open Charge Map POI that is valid by its schema.
 * @param warnings gets what is doubtful
 */
export function pointOfInterestDraft(
  poi: PointOfInterest,
  { reference, country: given, fetchedAt }: PointOfInterestOptions,
  warnings: Finding[],
): ChargingDraft {
  const { AddressInfo: address } = poi;
  const coordinates =
    typeof address.Latitude === 'number' && typeof address.Longitude === 'number'
      ? { longitude: address.Longitude, latitude: address.Latitude }
      : null;
  const stated = address.Country?.ISOCode ?? titled(address.CountryID, null, reference.countries)?.ISOCode ?? given;
  const country = stated?.toUpperCase() ?? countryAt(coordinates, warnings);
  const usage = titled(poi.UsageTypeID, poi.UsageType, reference.usageTypes);
  const submission = titled(poi.SubmissionStatusTypeID, poi.SubmissionStatus, reference.submissionStatuses);
  const submissionId = idOf(poi.SubmissionStatusTypeID, submission);
  const status = siteStatus(poi, reference);
  const priceText = trimmed(poi.UsageCost);
  const operator = trimmed(titled(poi.OperatorID, poi.OperatorInfo, reference.operators)?.Title);
  return {
    countryCode: country,
    partyId: 'OCM',
    locationId: String(poi.ID),
    country,
    // Only what its editors have published is shown: 100 imported, 200 submitted.
    publish: submission?.IsLive ?? (submissionId === null || submissionId === 100 || submissionId === 200),
    removed: status === 'REMOVED' || (submissionId !== null && submissionId >= DELISTED),
    name: trimmed(address.Title),
    address: trimmed([address.AddressLine1, address.AddressLine2].map(trimmed).filter(Boolean).join(', ')),
    city: trimmed(address.Town),
    postalCode: trimmed(address.Postcode),
    state: trimmed(address.StateOrProvince),
    coordinates,
    operator: operator === null || NO_OPERATOR.test(operator) ? null : operator,
    openingHours: /^\s*24\s*[/x]\s*7\b/i.test(address.AccessComments ?? '') ? '24/7' : null,
    helpPhone: trimmed(address.ContactTelephone1),
    access: accessOfUsageType(idOf(poi.UsageTypeID, usage)) ?? trimmed(usage?.Title),
    membershipRequired: usage?.IsMembershipRequired ?? (idOf(poi.UsageTypeID, usage) === 4 ? true : null),
    priceText,
    tariff: priceText === null ? null : readPrice(priceText, currencyOfCountry(country)),
    evses: evses(poi, status, reference, warnings),
    lastUpdated: poi.DateLastStatusUpdate ? withZone(poi.DateLastStatusUpdate) : null,
    source: {
      system: sourceName(titled(poi.DataProviderID, poi.DataProvider, reference.dataProviders)),
      recordId: String(poi.ID),
      licence: licenceOf(titled(poi.DataProviderID, poi.DataProvider, reference.dataProviders)?.License ?? null),
      fetchedAt,
      confidence: 'MEDIUM',
    },
  };
}

function titled<Titled extends TitledObject>(
  id: number | null | undefined,
  object: Titled | null | undefined,
  table: ReadonlyMap<number, Titled>,
): Titled | null {
  return object ?? (typeof id === 'number' ? (table.get(id) ?? null) : null);
}

function idOf(id: number | null | undefined, object: TitledObject | null): number | null {
  return id ?? object?.ID ?? null;
}

function withZone(text: string): string {
  return text.endsWith('Z') ? text : `${text}Z`;
}

/** Compact files name countries by ids of their own: without reference data, the coordinates tell. */
function countryAt(
  coordinates: { readonly longitude: number; readonly latitude: number } | null,
  warnings: Finding[],
): string | null {
  if (coordinates === null || Math.abs(coordinates.latitude) > 90 || Math.abs(coordinates.longitude) > 180) return null;
  const country = iso1A2Code([coordinates.longitude, coordinates.latitude]);
  if (country !== null) {
    const message = `The country is ${country} by the coordinates: neither reference data nor --country is given`;
    warnings.push({ field: 'AddressInfo.CountryID', code: 'COUNTRY_BY_COORDINATES', message });
  }
  return country;
}

/** OCPI Status, or the source's word where it says neither; null where the site has no state of its own. */
function siteStatus({ StatusTypeID, StatusType }: PointOfInterest, { statusTypes }: ReferenceData): string | null {
  const type = titled(StatusTypeID, StatusType, statusTypes);
  return statusOfStatusType(idOf(StatusTypeID, type)) ?? trimmed(type?.Title);
}

/**
 * A connection stands for `Quantity` identical units, and may lack it: then nobody knows how many. Several connections
 * at a site of one point are connectors of that point.
 */
function evses(
  { Connections, NumberOfPoints, ...poi }: PointOfInterest,
  site: string | null,
  reference: ReferenceData,
  warnings: Finding[],
): EvseDraft[] {
  const connections = Connections ?? [];
  const points = NumberOfPoints || null;
  if (connections.length === 0) {
    return points === null ? [] : [{ uid: `${poi.ID}`, status: site, quantity: points, connectors: [] }];
  }
  const units = connections.map(({ Quantity }) => Quantity || null);
  if (points === 1 && connections.length > 1) {
    const status = statusOf(connections[0] ?? {}, site, reference);
    return [{ uid: '1', status, quantity: 1, connectors: connections.map((one) => connector(one, reference)) }];
  }
  const sum = units.reduce<number | null>((total, one) => (total === null || one === null ? null : total + one), 0);
  if (points !== null && sum !== null && sum < points) {
    const message = `The site has ${points} points, its connections stand for ${sum}`;
    warnings.push({ field: 'NumberOfPoints', code: 'POINTS_CONTRADICT_CONNECTIONS', message });
  }
  return connections.map((connection, at) => ({
    uid: String(at + 1),
    status: statusOf(connection, site, reference),
    quantity: units[at] ?? null,
    physicalReference: trimmed(connection.Reference),
    connectors: [connector(connection, reference)],
  }));
}

function statusOf(
  { StatusTypeID, StatusType }: ConnectionObject,
  site: string | null,
  { statusTypes }: ReferenceData,
): string | null {
  if (site !== null && NOT_OPERATIONAL.has(site)) return site;
  const type = titled(StatusTypeID, StatusType, statusTypes);
  return statusOfStatusType(idOf(StatusTypeID, type)) ?? trimmed(type?.Title) ?? site;
}

function connector(source: ConnectionObject, { connectionTypes }: ReferenceData): ConnectorDraft {
  const type = titled(source.ConnectionTypeID, source.ConnectionType, connectionTypes);
  const amps = source.Amps ?? null;
  const plug = plugOfConnectionType(idOf(source.ConnectionTypeID, type), amps, trimmed(type?.Title));
  const powerType = powerTypeOfCurrentType(idOf(source.CurrentTypeID, source.CurrentType ?? null));
  return {
    ...plug,
    powerType,
    maxVoltage: voltageOf(source.Voltage ?? null, powerType),
    maxAmperage: amps,
    maxElectricPower: typeof source.PowerKW === 'number' ? source.PowerKW * 1_000 : null,
  };
}

/** PUBLIC, RESTRICTED or PRIVATE by the ids of usage types; null for the unknown one. */
function accessOfUsageType(id: number | null): string | null {
  if (id === 1 || id === 4 || id === 5 || id === 7) return 'PUBLIC';
  if (id === 3 || id === 6) return 'RESTRICTED';
  return id === 2 ? 'PRIVATE' : null;
}

function sourceName(provider: TitledObject | null): string {
  const title = trimmed(provider?.Title);
  return title === null || title.startsWith('Open Charge Map') ? 'Open Charge Map' : `Open Charge Map: ${title}`;
}

/** SPDX identifier of the usual licences; else the words of the provider. */
function licenceOf(text: string | null): string {
  const words = trimmed(text);
  if (words === null) return 'NOASSERTION';
  if (/CC[ -]BY[ -]SA[ -]4\.0/i.test(words)) return 'CC-BY-SA-4.0';
  if (/CC[ -]BY[ -]4\.0/i.test(words)) return 'CC-BY-4.0';
  return words.slice(0, 500);
}
