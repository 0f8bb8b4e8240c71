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
import { type AssemblyBaseRecord, assemblyBaseModel } from '../../../src/subgraphs/supply/base/assembly-base.model.js';
import {
  type SupplyClusterRecord,
  supplyClusterModel,
} from '../../../src/subgraphs/supply/cluster/supply-cluster.model.js';
import {
  type IncentivisedImportRecord,
  incentivisedImportModel,
} from '../../../src/subgraphs/supply/localisation/incentivised-import.model.js';
import {
  type ProductionPlanRecord,
  productionPlanModel,
} from '../../../src/subgraphs/supply/plan/production-plan.model.js';
import { type SupplyRouteRecord, supplyRouteModel } from '../../../src/subgraphs/supply/route/supply-route.model.js';
import { SUPPLY_MODELS, SUPPLY_SUBGRAPH } from '../../../src/subgraphs/supply/supply.subgraph.js';
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

const bases = seedRecords<AssemblyBaseRecord>('assembly_bases');
const plans = seedRecords<ProductionPlanRecord>('production_plans');
const imports = seedRecords<IncentivisedImportRecord>('incentivised_imports');

beforeAll(async () => {
  const definitions = [SUPPLY_SUBGRAPH, MARKETS_SUBGRAPH, VEHICLES_SUBGRAPH];
  harness = await startSubgraphHarness(SUPPLY_SUBGRAPH, [...SUPPLY_MODELS, ...MARKETS_MODELS, ...VEHICLES_MODELS]);
  await harness.insert(countryModel, seedRecords<CountryRecord>('countries'));
  await harness.insert(marketPolicyModel, seedRecords<MarketPolicyRecord>('market_policies'));
  await harness.insert(vehicleVariantModel, seedRecords<VehicleVariantRecord>('vehicle_variants'));
  await harness.insert(marketOfferModel, seedRecords<MarketOfferRecord>('market_offers'));
  await harness.insert(assemblyBaseModel, bases);
  await harness.insert(productionPlanModel, plans);
  await harness.insert(incentivisedImportModel, imports);
  await harness.insert(supplyClusterModel, seedRecords<SupplyClusterRecord>('supply_clusters'));
  await harness.insert(supplyRouteModel, seedRecords<SupplyRouteRecord>('supply_routes'));
  const built = await Promise.all(definitions.map(buildSubgraph));
  gateway = createGateway({
    supergraphSdl: composeSupergraph(built.map(({ name, sdl }) => ({ name, sdl }))),
    transports: Object.fromEntries(built.map(({ name, schema }) => [name, localTransport(schema)])),
  });
  const client = harness.database.connection('default').getClient();
  client.on('commandStarted', ({ commandName, command }) => commands.push(`${commandName} ${command[commandName]}`));
});

afterAll(() => harness.close());

async function ask<Data>(source: string): Promise<Data> {
  commands.length = 0;
  const result = (await gateway.execute({ source, context: harness.request() })) as ExecutionResult;
  expect(result.errors).toBeUndefined();
  return result.data as Data;
}

describe('assembly bases', () => {
  it('are listed by country, page by page, with everything that belongs to them', async () => {
    const { assemblyBases } = await ask<{ assemblyBases: { nodes: { baseId: string }[]; totalCount: number } }>(
      `{ assemblyBases(country: "TH", first: 2) { totalCount pageInfo { hasNextPage } nodes {
        baseId form country { code name } coordinates { latitude } localContentOn(asOf: "2026-06-01")
        productionPlans(fromQuarter: "2026-Q1", toQuarter: "2026-Q1") { model plannedUnits producedUnits }
        routes { to { code name } mode days cost { amount currency } } } } }`,
    );
    const thai = bases.filter(({ country }) => country === 'TH');
    expect(assemblyBases.totalCount).toBe(thai.length);
    const byd = thai.find(({ _id }) => _id === 'TH:byd-rayong');
    const inForce = byd?.localContent.find(({ validFrom }) => validFrom === '2026-01-01');
    expect(assemblyBases.nodes[0]).toMatchObject({
      baseId: 'TH:byd-rayong',
      form: 'CKD',
      country: { code: 'TH', name: 'Thailand' },
      localContentOn: String(inForce?.share),
      productionPlans: plans
        .filter(({ baseId, quarter }) => baseId === 'TH:byd-rayong' && quarter === '2026-Q1')
        .map(({ model, plannedUnits, producedUnits }) => ({ model, plannedUnits, producedUnits })),
    });
    expect(commands.filter((command) => command.endsWith('production_plans'))).toHaveLength(1);
    expect(commands.filter((command) => command.endsWith('supply_routes'))).toHaveLength(1);
  });

  it('are filtered by form, maker, whom they serve and the day on which they produce', async () => {
    const list = async (conditions: string) => {
      const { assemblyBases } = await ask<{ assemblyBases: { nodes: { baseId: string }[]; totalCount: number } }>(
        `{ assemblyBases(first: 200, ${conditions}) { totalCount nodes { baseId } } }`,
      );
      expect(assemblyBases.totalCount).toBe(assemblyBases.nodes.length);
      return assemblyBases.nodes.map(({ baseId }) => baseId);
    };
    const idsWhere = (isAsked: (base: AssemblyBaseRecord) => boolean) =>
      bases
        .filter(isAsked)
        .map(({ _id }) => _id)
        .sort();
    expect(await list('forms: [TRANSIT]')).toEqual(idsWhere(({ form }) => form === 'TRANSIT'));
    expect(await list('forms: [SKD, CKD], maker: "byd"')).toEqual(
      idsWhere(({ form, maker }) => maker === 'byd' && (form === 'SKD' || form === 'CKD')),
    );
    expect(await list('servesCountry: "DE"')).toEqual(
      idsWhere(({ servesCountries }) => servesCountries.includes('DE')),
    );
    // Szeged starts on 1 April 2026.
    expect(await list('country: "HU", inProductionOn: "2026-03-31"')).toEqual([]);
    expect(await list('country: "HU", inProductionOn: "2026-04-01"')).toEqual(['HU:byd-szeged']);
    const { countries } = await ask<{ countries: { nodes: { assemblyBases: { totalCount: number } }[] } }>(
      '{ countries(filter: { codes: ["AE", "TH"] }) { nodes { assemblyBases(forms: [TRANSIT]) { totalCount nodes { baseId } } } } }',
    );
    expect(countries.nodes.map(({ assemblyBases }) => assemblyBases.totalCount)).toEqual([1, 0]);
    expect(commands.filter((command) => command.endsWith('assembly_bases'))).toHaveLength(2);
  });

  it('are supplied by clusters, listed by country and region', async () => {
    const data = await ask<object>(
      `{ all: supplyClusters(first: 2) { totalCount nodes { clusterId } pageInfo { hasNextPage } }
        thai: supplyClusters(country: "TH") { nodes { clusterId region countries { code name } members { partFamily share } } }
        asian: supplyClusters(region: "035") { totalCount } one: supplyCluster(id: "java") { clusterId } none: supplyCluster(id: "x") { name } }`,
    );
    expect(data).toMatchObject({
      all: {
        totalCount: 5,
        nodes: [{ clusterId: 'central-europe' }, { clusterId: 'eastern-seaboard' }],
        pageInfo: { hasNextPage: true },
      },
      thai: {
        nodes: [{ clusterId: 'eastern-seaboard', region: '035', countries: [{ code: 'TH', name: 'Thailand' }] }],
      },
      asian: { totalCount: 2 },
      one: { clusterId: 'java' },
      none: null,
    });
  });

  it('belong to countries and are found by key, in one command', async () => {
    const data = await ask<object>(
      '{ countries(filter: { codes: ["TH", "ID", "NO"] }) { nodes { code assemblyBases { totalCount } supplyClusters { name members { partFamily share } } } } a: assemblyBase(id: "HU:byd-szeged") { name } b: assemblyBase(id: "HU:none") { name } }',
    );
    expect(data).toMatchObject({
      countries: {
        nodes: [
          { code: 'ID', assemblyBases: { totalCount: 4 } },
          { code: 'NO', assemblyBases: { totalCount: 0 }, supplyClusters: [] },
          { code: 'TH', assemblyBases: { totalCount: 5 } },
        ],
      },
      a: { name: 'Demo base of byd in Szeged (synthetic)' },
      b: null,
    });
    expect(commands.filter((command) => command === 'find supply_clusters')).toHaveLength(1);
  });

  it('of offers are in the country for kits, else in the country of origin', async () => {
    const { offers } = await ask<{
      offers: { nodes: { offerId: string; assemblyForm: string; assemblyBase: { baseId: string } | null }[] };
    }>('{ offers(country: "TH", first: 200) { nodes { offerId assemblyForm assemblyBase { baseId form } } } }');
    const kits = offers.nodes.filter(({ assemblyForm }) => assemblyForm === 'CKD');
    expect(kits.length).toBeGreaterThan(3);
    expect(kits.filter(({ assemblyBase }) => !assemblyBase?.baseId.startsWith('TH:'))).toEqual([]);
    const whole = offers.nodes.find(({ offerId, assemblyForm }) => /^TH:byd/.test(offerId) && assemblyForm === 'CBU');
    expect([undefined, 'CN:byd-shenzhen']).toContain(whole?.assemblyBase?.baseId);
    expect(commands.filter((command) => command.endsWith('assembly_bases'))).toHaveLength(1);
  });
});

describe('the localisation balance', () => {
  interface Balance {
    importedUnits: number;
    account: {
      obligations: {
        policyId: string;
        ratio: string;
        dueUnits: string;
        producedUnits: number;
        plannedUnits: number;
        shortfallUnits: string;
      }[];
      localContent: { requiredShare: string; share: string | null; met: boolean | null }[];
      unsettledImports: string;
      guaranteeAtRisk: { amount: string; currency: string }[];
      missing: string[];
    };
  }
  const balanceOf = async (country: string, maker: string, asOf: string): Promise<Balance> =>
    (
      await ask<{ localisationBalance: Balance }>(
        `{ localisationBalance(country: "${country}", maker: "${maker}", asOf: "${asOf}") { importedUnits account {
          obligations { policyId ratio dueUnits producedUnits plannedUnits shortfallUnits }
          localContent { requiredShare share met base { baseId } } unsettledImports
          guaranteeAtRisk { amount currency } missing } } }`,
      )
    ).localisationBalance;

  const unitsOf = (country: string, maker: string) =>
    imports.filter((one) => one.country === country && one.maker === maker).reduce((sum, { units }) => sum + units, 0);
  const outputOf = (country: string, maker: string, year: string, made: boolean) =>
    plans
      .filter((plan) => plan.country === country && plan.maker === maker && plan.quarter.startsWith(year))
      .filter((plan) => (plan.producedUnits !== null) === made)
      .reduce((sum, plan) => sum + (made ? (plan.producedUnits ?? 0) : plan.plannedUnits), 0);

  it('of Thailand asks two for one in 2026 and three for the rest in 2027, by the policies of markets', async () => {
    const { importedUnits, account } = await balanceOf('TH', 'byd', '2026-11-24');
    const units = unitsOf('TH', 'byd');
    expect(importedUnits).toBe(units);
    const made = outputOf('TH', 'byd', '2026', true);
    const planned = outputOf('TH', 'byd', '2026', false);
    const short = Math.max(0, units * 2 - made - planned);
    expect(account.obligations).toHaveLength(2);
    expect(account.obligations[0]).toMatchObject({
      policyId: 'th-localisation-2026-01-01',
      ratio: '2',
      dueUnits: String(units * 2),
      producedUnits: made,
      plannedUnits: planned,
      shortfallUnits: String(short),
    });
    expect(Number(account.obligations[1]?.dueUnits)).toBeCloseTo((short / 2) * 3, 6);
    expect(account.missing).toEqual([]);
  });

  it('of Indonesia puts the guarantee of the unsettled cars at risk, and holds content against what is asked for', async () => {
    const { account } = await balanceOf('ID', 'mg', '2026-11-24');
    const units = unitsOf('ID', 'mg');
    const output = ['2026', '2027'].reduce(
      (sum, year) => sum + outputOf('ID', 'mg', year, true) + outputOf('ID', 'mg', year, false),
      0,
    );
    const open = Math.max(0, units - output);
    expect(Number(account.unsettledImports)).toBe(open);
    expect(account.guaranteeAtRisk).toEqual([{ amount: String(open * 150_000_000), currency: 'IDR' }]);
    const [content] = account.localContent;
    expect(content?.requiredShare).toBe('0.4');
    expect(content?.met).toBe(Number(content?.share) >= 0.4);
  });

  it('says what is not on file', async () => {
    const { account } = await balanceOf('NO', 'byd', '2026-11-24');
    expect(account).toMatchObject({ obligations: [], unsettledImports: '0', guaranteeAtRisk: [] });
    expect(account.missing).toHaveLength(3);
  });

  it('of many makers costs one command a collection', async () => {
    const one = 'account { unsettledImports }';
    await ask(
      `{ ${['byd', 'mg', 'gwm'].map((maker) => `${maker}: localisationBalance(country: "TH", maker: "${maker}") { ${one} }`).join(' ')} }`,
    );
    expect(commands.sort()).toEqual([
      'find assembly_bases',
      'find countries',
      'find incentivised_imports',
      'find market_policies',
      'find production_plans',
    ]);
  });

  it('refuses a maker that cannot be one', async () => {
    const result = (await gateway.execute({
      source: '{ localisationBalance(country: "TH", maker: "BYD Group") { maker } }',
      context: harness.request(),
    })) as ExecutionResult;
    expect(result.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'maker' });
  });
});
