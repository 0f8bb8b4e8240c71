import type { CountryRecord } from '../../../src/subgraphs/markets/country/country.model.js';
import type { TownRecord } from '../../../src/subgraphs/markets/town/town.model.js';
import { type DataSource, sourcedFrom } from '../provenance.js';
import { readSourceTable, type SourceRow } from '../source-files.js';
import { tradeRegionsOf } from './trade-regions.js';

const SOURCE: DataSource = { system: 'datasets/country-codes', licence: 'PDDL-1.0', fetchedAt: '2026-05-31' };
const FILE = 'reference/country-codes.csv';

/** The display names of Unicode CLDR abbreviate these two. */
const FULL_NAMES: Readonly<Record<string, string>> = { GB: 'United Kingdom', US: 'United States' };

/** Formal names that the United Nations' terminology column leaves blank. */
const FORMAL_NAMES: Readonly<Record<string, string>> = { TR: 'the Republic of Türkiye' };

/**
 * ISO 4217 currency where the source names none although there is one (TR), or names two: the country's own one first,
 * except for El Salvador, where prices are in US dollars since 2001.
 */
const CURRENCIES: Readonly<Record<string, string>> = {
  BT: 'BTN',
  HT: 'HTG',
  LS: 'LSL',
  NA: 'NAD',
  PA: 'PAB',
  SV: 'USD',
  TR: 'TRY',
  UY: 'UYU',
  VE: 'VES',
};

function area(row: SourceRow, level: string): { code: string; name: string } | null {
  const code = row.optional(`${level} Code`);
  return code === null ? null : { code: code.padStart(3, '0'), name: row.text(`${level} Name`) };
}

function currencyOf(row: SourceRow, code: string): string | null {
  const currency = CURRENCIES[code] ?? row.optional('ISO4217-currency_alphabetic_code');
  if (currency !== null && !/^[A-Z]{3}$/.test(currency)) throw new Error(`${FILE}: ${code} has currency "${currency}"`);
  return currency;
}

/** Every country of ISO 3166-1, with the time zones of its known towns. */
export function buildCountries(dataDirectory: string, towns: readonly TownRecord[]): CountryRecord[] {
  return readSourceTable(dataDirectory, FILE).map((row) => {
    const code = row.text('ISO3166-1-Alpha-2');
    const timeZones = new Set(towns.filter((town) => town.country === code).map((town) => town.timeZone));
    return {
      _id: code,
      code,
      code3: row.text('ISO3166-1-Alpha-3'),
      numeric: row.text('ISO3166-1-numeric').padStart(3, '0'),
      name: FULL_NAMES[code] ?? row.text('CLDR display name'),
      officialName: FORMAL_NAMES[code] ?? row.optional('UNTERM English Formal')?.replace(/ \*$/, '') ?? null,
      region: area(row, 'Region'),
      subregion: area(row, 'Sub-region'),
      tradeRegions: tradeRegionsOf(code),
      currency: currencyOf(row, code),
      languages: row.text('Languages').split(',').filter(Boolean),
      timeZones: [...timeZones].sort(),
      capital: row.optional('Capital'),
      provenance: sourcedFrom(SOURCE, code),
    };
  });
}
