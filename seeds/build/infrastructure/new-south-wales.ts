import type { ChargingLocationRecord } from '../../../src/subgraphs/infrastructure/location/charging-location.model.js';
import { type DataSource, sourcedFrom } from '../provenance.js';
import { readSourceTable } from '../source-files.js';
import { chargingLocationOf } from './charging-site.js';

const FILE = 'charging/au_nsw_2021.csv';
const SOURCE: DataSource = { system: 'Transport for NSW Open Data', licence: 'CC-BY-4.0', fetchedAt: '2021-12-31' };
const DATA_DATE = new Date('2021-12-31T00:00:00Z');

/** "9 Murray Rose,SYDNEY OLYMPIC PARK NSW 2127,AUSTRALIA" */
const ADDRESS = /^(.+),\s*([^,]+?)\s+NSW\s+(\d{4})(?:,\s*AUSTRALIA)?$/i;

/** Operators' names as they are spelt by their owners. */
const OPERATORS: Readonly<Record<string, string>> = {
  'Telsa Motors Australia, PTY LTD': 'Tesla Motors Australia, Pty Ltd',
  "NATIONAL ROADS AND MOTORISTS' ASSOCIATION LIMITED": 'NATIONAL ROADS AND MOTORISTS ASSOCIATION LIMITED',
};

/** Charging stations of New South Wales. The source names places and operators only: the sites have no EVSEs. */
export function buildNewSouthWalesSites(dataDirectory: string): ChargingLocationRecord[] {
  return readSourceTable(dataDirectory, FILE).map((row, at) => {
    const text = row.text('Service_Station_Location');
    const parts = ADDRESS.exec(text);
    if (parts === null) throw new Error(`${FILE}: address "${text}" is not understood`);
    const [, address = '', city = '', postalCode = null] = parts;
    const operator = row.optional('Organisation_Name');
    return chargingLocationOf({
      countryCode: 'AU',
      partyId: 'TNS',
      locationId: `NSW-${String(at + 1).padStart(4, '0')}`,
      country: 'AU',
      address: address.trim(),
      city: city.trim(),
      postalCode,
      state: 'NSW',
      location: { type: 'Point', coordinates: [row.number('Longitude'), row.number('Latitude')] },
      geoQuality: 'EXACT',
      operator: operator === null ? null : (OPERATORS[operator] ?? operator),
      timeZone: 'Australia/Sydney',
      lastUpdated: DATA_DATE,
      provenance: sourcedFrom(SOURCE, String(at + 1), 'MEDIUM'),
    });
  });
}
