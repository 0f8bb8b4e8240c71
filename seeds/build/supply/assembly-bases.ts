import { Decimal128 } from 'bson';
import type { AssemblyBaseRecord } from '../../../src/subgraphs/supply/base/assembly-base.model.js';
import { synthetic } from '../provenance.js';
import { createRandomStream } from '../random.js';

/** Country, maker, town with its [longitude, latitude], form, first day of production, countries served. */
type BaseRow = readonly [
  country: string,
  maker: string,
  town: string,
  coordinates: readonly [number, number],
  form: AssemblyBaseRecord['form'],
  startOfProduction: string,
  servesCountries: string,
];

/** Places where makes are or could be assembled: the places exist, what is said of them is made up. */
const BASES: readonly BaseRow[] = [
  ['AE', 'byd', 'Jebel Ali', [55.03, 24.99], 'TRANSIT', '2024-01-01', 'AE SA OM KW QA BH'],
  ['AT', 'xpeng', 'Graz', [15.44, 47.05], 'SKD', '2025-07-01', 'AT DE NL SE'],
  ['BR', 'byd', 'Camaçari', [-38.32, -12.7], 'CKD', '2025-07-01', 'BR AR CL'],
  ['BR', 'gwm', 'Iracemápolis', [-47.52, -22.58], 'CKD', '2025-07-01', 'BR'],
  ['CN', 'byd', 'Shenzhen', [114.06, 22.64], 'CBU', '2010-01-01', 'DE FR NL TR TH ID AU AE ZA MX BR NO GB ES IT SE'],
  ['CN', 'changan', 'Chongqing', [106.55, 29.56], 'CBU', '2010-01-01', 'TH'],
  ['CN', 'geely', 'Ningbo', [121.55, 29.87], 'CBU', '2010-01-01', 'MX'],
  ['CN', 'gwm', 'Baoding', [115.46, 38.87], 'CBU', '2010-01-01', 'BR ZA TH'],
  ['CN', 'mg', 'Shanghai', [121.47, 31.23], 'CBU', '2010-01-01', 'GB DE FR ES IT NL NO SE AU TH'],
  ['CN', 'xpeng', 'Guangzhou', [113.26, 23.13], 'CBU', '2020-01-01', 'NO NL SE DE AU AE'],
  ['DE', 'bmw', 'Munich', [11.57, 48.19], 'CBU', '2013-01-01', 'DE FR GB NO TH ID ZA MX US'],
  ['DE', 'mercedes_benz', 'Sindelfingen', [9, 48.71], 'CBU', '2015-01-01', 'DE FR GB NO TH ID ZA BR US'],
  ['DE', 'volkswagen', 'Zwickau', [12.49, 50.72], 'CBU', '2019-11-04', 'DE FR GB NO TR MX US'],
  ['ES', 'chery', 'Barcelona', [2.13, 41.34], 'SKD', '2024-11-01', 'ES IT'],
  ['HU', 'byd', 'Szeged', [20.15, 46.25], 'CBU', '2026-04-01', 'HU DE FR NL ES IT SE NO'],
  ['ID', 'byd', 'Subang', [107.76, -6.57], 'CKD', '2026-01-01', 'ID'],
  ['ID', 'chery', 'Bekasi', [107, -6.24], 'CKD', '2024-01-01', 'ID'],
  ['ID', 'hyundai', 'Cikarang', [107.15, -6.31], 'CKD', '2022-03-01', 'ID TH'],
  ['ID', 'mg', 'Cikarang', [107.16, -6.32], 'CKD', '2024-01-01', 'ID'],
  ['NL', 'byd', 'Rotterdam', [4.14, 51.95], 'TRANSIT', '2023-01-01', 'NL DE BE FR'],
  ['TH', 'byd', 'Rayong', [101.13, 12.98], 'CKD', '2024-07-01', 'TH ID AU'],
  ['TH', 'changan', 'Rayong', [101.14, 12.99], 'CKD', '2025-05-01', 'TH AU'],
  ['TH', 'gac_aion', 'Rayong', [101.15, 12.97], 'CKD', '2024-07-01', 'TH'],
  ['TH', 'gwm', 'Rayong', [101.12, 12.96], 'CKD', '2024-01-01', 'TH'],
  ['TH', 'mg', 'Laem Chabang', [100.89, 13.08], 'CKD', '2023-11-01', 'TH'],
  ['TR', 'byd', 'Manisa', [27.43, 38.61], 'CBU', '2027-01-01', 'TR'],
  ['ZA', 'bmw', 'Rosslyn', [28.09, -25.63], 'CKD', '2024-01-01', 'ZA'],
];

/** Share of local content of kits in each year, in steps. */
const CONTENT_YEARS = [2024, 2025, 2026, 2027] as const;

function slug(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z ]/g, '')
    .replace(/ /g, '-');
}

/** Generated assembly bases, named as such. */
export function buildAssemblyBases(): AssemblyBaseRecord[] {
  return BASES.map(([country, maker, town, coordinates, form, startOfProduction, serves]) => {
    const baseId = `${country}:${maker}-${slug(town)}`;
    const random = createRandomStream(`assembly-base:${baseId}`);
    const kits = form === 'SKD' || form === 'CKD';
    const content = 0.3 + 0.15 * random.next();
    return {
      _id: baseId,
      baseId,
      country,
      name: `Demo base of ${maker} in ${town} (synthetic)`,
      maker,
      owner: `Demo assembly ${country} (synthetic)`,
      form,
      location: { type: 'Point', coordinates: [...coordinates] },
      annualCapacity: form === 'TRANSIT' ? null : 10_000 * random.integer(kits ? 2 : 10, kits ? 12 : 40),
      startOfProduction,
      models: [],
      localContent: kits
        ? CONTENT_YEARS.map((year, step) => ({
            share: Decimal128.fromString((content + 0.05 * step).toFixed(3)),
            validFrom: `${year}-01-01`,
            validTo: `${year + 1}-01-01`,
          }))
        : [],
      gridIntensity: form === 'TRANSIT' ? null : random.integer(80, 650),
      portDistanceKm: random.integer(5, 220),
      servesCountries: serves.split(' '),
      bondedZone: form === 'TRANSIT' || random.chance(0.3),
      provenance: synthetic(baseId),
    };
  });
}
