import type { ConflictRecord } from '../../../src/kernel/provenance/provenance.record.js';
import type { ChargingLocationRecord } from '../../../src/subgraphs/infrastructure/location/charging-location.model.js';
import type { EvseRecord } from '../../../src/subgraphs/infrastructure/location/evse.model.js';
import { type DataSource, sourcedFrom } from '../provenance.js';
import { readSourceTable, type SourceRow } from '../source-files.js';
import { chargingLocationOf } from './charging-site.js';
import { CONNECTOR_KINDS, type ConnectorKind, connectorOf, unknownConnector } from './connectors.js';

const SOURCE: DataSource = {
  system: 'OpenData.HRO Hanse- und Universitätsstadt Rostock',
  licence: 'CC0-1.0',
  fetchedAt: '2023-12-31',
};
const DATA_DATE = new Date('2023-12-31T00:00:00Z');

const KINDS: Readonly<Record<string, ConnectorKind>> = {
  'typ 2': CONNECTOR_KINDS.TYPE_2_SOCKET,
  typ2: CONNECTOR_KINDS.TYPE_2_SOCKET,
  'combo typ 2': CONNECTOR_KINDS.CCS_2,
  chademo: CONNECTOR_KINDS.CHADEMO,
  schuko: CONNECTOR_KINDS.SCHUKO,
  'cee blau': CONNECTOR_KINDS.CEE_BLUE_16,
};

/** Red CEE sockets come in two sizes, told apart by their power. */
function kindOf(words: string, kilowatts: number | null): ConnectorKind {
  if (words === 'cee rot' && kilowatts !== null) {
    return kilowatts > CONNECTOR_KINDS.CEE_RED_16.limitKW ? CONNECTOR_KINDS.CEE_RED_32 : CONNECTOR_KINDS.CEE_RED_16;
  }
  return KINDS[words] ?? unknownConnector(words);
}

interface PointGroup {
  /** Null where the text gives no number ("je Typ 2 22 kW"). */
  count: number | null;
  kind: ConnectorKind;
  kilowatts: number | null;
}

/** Reads "2x Typ 2 11 kW, 2x Schuko 2,3 kW": groups of points with one connector each. */
export function rostockPointGroups(text: string): PointGroup[] {
  const group = /(?:(\d+)x\s*)?(combo typ 2|typ ?2|chademo|schuko|cee rot|cee blau)(?:\s*(\d+(?:,\d+)?)\s*kw)?/gi;
  return [...text.matchAll(group)].map(([, count, words = '', power]) => {
    const kilowatts = power === undefined ? null : Number(power.replace(',', '.'));
    return {
      count: count === undefined ? null : Number(count),
      kind: kindOf(words.toLowerCase(), kilowatts),
      kilowatts,
    };
  });
}

function evsesOf(row: SourceRow, conflicts: ConflictRecord[]): EvseRecord[] {
  const groups = rostockPointGroups(row.text('arten_ladepunkte'));
  const stated = row.number('anzahl_ladepunkte');
  const counted = groups.reduce((sum, group) => sum + (group.count ?? 0), 0);
  const points = groups.flatMap((group) =>
    Array.from({ length: group.count ?? Math.max(1, stated - counted) }, () => group),
  );
  if (points.length !== stated) {
    conflicts.push({
      field: 'evses',
      statement: `${stated} charging points stated, "${row.text('arten_ladepunkte')}" listed`,
      source: SOURCE.system,
    });
  }
  return points.map((point, at) => ({
    uid: String(at + 1),
    evseId: null,
    quantity: 1,
    status: 'UNKNOWN',
    capabilities: [],
    physicalReference: null,
    connectors: [connectorOf('1', point.kind, point.kilowatts)],
    lastUpdated: DATA_DATE,
  }));
}

/** German day names of the opening hours in OpenStreetMap's words; "Mo", "Fr" and "Sa" are the same. */
const DAYS: Readonly<Record<string, string>> = { Di: 'Tu', Mi: 'We', Do: 'Th', So: 'Su' };

function openingHoursOf(text: string | null): string | null {
  return text?.replace(/\b(Di|Mi|Do|So)\b/g, (day) => DAYS[day] ?? day) ?? null;
}

/** Charging sites of the city of Rostock. Sites for private use are kept and not published. */
export function buildRostockSites(dataDirectory: string): ChargingLocationRecord[] {
  return readSourceTable(dataDirectory, 'charging/de_rostock_opendata.csv').map((row) => {
    const conflicts: ConflictRecord[] = [];
    const uuid = row.text('uuid');
    const houseNumber = `${row.text('hausnummer')}${row.text('hausnummer_zusatz')}`;
    return chargingLocationOf({
      countryCode: 'DE',
      partyId: 'HRO',
      locationId: uuid,
      country: 'DE',
      publish: row.text('betriebsart') !== 'privat',
      name: row.optional('bezeichnung'),
      address: [row.text('strasse_name'), houseNumber].filter(Boolean).join(' '),
      city: 'Rostock',
      postalCode: row.optional('postleitzahl'),
      state: 'Mecklenburg-Vorpommern',
      location: { type: 'Point', coordinates: [row.number('longitude'), row.number('latitude')] },
      geoQuality: 'EXACT',
      operator: row.optional('betreiber'),
      openingHours: openingHoursOf(row.optional('oeffnungszeiten')),
      timeZone: 'Europe/Berlin',
      evses: evsesOf(row, conflicts),
      lastUpdated: DATA_DATE,
      provenance: sourcedFrom(SOURCE, uuid, 'HIGH', conflicts),
    });
  });
}
