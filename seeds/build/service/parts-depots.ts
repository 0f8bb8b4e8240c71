import { Decimal128 } from 'bson';
import { UnNumber } from '../../../src/subgraphs/service/depot/dangerous-goods.js';
import type { PartsAvailabilityRecord } from '../../../src/subgraphs/service/depot/parts-availability.model.js';
import type { PartsDepotRecord } from '../../../src/subgraphs/service/depot/parts-depot.model.js';
import { SEED_INSTANT, synthetic } from '../provenance.js';
import { createRandomStream } from '../random.js';

/** Country, town with its [longitude, latitude], whether bonded, countries served. */
type DepotRow = readonly [
  country: string,
  town: string,
  coordinates: readonly [number, number],
  bonded: boolean,
  servedCountries: string,
];

/** Places where parts are or could be kept: the places exist, what is said of them is made up. */
const DEPOTS: readonly DepotRow[] = [
  ['AE', 'Jebel Ali', [55.03, 24.99], true, 'AE SA OM KW QA BH'],
  ['AU', 'Sydney', [150.88, -33.79], false, 'AU NZ'],
  ['BR', 'Santos', [-46.33, -23.96], true, 'BR AR CL UY'],
  ['CN', 'Shanghai', [121.99, 30.88], true, 'CN'],
  ['DE', 'Hanau', [8.92, 50.13], false, 'DE AT CH'],
  ['ES', 'Zaragoza', [-0.99, 41.64], false, 'ES PT'],
  ['GB', 'Daventry', [-1.16, 52.26], false, 'GB IE'],
  ['ID', 'Cikarang', [107.15, -6.31], false, 'ID'],
  ['IT', 'Piacenza', [9.7, 45.05], false, 'IT'],
  ['MX', 'Querétaro', [-100.39, 20.59], false, 'MX'],
  ['NL', 'Rotterdam', [4.14, 51.95], true, 'NL BE DE FR ES IT SE NO DK PL AT'],
  ['SE', 'Jönköping', [14.16, 57.78], false, 'SE NO DK FI'],
  ['TH', 'Laem Chabang', [100.89, 13.08], true, 'TH MY ID SG PH VN'],
  ['TR', 'Gebze', [29.43, 40.8], true, 'TR'],
  ['US', 'Long Beach', [-118.2, 33.78], true, 'US'],
  ['ZA', 'Durban', [31.02, -29.87], false, 'ZA NA BW'],
];

/** Number within a maker's list, name, how it travels, most that lie in a depot. */
const PARTS: readonly (readonly [number: string, name: string, unNumber: UnNumber | null, most: number])[] = [
  ['HVB-001', 'Traction battery pack', UnNumber.UN_3480, 6],
  ['HVB-110', 'Traction battery module', UnNumber.UN_3480, 30],
  ['HVB-210', 'Battery management unit', null, 25],
  ['HVB-310', 'High-voltage contactor set', null, 60],
  ['LVB-012', 'Low-voltage battery, lithium ion', UnNumber.UN_3480, 80],
  ['DIA-900', 'Diagnostic tablet with battery', UnNumber.UN_3481, 12],
  ['INV-400', 'Inverter', null, 15],
  ['OBC-110', 'On-board charger', null, 20],
  ['CPT-200', 'Charge port assembly', null, 40],
  ['CMP-050', 'Electric air-conditioning compressor', null, 25],
  ['RAD-077', 'Forward radar', null, 35],
  ['BRK-020', 'Front brake pad set', null, 200],
];

const MAKERS = ['byd', 'mg', 'xpeng', 'zeekr'] as const;

function slug(town: string): string {
  return town
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z ]/g, '')
    .replace(/ /g, '-');
}

/** Generated parts depots, named as such. */
export function buildPartsDepots(): PartsDepotRecord[] {
  return DEPOTS.map(([country, town, coordinates, bonded, served]) => {
    const depotId = `${country}:SYN-${slug(town)}`;
    const random = createRandomStream(`parts-depot:${depotId}`);
    return {
      _id: depotId,
      depotId,
      country,
      name: `Demo Parts Depot ${town} (synthetic)`,
      operator: `Demo Logistics ${country} (synthetic)`,
      location: { type: 'Point', coordinates: [...coordinates] },
      bonded,
      skuCount: 100 * random.integer(40, 320),
      servedCountries: served.split(' '),
      leadTimeHours: 12 * random.integer(1, 8),
      fillRate: Decimal128.fromString((0.86 + 0.12 * random.next()).toFixed(3)),
      storesClass9: true,
      provenance: synthetic(depotId),
    };
  });
}

/** Generated stock of every depot: the same parts of four makes, now and then sold out. */
export function buildPartsAvailability(depots: readonly PartsDepotRecord[]): PartsAvailabilityRecord[] {
  return depots.flatMap(({ depotId }) =>
    MAKERS.flatMap((maker) =>
      PARTS.map(([number, name, unNumber, most]) => {
        const partNumber = `${maker.toUpperCase()}-${number}`;
        const _id = `${depotId}/${partNumber}`;
        const random = createRandomStream(`stock:${_id}`);
        return {
          _id,
          depotId,
          partNumber,
          name,
          maker,
          onHand: random.chance(0.12) ? 0 : random.integer(1, most),
          unNumber,
          countedAt: SEED_INSTANT,
          provenance: synthetic(_id),
        };
      }),
    ),
  );
}
