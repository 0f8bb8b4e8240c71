import type { ConflictRecord } from '../../../src/kernel/provenance/provenance.record.js';
import type { ChargingLocationRecord } from '../../../src/subgraphs/infrastructure/location/charging-location.model.js';
import type { EvseRecord } from '../../../src/subgraphs/infrastructure/location/evse.model.js';
import { type DataSource, sourcedFrom } from '../provenance.js';
import { readSourceCells } from '../source-files.js';
import { chargingLocationOf } from './charging-site.js';
import { connectorOf } from './connectors.js';
import { germanConnectorKinds, germanDate, germanNumber, germanPlace } from './german-register-words.js';
import type { CoordinateDoubt } from './german-states.js';

const FILE = 'charging/de_bnetza_2019-07-19.cp1252.csv';
const SOURCE: DataSource = {
  system: 'Bundesnetzagentur Ladesäulenregister',
  licence: 'CC-BY-4.0',
  fetchedAt: '2019-07-19',
};
const REGISTER_DATE = new Date('2019-07-19T00:00:00Z');

/** Title, blank line, date, column groups and column names. */
const PREAMBLE_LINES = 4;
const COLUMNS = 22;

/** Columns by position: the names of the four points repeat with a number. */
const COLUMN = {
  operator: 0,
  address: 1,
  place: 2,
  state: 3,
  longitude: 4,
  latitude: 5,
  since: 6,
  firstPoint: 10,
} as const;
const POINTS = 4;
const COLUMNS_PER_POINT = 3;

function evsesOf(cells: readonly string[], conflicts: ConflictRecord[]): EvseRecord[] {
  return Array.from({ length: POINTS }, (_, at) => at + 1).flatMap((point) => {
    const column = COLUMN.firstPoint + (point - 1) * COLUMNS_PER_POINT;
    const kilowatts = germanNumber(cells[column + 1] ?? '');
    const kinds = germanConnectorKinds(cells[column] ?? '', kilowatts);
    if (kinds.length === 0) return [];
    const connectors = kinds.map((kind, index) => connectorOf(String(index + 1), kind, kilowatts));
    if (kilowatts !== null && connectors.every((connector) => connector.maxElectricPower === null)) {
      conflicts.push({
        field: `evses.${point}.maxElectricPower`,
        statement: `The register states ${kilowatts} kW for ${cells[column]?.trim()}`,
        source: SOURCE.system,
      });
    }
    const uid = String(point);
    return [
      {
        uid,
        evseId: null,
        quantity: 1,
        // The register is a list of what was built: it does not know whether a point works or is taken.
        status: 'UNKNOWN',
        capabilities: [],
        physicalReference: null,
        connectors,
        lastUpdated: REGISTER_DATE,
      },
    ];
  });
}

/** Degrees with fewer decimals than this (about 100 m) in both coordinates cannot name a charging unit. */
const LEAST_DECIMALS = 3;

function decimals(cell: string): number {
  return (cell.trim().split(',')[1] ?? '').length;
}

/** One short coordinate may have lost its trailing zeros; two, or one without any decimal, are rounded. */
function isRounded(longitude: string, latitude: string): boolean {
  const [fewer, more] = [decimals(longitude), decimals(latitude)].sort((left, right) => left - right);
  return fewer === 0 || (more ?? 0) < LEAST_DECIMALS;
}

function positionOf(
  cells: readonly string[],
  doubt: CoordinateDoubt,
  conflicts: ConflictRecord[],
): Pick<ChargingLocationRecord, 'location' | 'geoQuality'> {
  const [longitudeCell = '', latitudeCell = ''] = [cells[COLUMN.longitude], cells[COLUMN.latitude]];
  const [longitude, latitude] = [germanNumber(longitudeCell), germanNumber(latitudeCell)];
  if (longitude === null || latitude === null) return { location: null, geoQuality: 'MISSING' };
  const reason =
    doubt(cells[COLUMN.state]?.trim() ?? '', [longitude, latitude]) ??
    (isRounded(longitudeCell, latitudeCell) ? 'The coordinates are rounded too far' : null);
  if (reason !== null) conflicts.push({ field: 'location', statement: reason, source: 'Check at import' });
  return {
    location: { type: 'Point', coordinates: [longitude, latitude] },
    geoQuality: reason === null ? 'EXACT' : 'SUSPECT',
  };
}

function locationOf(cells: readonly string[], rowNumber: number, doubt: CoordinateDoubt): ChargingLocationRecord {
  if (cells.length !== COLUMNS) throw new Error(`${FILE}: row ${rowNumber} has ${cells.length} columns`);
  const conflicts: ConflictRecord[] = [];
  const { postalCode, city, wrongPostalCode } = germanPlace(cells[COLUMN.place] ?? '');
  if (wrongPostalCode !== null) {
    conflicts.push({
      field: 'postalCode',
      statement: `The register states "${wrongPostalCode}"`,
      source: SOURCE.system,
    });
  }
  const position = positionOf(cells, doubt, conflicts);
  const evses = evsesOf(cells, conflicts);
  return chargingLocationOf({
    countryCode: 'DE',
    partyId: 'BNA',
    locationId: `BNetzA-${String(rowNumber).padStart(6, '0')}`,
    country: 'DE',
    address: cells[COLUMN.address]?.trim() ?? '',
    city,
    postalCode,
    state: cells[COLUMN.state]?.trim() || null,
    ...position,
    operator: cells[COLUMN.operator]?.trim() || null,
    timeZone: 'Europe/Berlin',
    evses,
    operationalSince: germanDate(cells[COLUMN.since] ?? ''),
    lastUpdated: REGISTER_DATE,
    provenance: sourcedFrom(SOURCE, String(rowNumber), 'HIGH', conflicts),
  });
}

/**
 * The German register of public charging units as of 2019-07-19. One row is one unit and one location: equal rows are
 * several real units at one address, so the number of the row is the identifier.
 */
export function buildGermanRegister(dataDirectory: string, doubt: CoordinateDoubt): ChargingLocationRecord[] {
  const rows = readSourceCells(dataDirectory, FILE, { delimiter: ';', encoding: 'windows-1252' });
  const firstRow = rows.findIndex((cells) => cells[0]?.trim() === 'Betreiber') + 1;
  if (firstRow < PREAMBLE_LINES) throw new Error(`${FILE}: no line of column names`);
  return rows.slice(firstRow).map((cells, at) => locationOf(cells, at + 1, doubt));
}
