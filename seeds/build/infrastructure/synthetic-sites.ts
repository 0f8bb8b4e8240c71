import type { ChargingLocationRecord } from '../../../src/subgraphs/infrastructure/location/charging-location.model.js';
import type { EvseRecord } from '../../../src/subgraphs/infrastructure/location/evse.model.js';
import type { TownRecord } from '../../../src/subgraphs/markets/town/town.model.js';
import { DEEP_MARKETS, type DeepMarket } from '../deep-markets.js';
import { SEED_INSTANT, synthetic } from '../provenance.js';
import { createRandomStream, type RandomStream } from '../random.js';
import { type GeneratedPlace, spreadOverTowns } from '../town-places.js';
import { chargingLocationOf } from './charging-site.js';
import { generatePointConnectors } from './synthetic-equipment.js';
import { SYNTHETIC_TARIFF_IDS } from './synthetic-tariffs.js';

/** Public charging points of a country, as published. */
export interface PublicPoints {
  slow: number;
  fast: number;
}

const FEWEST_SITES = 200;
const MOST_SITES = 500;

/** One generated site stands for this many published points. */
const POINTS_PER_SITE = 100;

/** Where no count is published for a country. */
const DEFAULT_FAST_SHARE = 0.3;

const LIVE_STATUSES = ['AVAILABLE', 'AVAILABLE', 'AVAILABLE', 'CHARGING', 'CHARGING', 'OUTOFORDER'] as const;
const PARKING_TYPES = ['PARKING_LOT', 'ON_STREET', 'PARKING_GARAGE', 'ON_DRIVEWAY'] as const;
const FACILITIES = ['SUPERMARKET', 'CAFE', 'RESTAURANT', 'MALL', 'HOTEL', 'FUEL_STATION'] as const;

function siteCount(points: PublicPoints | undefined): number {
  const proportional = Math.round(((points?.slow ?? 0) + (points?.fast ?? 0)) / POINTS_PER_SITE);
  return Math.min(MOST_SITES, Math.max(FEWEST_SITES, proportional));
}

function fastShare(points: PublicPoints | undefined): number {
  const total = (points?.slow ?? 0) + (points?.fast ?? 0);
  return total === 0 ? DEFAULT_FAST_SHARE : Math.min(0.6, Math.max(0.1, (points?.fast ?? 0) / total));
}

function evsesOf(market: DeepMarket, number: string, fast: boolean, random: RandomStream): EvseRecord[] {
  const points = fast ? random.integer(2, 6) : random.integer(1, 3) * 2;
  return generatePointConnectors(market, fast, points, random).map((connectors, at) => ({
    uid: String(at + 1),
    evseId: `${market}*SYN*E${number}${String(at + 1).padStart(2, '0')}`,
    quantity: 1,
    status: random.pick(LIVE_STATUSES),
    capabilities: fast
      ? ['CREDIT_CARD_PAYABLE', 'REMOTE_START_STOP_CAPABLE', 'RFID_READER']
      : ['REMOTE_START_STOP_CAPABLE', 'RFID_READER'],
    physicalReference: String(at + 1),
    connectors: connectors.map((connector) => ({
      ...connector,
      tariffIds: [...SYNTHETIC_TARIFF_IDS[connector.powerType === 'DC' ? 'direct' : 'alternating']],
    })),
    lastUpdated: SEED_INSTANT,
  }));
}

function siteOf(market: DeepMarket, place: GeneratedPlace, at: number, share: number): ChargingLocationRecord {
  const number = String(at + 1).padStart(4, '0');
  const random = createRandomStream(`site:${market}:${number}`);
  // The first site of a country is a fast one and the second is not, so that a short list shows both.
  const fast = at < 2 ? at === 0 : random.chance(share);
  const { town, ordinal } = place;
  return chargingLocationOf({
    countryCode: market,
    partyId: 'SYN',
    locationId: `S${number}`,
    country: market,
    name: `Demo ${fast ? 'fast charging' : 'charging'} ${town.name} ${ordinal} (synthetic)`,
    address: `Demo Street ${ordinal}`,
    city: town.name,
    location: { type: 'Point', coordinates: place.coordinates },
    // Placed around the town's centre: right to the town, not to the street.
    geoQuality: 'GEOCODED',
    parkingType: random.pick(PARKING_TYPES),
    operator: `Demo Charge ${market} (synthetic)`,
    facilities: [random.pick(FACILITIES)],
    openingHours: fast || random.chance(0.7) ? '24/7' : 'Mo-Su 06:00-23:00',
    timeZone: town.timeZone,
    evses: evsesOf(market, number, fast, random),
    operationalSince: `${random.integer(2018, 2025)}-${String(random.integer(1, 12)).padStart(2, '0')}-01`,
    lastUpdated: SEED_INSTANT,
    provenance: synthetic(`site:${market}:${number}`),
  });
}

/**
 * Generated charging sites around the real towns of every deep market that has no open register here, in number and
 * in share of fast points after the published counts. Markets without known towns get none.
 */
export function buildSyntheticSites(
  towns: readonly TownRecord[],
  published: ReadonlyMap<string, PublicPoints>,
): ChargingLocationRecord[] {
  return DEEP_MARKETS.filter((market) => market !== 'DE').flatMap((market) => {
    const ofMarket = towns.filter((town) => town.country === market);
    if (ofMarket.length === 0) return [];
    const points = published.get(market);
    const random = createRandomStream(`sites:${market}`);
    const share = fastShare(points);
    return spreadOverTowns(ofMarket, siteCount(points), random).map((place, at) => siteOf(market, place, at, share));
  });
}
