import type { TownRecord } from '../../../src/subgraphs/markets/town/town.model.js';
import type { MobileServiceUnitRecord } from '../../../src/subgraphs/service/mobile-unit/mobile-service-unit.model.js';
import { DEEP_MARKETS, type DeepMarket } from '../deep-markets.js';
import { synthetic } from '../provenance.js';
import { createRandomStream } from '../random.js';
import { type GeneratedPlace, spreadOverTowns } from '../town-places.js';
import { generateHighVoltageCapabilities } from './high-voltage-capabilities.js';
import { demoNetworkIds } from './service-networks.js';
import { generateWorkshopHours } from './workshop-hours.js';

const UNITS_PER_MARKET = 8;

function unitOf(market: DeepMarket, { town, coordinates }: GeneratedPlace, at: number): MobileServiceUnitRecord {
  const unitId = `${market}:SYN-M${String(at + 1).padStart(2, '0')}`;
  const random = createRandomStream(`mobile-unit:${unitId}`);
  return {
    _id: unitId,
    unitId,
    networkId: demoNetworkIds(market).mobile,
    country: market,
    name: `Demo Mobile Unit ${town.name} (synthetic)`,
    location: { type: 'Point', coordinates },
    radiusKm: 10 * random.integer(3, 15),
    capabilities: generateHighVoltageCapabilities(market, random, 2),
    openingHours: random.chance(0.25) ? '24/7' : generateWorkshopHours(market, random),
    timeZone: town.timeZone,
    leadTimeDays: random.integer(0, 3),
    status: random.chance(0.9) ? 'OPEN' : 'SUSPENDED',
    provenance: synthetic(unitId),
  };
}

/** Generated vans of the mobile networks around the larger towns of every deep market whose towns are known. */
export function buildMobileUnits(towns: readonly TownRecord[]): MobileServiceUnitRecord[] {
  return DEEP_MARKETS.flatMap((market) => {
    const ofMarket = towns
      .filter((town) => town.country === market && town.featureCode !== 'PPLX')
      .sort((left, right) => right.population - left.population || (left._id < right._id ? -1 : 1))
      .slice(0, UNITS_PER_MARKET);
    const random = createRandomStream(`mobile-units:${market}`);
    return spreadOverTowns(ofMarket, ofMarket.length, random).map((place, at) => unitOf(market, place, at));
  });
}
