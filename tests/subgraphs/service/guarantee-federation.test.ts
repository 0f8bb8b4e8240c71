import 'reflect-metadata';
import type { ExecutionResult } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { composeSupergraph } from '../../../src/gateway/compose.js';
import { createGateway, type Gateway } from '../../../src/gateway/gateway.js';
import { localTransport } from '../../../src/gateway/local-transport.js';
import { buildSubgraph } from '../../../src/kernel/subgraph/build-subgraph.js';
import { type CountryRecord, countryModel } from '../../../src/subgraphs/markets/country/country.model.js';
import { MARKETS_MODELS, MARKETS_SUBGRAPH } from '../../../src/subgraphs/markets/markets.subgraph.js';
import { guaranteeProgrammeModel } from '../../../src/subgraphs/service/guarantee/guarantee-programme.model.js';
import { SERVICE_MODELS, SERVICE_SUBGRAPH } from '../../../src/subgraphs/service/service.subgraph.js';
import { VEHICLES_SUBGRAPH } from '../../../src/subgraphs/vehicles/vehicles.subgraph.js';
import { type SubgraphHarness, startSubgraphHarness, TEST_PROVENANCE } from '../../support/subgraph-harness.js';
import { programme } from './service-records.js';

let service: SubgraphHarness;
let gateway: Gateway;

function country(code: string, subregion: string, tradeRegions: CountryRecord['tradeRegions']): CountryRecord {
  return {
    _id: code,
    code,
    code3: code,
    numeric: '000',
    name: `Country ${code}`,
    officialName: null,
    region: { code: '150', name: 'Europe' },
    subregion: { code: subregion, name: 'Part of Europe' },
    tradeRegions,
    currency: 'EUR',
    languages: [],
    timeZones: [],
    capital: null,
    provenance: TEST_PROVENANCE,
  };
}

beforeAll(async () => {
  service = await startSubgraphHarness(SERVICE_SUBGRAPH, [...SERVICE_MODELS, ...MARKETS_MODELS]);
  await service.insert(countryModel, [
    country('DE', '155', [{ code: 'EU27', validFrom: '1958-01-01', validTo: null }]),
    country('NO', '154', [{ code: 'EFTA', validFrom: '1960-05-03', validTo: null }]),
  ]);
  await service.insert(guaranteeProgrammeModel, [
    programme('byd-world', { maker: 'byd' }),
    programme('byd-eu', { maker: 'byd', tradeRegion: 'EU27' }),
    programme('nordic-mobility', { component: 'MOBILITY', region: '154' }),
    programme('eu-conformity', { component: 'VEHICLE', tradeRegion: 'EU27', legalMinimum: true, funding: 'LAW' }),
  ]);
  const built = await Promise.all([
    buildSubgraph(SERVICE_SUBGRAPH),
    buildSubgraph(MARKETS_SUBGRAPH),
    buildSubgraph(VEHICLES_SUBGRAPH),
  ]);
  gateway = createGateway({
    supergraphSdl: composeSupergraph(built.map(({ name, sdl }) => ({ name, sdl }))),
    transports: Object.fromEntries(built.map(({ name, schema }) => [name, localTransport(schema)])),
  });
});

afterAll(() => service.close());

const ask = (source: string): Promise<ExecutionResult> => gateway.execute({ source, context: service.request() });

describe('guarantees over the places that markets knows', () => {
  it('are worked out for a car in a country', async () => {
    const result = await ask(`{
      guarantee(country: "DE", variantId: "byd/seal/2025") {
        country { name } variantId best { programmeId tradeRegion } legalMinima { programmeId } }
      norway: guarantee(country: "NO", variantId: "byd/seal/2025") { best { programmeId } legalMinima { programmeId } } }`);
    expect(JSON.parse(JSON.stringify(result))).toEqual({
      data: {
        guarantee: {
          country: { name: 'Country DE' },
          variantId: 'byd/seal/2025',
          best: [{ programmeId: 'byd-eu', tradeRegion: 'EU27' }],
          legalMinima: [{ programmeId: 'eu-conformity' }],
        },
        norway: {
          best: [{ programmeId: 'byd-world' }, { programmeId: 'nordic-mobility' }],
          legalMinima: [],
        },
      },
    });
  });

  it('are listed per country', async () => {
    const result = await ask(`{ countries { nodes { name guaranteeProgrammes(first: 2) {
      nodes { programmeId country { name } } pageInfo { hasNextPage } totalCount } } } }`);
    expect(JSON.parse(JSON.stringify(result))).toEqual({
      data: {
        countries: {
          nodes: [
            {
              name: 'Country DE',
              guaranteeProgrammes: {
                nodes: [
                  { programmeId: 'byd-eu', country: null },
                  { programmeId: 'eu-conformity', country: null },
                ],
                pageInfo: { hasNextPage: true },
                totalCount: 3,
              },
            },
            {
              name: 'Country NO',
              guaranteeProgrammes: {
                nodes: [
                  { programmeId: 'nordic-mobility', country: null },
                  { programmeId: 'byd-world', country: null },
                ],
                pageInfo: { hasNextPage: false },
                totalCount: 2,
              },
            },
          ],
        },
      },
    });
  });
});
