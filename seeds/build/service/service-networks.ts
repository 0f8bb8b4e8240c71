import type { ServiceNetworkRecord } from '../../../src/subgraphs/service/network/service-network.model.js';
import { DEEP_MARKETS, type DeepMarket } from '../deep-markets.js';
import { sourcedFrom, synthetic } from '../provenance.js';
import { createRandomStream } from '../random.js';
import { BRITISH_TEST_NETWORK } from './british-stations.js';
import { TURKISH_REGIONS } from './turkish-regions.js';

/** Identifiers of a market's generated networks. */
export function demoNetworkIds(market: DeepMarket): { authorised: string; independent: string; mobile: string } {
  return {
    authorised: `${market}:demo-authorised`,
    independent: `${market}:demo-independent`,
    mobile: `${market}:demo-mobile`,
  };
}

function demoNetworks(market: DeepMarket): ServiceNetworkRecord[] {
  const ids = demoNetworkIds(market);
  const network = (
    networkId: string,
    name: string,
    kind: ServiceNetworkRecord['kind'],
    brands: string[],
  ): ServiceNetworkRecord => ({
    _id: networkId,
    networkId,
    country: market,
    name: `${name} ${market} (synthetic)`,
    operator: `Demo Mobility ${market} (synthetic)`,
    kind,
    brands,
    // Whoever serves makes does so under a contract, with a call centre and a representative in the country.
    contractFrom: brands.length > 0 ? '2025-01-01' : null,
    contractTo: brands.length > 0 ? '2028-01-01' : null,
    callCentreSeats: brands.length > 0 ? createRandomStream(`seats:${networkId}`).integer(20, 60) : null,
    residentRepresentative: brands.length > 0 ? true : null,
    regions: market === 'TR' ? [...TURKISH_REGIONS] : [],
    provenance: synthetic(networkId),
  });
  const mobile = network(ids.mobile, 'Demo Mobile EV Service', 'MOBILE', ['byd', 'mg', 'xpeng', 'zeekr']);
  if (market === 'GB') return [mobile];
  return [
    mobile,
    network(ids.authorised, 'Demo Authorised EV Service', 'AUTHORISED', ['byd', 'mg', 'xpeng', 'zeekr']),
    network(ids.independent, 'Demo Independent High-Voltage Workshops', 'INDEPENDENT', []),
  ];
}

/** The network of the British test stations, a generated mobile one in every deep market, and two more in all others. */
export function buildServiceNetworks(): ServiceNetworkRecord[] {
  const british: ServiceNetworkRecord = {
    _id: BRITISH_TEST_NETWORK,
    networkId: BRITISH_TEST_NETWORK,
    country: 'GB',
    name: 'Active MOT test stations',
    operator: 'Driver and Vehicle Standards Agency',
    kind: 'INDEPENDENT',
    brands: [],
    contractFrom: null,
    contractTo: null,
    callCentreSeats: null,
    residentRepresentative: null,
    regions: [],
    provenance: sourcedFrom(
      { system: 'DVSA active MOT test stations', licence: 'OGL-UK-3.0', fetchedAt: '2020-08-31' },
      null,
    ),
  };
  return [british, ...DEEP_MARKETS.flatMap(demoNetworks)];
}
