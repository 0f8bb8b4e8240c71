import type { TownRecord } from '../../../src/subgraphs/markets/town/town.model.js';
import type { ServicePointRecord } from '../../../src/subgraphs/service/point/service-point.model.js';
import { DEEP_MARKETS, type DeepMarket } from '../deep-markets.js';
import { synthetic } from '../provenance.js';
import { createRandomStream } from '../random.js';
import { type GeneratedPlace, spreadOverTowns } from '../town-places.js';
import { generateHighVoltageCapabilities } from './high-voltage-capabilities.js';
import { demoNetworkIds } from './service-networks.js';
import { turkishProvinces } from './turkish-regions.js';
import { generateWorkshopHours } from './workshop-hours.js';
import { generateTechnicians, LANGUAGES } from './workshop-staff.js';

const FEWEST_WORKSHOPS = 40;
const MOST_WORKSHOPS = 120;

/** The first workshops of a market are qualified for live work, so that a short list is worth reading. */
const QUALIFIED_FIRST = 5;

function workshopOf(
  market: DeepMarket,
  place: GeneratedPlace,
  at: number,
  provinces: ReadonlyMap<string, string>,
): ServicePointRecord {
  const number = String(at + 1).padStart(4, '0');
  const servicePointId = `${market}:SYN-${number}`;
  const random = createRandomStream(`workshop:${servicePointId}`);
  const networks = demoNetworkIds(market);
  const { town, ordinal } = place;
  const first = at < QUALIFIED_FIRST;
  const record: ServicePointRecord = {
    _id: servicePointId,
    servicePointId,
    networkIds: [first || random.chance(0.4) ? networks.authorised : networks.independent],
    country: market,
    name: `Demo Workshop ${town.name} ${ordinal} (synthetic)`,
    address: {
      streetAddress: `Demo Workshop Street ${ordinal}`,
      addressLocality: town.name,
      addressRegion: market === 'TR' ? (provinces.get(town.admin1 ?? '') ?? null) : null,
      postalCode: null,
    },
    location: { type: 'Point', coordinates: place.coordinates },
    geoQuality: 'GEOCODED',
    openingHours: generateWorkshopHours(market, createRandomStream(`hours:${servicePointId}`)),
    timeZone: town.timeZone,
    bays: random.integer(2, 12),
    capabilities: generateHighVoltageCapabilities(market, random, first ? 3 : 1),
    leadTimeDays: random.integer(1, 14),
    status: first || random.chance(0.92) ? 'OPEN' : random.pick(['PLANNED', 'SUSPENDED', 'CLOSED'] as const),
    phone: null,
    languages: [...LANGUAGES[market]],
    provenance: synthetic(servicePointId),
  };
  const staff = createRandomStream(`staff:${servicePointId}`);
  return { ...record, technicians: generateTechnicians(record.capabilities, staff) };
}

/**
 * Generated workshops around the real towns of every deep market but Great Britain, which has real ones; one for
 * every four towns within the limits.
 */
export function buildSyntheticWorkshops(towns: readonly TownRecord[]): ServicePointRecord[] {
  const provinces = turkishProvinces(towns);
  return DEEP_MARKETS.filter((market) => market !== 'GB').flatMap((market) => {
    const ofMarket = towns.filter((town) => town.country === market);
    if (ofMarket.length === 0) return [];
    const count = Math.min(MOST_WORKSHOPS, Math.max(FEWEST_WORKSHOPS, Math.round(ofMarket.length / 4)));
    const random = createRandomStream(`workshops:${market}`);
    return spreadOverTowns(ofMarket, count, random).map((place, at) => workshopOf(market, place, at, provinces));
  });
}
