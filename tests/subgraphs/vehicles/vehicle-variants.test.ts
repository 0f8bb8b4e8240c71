import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { globalId } from '../../../src/kernel/identity/global-id.js';
import { makerModel } from '../../../src/subgraphs/vehicles/maker/maker.model.js';
import { vehicleVariantModel } from '../../../src/subgraphs/vehicles/variant/vehicle-variant.model.js';
import { VEHICLES_MODELS, VEHICLES_SUBGRAPH } from '../../../src/subgraphs/vehicles/vehicles.subgraph.js';
import { at, firstError, type SubgraphHarness, startSubgraphHarness } from '../../support/subgraph-harness.js';
import { maker, variant } from './vehicle-records.js';

const SEAL = 'byd/seal/2023/base/awd';
const DOLPHIN = 'byd/dolphin/2023/base/base';
const TAYCAN = 'porsche/taycan/2024/turbo/sedan';
const LEAF = 'nissan/leaf/2018/base/base';
const ODD = 'zz/odd/2020/a/b';

let vehicles: SubgraphHarness;

beforeAll(async () => {
  vehicles = await startSubgraphHarness(VEHICLES_SUBGRAPH, VEHICLES_MODELS);
  await vehicles.insert(makerModel, [maker('byd', 'BYD'), maker('nissan', 'Nissan'), maker('porsche', 'Porsche')]);
  await vehicles.insert(vehicleVariantModel, [
    variant(SEAL, {
      name: 'BYD Seal (AWD) 2023',
      ports: ['IEC_62196_T2_COMBO'],
      batteryNetKWh: 82.5,
      chemistry: 'LFP',
      architectureVoltage: 800,
      ranges: [
        { cycle: 'WLTP', km: 520 },
        { cycle: 'CLTC', km: 650 },
      ],
      markets: ['DE', 'NO'],
    }),
    variant(DOLPHIN, { ports: ['IEC_62196_T2_COMBO'], batteryNetKWh: null, batteryGrossKWh: 60.4, powertrain: 'PHEV' }),
    variant(TAYCAN, { ports: ['IEC_62196_T2_COMBO'], batteryNetKWh: 97, batteryGrossKWh: 105, markets: ['DE'] }),
    variant(LEAF, { ports: ['IEC_62196_T1', 'CHADEMO'], batteryNetKWh: 36, batteryGrossKWh: 90 }),
    variant(ODD, {
      ports: ['IEC_62196_T2', 'house plug'],
      chemistry: 'unobtainium',
      ranges: [{ cycle: 'roller', km: 900 }],
    }),
  ]);
});

afterAll(() => vehicles.close());

async function listed(filter: string): Promise<unknown> {
  const result = await vehicles.run(`{ vehicleVariants(filter: {${filter}}) { nodes { variantId } } }`);
  expect(result.errors).toEqual([]);
  return (at(result, 'vehicleVariants', 'nodes') as { variantId: string }[]).map((node) => node.variantId);
}

describe('vehicleVariant', () => {
  it('is found by its key and by its global id, in one command', async () => {
    const id = globalId('VehicleVariant', SEAL);
    const result = await vehicles.run(
      `query ($id: ID!, $key: ID!) {
        byId: vehicleVariant(id: $id) { id variantId makerSlug name powertrain chemistry architectureVoltage
          ports portsText ranges { cycle km } markets { code } provenance { synthetic } }
        byKey: vehicleVariant(id: $key) { id variantId makerSlug name powertrain chemistry architectureVoltage
          ports portsText ranges { cycle km } markets { code } provenance { synthetic } } }`,
      { variables: { id, key: SEAL } },
    );
    expect(result.errors).toEqual([]);
    expect(at(result, 'byId')).toEqual({
      id,
      variantId: SEAL,
      makerSlug: 'byd',
      name: 'BYD Seal (AWD) 2023',
      powertrain: 'BEV',
      chemistry: 'LFP',
      architectureVoltage: 800,
      ports: ['IEC_62196_T2_COMBO'],
      portsText: [],
      ranges: [
        { cycle: 'WLTP', km: 520 },
        { cycle: 'CLTC', km: 650 },
      ],
      markets: [{ code: 'DE' }, { code: 'NO' }],
      provenance: { synthetic: true },
    });
    expect(at(result, 'byKey')).toEqual(at(result, 'byId'));
    expect(result.commands).toEqual(['find vehicle_variants']);
  });

  it('is null for an unknown key and for a global id of another type', async () => {
    const result = await vehicles.run(
      'query ($id: ID!) { a: vehicleVariant(id: "no/such") { name } b: vehicleVariant(id: $id) { name } }',
      { variables: { id: globalId('Maker', 'byd') } },
    );
    expect(result).toMatchObject({ data: { a: null, b: null }, errors: [] });
  });

  it('shows words outside of the vocabularies as OTHER, with the source word beside ports', async () => {
    const result = await vehicles.run(
      `{ vehicleVariant(id: "${ODD}") { ports portsText chemistry ranges { cycle km } } }`,
    );
    expect(at(result, 'vehicleVariant')).toEqual({
      ports: ['IEC_62196_T2', 'OTHER'],
      portsText: ['house plug'],
      chemistry: 'OTHER',
      ranges: [{ cycle: 'OTHER', km: 900 }],
    });
  });
});

describe('vehicleVariants', () => {
  it('pages through the whole list, each variant once, in the order of the keys', async () => {
    const seen: string[] = [];
    let after: string | null = null;
    for (let page = 0; page < 5; page++) {
      const result = await vehicles.run(
        `query ($after: String) { vehicleVariants(first: 2, after: $after) {
          totalCount edges { cursor node { variantId } } pageInfo { hasNextPage hasPreviousPage endCursor } } }`,
        { variables: { after } },
      );
      const edges = at(result, 'vehicleVariants', 'edges') as { cursor: string; node: { variantId: string } }[];
      seen.push(...edges.map((edge) => edge.node.variantId));
      after = at(result, 'vehicleVariants', 'pageInfo', 'endCursor') as string;
      expect(at(result, 'vehicleVariants', 'totalCount')).toBe(5);
      expect(at(result, 'vehicleVariants', 'pageInfo', 'hasPreviousPage')).toBe(page > 0);
      expect(after).toBe(edges.at(-1)?.cursor);
      if (at(result, 'vehicleVariants', 'pageInfo', 'hasNextPage') === false) {
        break;
      }
    }
    expect(seen).toEqual([DOLPHIN, SEAL, LEAF, TAYCAN, ODD]);
  });

  it('counts only when asked', async () => {
    const without = await vehicles.run('{ vehicleVariants { nodes { name } } }');
    expect(without.commands).toEqual(['aggregate vehicle_variants']);
    const withCount = await vehicles.run('{ vehicleVariants { totalCount } }');
    expect(withCount.commands).toHaveLength(2);
  });

  it('filters by maker, powertrain, port, voltage and market', async () => {
    expect(await listed('makers: ["byd", "nissan"]')).toEqual([DOLPHIN, SEAL, LEAF]);
    expect(await listed('makers: []')).toEqual([]);
    expect(await listed('powertrains: [PHEV]')).toEqual([DOLPHIN]);
    expect(await listed('ports: [CHADEMO, IEC_62196_T2]')).toEqual([LEAF, ODD]);
    expect(await listed('ports: [OTHER]')).toEqual([ODD]);
    expect(await listed('ports: [OTHER, CHADEMO]')).toEqual([LEAF, ODD]);
    expect(await listed('architectureVoltage: 800')).toEqual([SEAL]);
    expect(await listed('marketCountry: "DE"')).toEqual([SEAL, TAYCAN]);
    expect(await listed('marketCountry: "DE", makers: ["porsche"]')).toEqual([TAYCAN]);
  });

  it('compares the usable battery, and the gross one only where the usable one is not known', async () => {
    expect(await listed('minBatteryKWh: 60')).toEqual([DOLPHIN, SEAL, TAYCAN]);
    expect(await listed('minBatteryKWh: 82.5')).toEqual([SEAL, TAYCAN]);
  });

  it('compares ranges within one cycle only', async () => {
    expect(await listed('minRangeKm: 520, cycle: WLTP')).toEqual([SEAL]);
    expect(await listed('minRangeKm: 521, cycle: WLTP')).toEqual([]);
    expect(await listed('minRangeKm: 650, cycle: CLTC')).toEqual([SEAL]);
  });

  it.each([
    ['minRangeKm: 500', 'filter.cycle'],
    ['cycle: WLTP', 'filter.minRangeKm'],
    ['minRangeKm: 500, cycle: OTHER', 'filter.cycle'],
    ['minBatteryKWh: -1', 'filter.minBatteryKWh'],
    ['makers: ["$ne"]', 'filter.makers'],
    ['search: ""', 'filter.search'],
  ])('refuses the filter %s', async (filter, field) => {
    const result = await vehicles.run(`{ vehicleVariants(filter: {${filter}}) { nodes { name } } }`);
    expect(firstError(result)).toEqual({ code: 'BAD_USER_INPUT', field });
    expect(result.commands).toEqual([]);
  });

  it('takes a search text as it is, not as a regular expression', async () => {
    expect(await listed('search: "seal (awd)"')).toEqual([SEAL]);
    expect(await listed('search: "SEAL"')).toEqual([SEAL]);
    expect(await listed('search: ".*"')).toEqual([]);
    expect(await listed('search: "(["')).toEqual([]);
  });

  it.each([
    ['first: 100000', 'first'],
    ['first: -1', 'first'],
    ['after: "nonsense"', 'after'],
    [`after: "${Buffer.from('["a","b"]').toString('base64url')}"`, 'after'],
  ])('refuses %s', async (argument, field) => {
    const result = await vehicles.run(`{ vehicleVariants(${argument}) { nodes { name } } }`);
    expect(firstError(result)).toEqual({ code: 'BAD_USER_INPUT', field });
  });
});

describe('makers', () => {
  it('are listed by slug and found by slug and global id', async () => {
    const result = await vehicles.run(
      `query ($id: ID!) { makers(first: 2) { totalCount nodes { slug name } pageInfo { hasNextPage } }
        a: maker(id: "nissan") { name } b: maker(id: $id) { slug } c: maker(id: "nobody") { name } }`,
      { variables: { id: globalId('Maker', 'byd') } },
    );
    expect(result.data).toEqual({
      makers: {
        totalCount: 3,
        nodes: [
          { slug: 'byd', name: 'BYD' },
          { slug: 'nissan', name: 'Nissan' },
        ],
        pageInfo: { hasNextPage: true },
      },
      a: { name: 'Nissan' },
      b: { slug: 'byd' },
      c: null,
    });
  });

  it('of many variants are read in one command; one without record is null', async () => {
    const result = await vehicles.run('{ vehicleVariants { nodes { variantId maker { name } } } }');
    expect(at(result, 'vehicleVariants', 'nodes')).toEqual([
      { variantId: DOLPHIN, maker: { name: 'BYD' } },
      { variantId: SEAL, maker: { name: 'BYD' } },
      { variantId: LEAF, maker: { name: 'Nissan' } },
      { variantId: TAYCAN, maker: { name: 'Porsche' } },
      { variantId: ODD, maker: null },
    ]);
    expect(result.commands).toEqual(['aggregate vehicle_variants', 'find makers']);
  });
});

describe('entity references', () => {
  it('are answered in order by either key, unknown ones with null, in one command', async () => {
    const result = await vehicles.entities(
      [
        { __typename: 'VehicleVariant', variantId: TAYCAN },
        { __typename: 'VehicleVariant', variantId: 'no/such' },
        { __typename: 'VehicleVariant', id: globalId('VehicleVariant', SEAL) },
        { __typename: 'VehicleVariant', variantId: TAYCAN },
      ],
      '... on VehicleVariant { variantId modelYear }',
    );
    expect(result.errors).toEqual([]);
    expect(at(result, '_entities')).toEqual([
      { variantId: TAYCAN, modelYear: 2024 },
      null,
      { variantId: SEAL, modelYear: 2023 },
      { variantId: TAYCAN, modelYear: 2024 },
    ]);
    expect(result.commands).toEqual(['find vehicle_variants']);
  });

  it('without a key are refused and leave the others alone', async () => {
    const result = await vehicles.entities(
      [
        { __typename: 'VehicleVariant', variantId: { $ne: null } },
        { __typename: 'Maker', slug: 'byd' },
        { __typename: 'Country', code: 7 },
      ],
      '__typename ... on Maker { name }',
    );
    expect(at(result, '_entities')).toEqual([null, { __typename: 'Maker', name: 'BYD' }, null]);
    expect(result.errors.map((error) => [error.path, error.extensions?.code])).toEqual([
      [['_entities', 0], 'BAD_USER_INPUT'],
      [['_entities', 2], 'BAD_USER_INPUT'],
    ]);
  });
});
