import type { ServiceNetworkRecord } from '../../../src/subgraphs/service/network/service-network.model.js';
import { DEEP_MARKETS, type DeepMarket } from '../deep-markets.js';
import { sourcedFrom, synthetic } from '../provenance.js';
import { BRITISH_TEST_NETWORK } from './british-stations.js';

/** Identifiers of a market's two generated networks. */
export function demoNetworkIds(market: DeepMarket): { authorised: string; independent: string } {
  return { authorised: `${market}:demo-authorised`, independent: `${market}:demo-independent` };
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
    provenance: synthetic(networkId),
  });
  return [
    network(ids.authorised, 'Demo Authorised EV Service', 'AUTHORISED', ['byd', 'mg', 'xpeng', 'zeekr']),
    network(ids.independent, 'Demo Independent High-Voltage Workshops', 'INDEPENDENT', []),
  ];
}

/** The network of the British test stations, and two generated networks in every other deep market. */
export function buildServiceNetworks(): ServiceNetworkRecord[] {
  const british: ServiceNetworkRecord = {
    _id: BRITISH_TEST_NETWORK,
    networkId: BRITISH_TEST_NETWORK,
    country: 'GB',
    name: 'Active MOT test stations',
    operator: 'Driver and Vehicle Standards Agency',
    kind: 'INDEPENDENT',
    brands: [],
    provenance: sourcedFrom(
      { system: 'DVSA active MOT test stations', licence: 'OGL-UK-3.0', fetchedAt: '2020-08-31' },
      null,
    ),
  };
  return [british, ...DEEP_MARKETS.filter((market) => market !== 'GB').flatMap(demoNetworks)];
}
