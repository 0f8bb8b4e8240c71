import { CONNECTOR_KINDS, type ConnectorKind, unknownConnector } from './connectors.js';

/** Connector words of the register ("Steckdose" is a socket, "Kupplung" a cable with connector). */
const KINDS: Readonly<Record<string, ConnectorKind>> = {
  'ac steckdose typ 2': CONNECTOR_KINDS.TYPE_2_SOCKET,
  'ac kupplung typ 2': CONNECTOR_KINDS.TYPE_2_CABLE,
  'dc kupplung combo': CONNECTOR_KINDS.CCS_2,
  'dc chademo': CONNECTOR_KINDS.CHADEMO,
  'ac schuko': CONNECTOR_KINDS.SCHUKO,
  'ac cee 3 polig': CONNECTOR_KINDS.CEE_BLUE_16,
  'steckdose typ 1': { ...CONNECTOR_KINDS.TYPE_1, format: 'SOCKET' },
};

/** Two standards have five poles, and the register does not say which: only the power of a point with nothing else does. */
const FIVE_POLES = 'ac cee 5 polig';

/** The kinds of a connector cell such as "DC Kupplung Combo, DC CHAdeMO"; a stray "0" in the list is no connector. */
export function germanConnectorKinds(cell: string, kilowatts: number | null): ConnectorKind[] {
  const words = cell
    .split(',')
    .map((word) => word.trim().replace(/\s+/g, ' '))
    .filter((word) => word !== '' && word !== '0');
  return words.map((word) => {
    if (word.toLowerCase() === FIVE_POLES && words.length === 1 && kilowatts !== null) {
      if (kilowatts <= CONNECTOR_KINDS.CEE_RED_16.limitKW) return CONNECTOR_KINDS.CEE_RED_16;
      if (kilowatts <= CONNECTOR_KINDS.CEE_RED_32.limitKW) return CONNECTOR_KINDS.CEE_RED_32;
    }
    return KINDS[word.toLowerCase()] ?? unknownConnector(word);
  });
}

/** A number with decimal comma; null where the cell is empty or not a number. */
export function germanNumber(cell: string): number | null {
  const text = cell.trim();
  return /^-?\d+(,\d+)?$/.test(text) ? Number(text.replace(',', '.')) : null;
}

/** Day 0 of spreadsheet serial dates, in milliseconds since 1970 (1899-12-30). */
const SPREADSHEET_EPOCH = Date.UTC(1899, 11, 30);
const DAY = 86_400_000;

/** "14.04.2010", or a spreadsheet's serial number that was exported by mistake, as YYYY-MM-DD; null for anything else. */
export function germanDate(cell: string): string | null {
  const parts = /^(\d{2})\.(\d{2})\.(\d{4})$/.exec(cell.trim());
  if (parts !== null) {
    const iso = `${parts[3]}-${parts[2]}-${parts[1]}`;
    const date = new Date(`${iso}T00:00:00Z`);
    return Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== iso ? null : iso;
  }
  if (!/^\d{5}(\.\d+)?$/.test(cell.trim())) return null;
  return new Date(SPREADSHEET_EPOCH + Math.floor(Number(cell)) * DAY).toISOString().slice(0, 10);
}

/** "68159 Mannheim" as postcode and town. A postcode without five digits is wrong and comes back apart. */
export function germanPlace(cell: string): { postalCode: string | null; city: string; wrongPostalCode: string | null } {
  const parts = /^(\d+)\s+(.+)$/.exec(cell.trim());
  if (parts === null) return { postalCode: null, city: cell.trim(), wrongPostalCode: null };
  const [, code = '', city = ''] = parts;
  const right = code.length === 5;
  return { postalCode: right ? code : null, city: city.trim(), wrongPostalCode: right ? null : code };
}
