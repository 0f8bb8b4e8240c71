import type { DataSource } from '../provenance.js';
import { readSourceTable } from '../source-files.js';

/** The International Energy Agency's table. */
export const ENERGY_AGENCY: DataSource = {
  system: 'IEA Global EV Data Explorer 2023',
  licence: 'CC-BY-4.0',
  fetchedAt: '2023-04-26',
};

/** ISO 3166-1 alpha-2 code of each region of the table that is a country; aggregates ("Europe", "World") are not here. */
const COUNTRIES: Readonly<Record<string, string>> = {
  Australia: 'AU',
  Austria: 'AT',
  Belgium: 'BE',
  Brazil: 'BR',
  Canada: 'CA',
  Chile: 'CL',
  China: 'CN',
  Denmark: 'DK',
  Finland: 'FI',
  France: 'FR',
  Germany: 'DE',
  Greece: 'GR',
  Iceland: 'IS',
  India: 'IN',
  Indonesia: 'ID',
  Israel: 'IL',
  Italy: 'IT',
  Japan: 'JP',
  Korea: 'KR',
  Mexico: 'MX',
  Netherlands: 'NL',
  'New Zealand': 'NZ',
  Norway: 'NO',
  Poland: 'PL',
  Portugal: 'PT',
  'South Africa': 'ZA',
  Spain: 'ES',
  Sweden: 'SE',
  Switzerland: 'CH',
  Thailand: 'TH',
  Turkiye: 'TR',
  USA: 'US',
  'United Kingdom': 'GB',
};

const AGGREGATES: ReadonlySet<string> = new Set(['EU27', 'Europe', 'Other Europe', 'Rest of the world', 'World']);

/** One historical figure of one country. */
export interface EnergyAgencyFigure {
  country: string;
  parameter: string;
  mode: string;
  powertrain: string;
  year: number;
  value: number;
}

/** The historical figures of single countries. A region that is neither a country nor an aggregate is an error. */
export function readEnergyAgencyFigures(dataDirectory: string): EnergyAgencyFigure[] {
  return readSourceTable(dataDirectory, 'markets/iea_gevo2023.csv').flatMap((row) => {
    const region = row.text('region');
    if (AGGREGATES.has(region) || row.text('category') !== 'Historical') return [];
    const country = COUNTRIES[region];
    if (country === undefined) throw new Error(`IEA table: region "${region}" is not known`);
    return [
      {
        country,
        parameter: row.text('parameter'),
        mode: row.text('mode'),
        powertrain: row.text('powertrain'),
        year: row.number('year'),
        value: row.number('value'),
      },
    ];
  });
}
