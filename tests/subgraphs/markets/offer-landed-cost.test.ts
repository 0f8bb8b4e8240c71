import 'reflect-metadata';
import type { ExecutionResult } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { composeSupergraph } from '../../../src/gateway/compose.js';
import { createGateway, type Gateway } from '../../../src/gateway/gateway.js';
import { localTransport } from '../../../src/gateway/local-transport.js';
import { buildSubgraph } from '../../../src/kernel/subgraph/build-subgraph.js';
import { type CountryRecord, countryModel } from '../../../src/subgraphs/markets/country/country.model.js';
import { MARKETS_MODELS, MARKETS_SUBGRAPH } from '../../../src/subgraphs/markets/markets.subgraph.js';
import {
  type MarketPolicyRecord,
  marketPolicyModel,
} from '../../../src/subgraphs/markets/policy/market-policy.model.js';
import { type MarketOfferRecord, marketOfferModel } from '../../../src/subgraphs/vehicles/offer/market-offer.model.js';
import {
  type VehicleVariantRecord,
  vehicleVariantModel,
} from '../../../src/subgraphs/vehicles/variant/vehicle-variant.model.js';
import { VEHICLES_MODELS, VEHICLES_SUBGRAPH } from '../../../src/subgraphs/vehicles/vehicles.subgraph.js';
import { seedRecords } from '../../seeds/read-seeds.js';
import { type SubgraphHarness, startSubgraphHarness } from '../../support/subgraph-harness.js';

let harness: SubgraphHarness;
let gateway: Gateway;
const commands: string[] = [];

beforeAll(async () => {
  harness = await startSubgraphHarness(VEHICLES_SUBGRAPH, [...VEHICLES_MODELS, ...MARKETS_MODELS]);
  await harness.insert(countryModel, seedRecords<CountryRecord>('countries'));
  await harness.insert(marketPolicyModel, seedRecords<MarketPolicyRecord>('market_policies'));
  await harness.insert(vehicleVariantModel, seedRecords<VehicleVariantRecord>('vehicle_variants'));
  await harness.insert(marketOfferModel, seedRecords<MarketOfferRecord>('market_offers'));
  const built = await Promise.all([buildSubgraph(VEHICLES_SUBGRAPH), buildSubgraph(MARKETS_SUBGRAPH)]);
  gateway = createGateway({
    supergraphSdl: composeSupergraph(built.map(({ name, sdl }) => ({ name, sdl }))),
    transports: Object.fromEntries(built.map(({ name, schema }) => [name, localTransport(schema)])),
  });
  const client = harness.database.connection('default').getClient();
  client.on('commandStarted', ({ commandName, command }) => commands.push(`${commandName} ${command[commandName]}`));
});

afterAll(() => harness.close());

const ask = (source: string): Promise<ExecutionResult> => {
  commands.length = 0;
  return gateway.execute({ source, context: harness.request() }) as Promise<ExecutionResult>;
};

interface Offer {
  offerId: string;
  originCountry: string;
  cifPrice: { amount: string; currency: string } | null;
  landedCost: {
    cif: { amount: string; currency: string };
    duties: { amount: string };
    landed: { amount: string };
    lines: { kind: string; rate: string | null }[];
  } | null;
}

describe('the landed cost of offers', () => {
  it('is reckoned from their own facts, many in one command a collection', async () => {
    const { data, errors } = await ask(
      '{ offers(country: "DE", first: 40) { nodes { offerId originCountry cifPrice { amount currency } landedCost(asOf: "2026-06-01") { cif { amount currency } duties { amount } landed { amount } lines { kind rate } } } } }',
    );
    expect(errors).toBeUndefined();
    const { nodes } = (data as { offers: { nodes: Offer[] } }).offers;
    const chinese = nodes.filter(({ originCountry }) => originCountry === 'CN');
    expect(chinese.length).toBeGreaterThan(3);
    for (const { cifPrice, landedCost, originCountry, offerId } of nodes) {
      expect(landedCost === null, offerId).toBe(cifPrice === null);
      if (landedCost !== null) {
        expect(landedCost.cif).toEqual({ amount: String(Number(cifPrice?.amount)), currency: 'EUR' });
        const fromUnion = ['BE', 'CZ', 'ES', 'FR', 'HR', 'IT', 'RO'].includes(originCountry);
        expect(Number(landedCost.duties.amount) === 0, offerId).toBe(fromUnion);
      }
    }
    expect(commands.sort()).toEqual([
      'aggregate market_offers',
      'find countries',
      'find market_policies',
      'find vehicle_variants',
    ]);
  });

  it('follows the exporter group of the make', async () => {
    const { data } = await ask(
      '{ offers(country: "DE", filter: { makers: ["byd", "xpeng", "mg"] }, first: 40) { nodes { offerId landedCost(asOf: "2026-06-01") { lines { kind rate } } } } }',
    );
    const rates: Readonly<Record<string, string>> = { byd: '0.17', xpeng: '0.207', mg: '0.353' };
    const { nodes } = (data as { offers: { nodes: Offer[] } }).offers;
    expect(nodes.length).toBeGreaterThan(2);
    for (const { offerId, landedCost } of nodes) {
      const duty = landedCost?.lines.find(({ kind }) => kind === 'COUNTERVAILING_DUTY');
      const maker = /^DE:(\w+)\//.exec(offerId)?.[1] ?? '';
      // Plug-in hybrids pay none.
      expect([undefined, rates[maker]], offerId).toContain(duty?.rate);
    }
    expect(nodes.some(({ landedCost }) => landedCost?.lines.some(({ rate }) => rate === '0.17'))).toBe(true);
  });
});
