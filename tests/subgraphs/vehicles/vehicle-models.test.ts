import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { globalId } from '../../../src/kernel/identity/global-id.js';
import { makerModel } from '../../../src/subgraphs/vehicles/maker/maker.model.js';
import {
  type VehicleModelRecord,
  vehicleModelModel,
} from '../../../src/subgraphs/vehicles/model/vehicle-model.model.js';
import { vehicleVariantModel } from '../../../src/subgraphs/vehicles/variant/vehicle-variant.model.js';
import { VEHICLES_MODELS, VEHICLES_SUBGRAPH } from '../../../src/subgraphs/vehicles/vehicles.subgraph.js';
import {
  at,
  firstError,
  type SubgraphHarness,
  startSubgraphHarness,
  TEST_PROVENANCE,
} from '../../support/subgraph-harness.js';
import { maker, variant } from './vehicle-records.js';

function model(modelId: string): VehicleModelRecord {
  const [makerSlug = '', slug = ''] = modelId.split('/');
  return {
    _id: modelId,
    modelId,
    maker: makerSlug,
    model: slug,
    name: `Model ${modelId}`,
    bodyType: 'suv',
    category: 'M1',
    firstModelYear: 2024,
    lastModelYear: 2026,
    provenance: TEST_PROVENANCE,
  };
}

let vehicles: SubgraphHarness;

beforeAll(async () => {
  vehicles = await startSubgraphHarness(VEHICLES_SUBGRAPH, VEHICLES_MODELS);
  await vehicles.insert(makerModel, [maker('byd', 'BYD')]);
  await vehicles.insert(vehicleModelModel, [model('byd/a'), model('byd/b'), model('mg/a')]);
  await vehicles.insert(vehicleVariantModel, [
    variant('byd/a/2024'),
    variant('byd/a/2025'),
    variant('byd/a/2026'),
    variant('mg/a/2025'),
    variant('mg/orphan/2025'),
  ]);
});

afterAll(() => vehicles.close());

describe('vehicle models', () => {
  it('are listed by key, of one maker or all, each with its variants, in one command a collection', async () => {
    const result = await vehicles.run(`{ vehicleModels { nodes { modelId maker { name } variants(first: 2) {
      nodes { variantId modelYear } totalCount pageInfo { hasNextPage } } } } }`);
    expect(result.errors).toEqual([]);
    expect(at(result, 'vehicleModels', 'nodes')).toEqual([
      {
        modelId: 'byd/a',
        maker: { name: 'BYD' },
        variants: {
          nodes: [
            { variantId: 'byd/a/2024', modelYear: 2024 },
            { variantId: 'byd/a/2025', modelYear: 2025 },
          ],
          totalCount: 3,
          pageInfo: { hasNextPage: true },
        },
      },
      {
        modelId: 'byd/b',
        maker: { name: 'BYD' },
        variants: { nodes: [], totalCount: 0, pageInfo: { hasNextPage: false } },
      },
      {
        modelId: 'mg/a',
        maker: null,
        variants: {
          nodes: [{ variantId: 'mg/a/2025', modelYear: 2025 }],
          totalCount: 1,
          pageInfo: { hasNextPage: false },
        },
      },
    ]);
    expect([...result.commands].sort()).toEqual([
      'aggregate vehicle_models',
      'aggregate vehicle_variants',
      'aggregate vehicle_variants',
      'find makers',
    ]);
    const own = await vehicles.run('{ vehicleModels(maker: "byd", first: 1) { nodes { modelId } totalCount } }');
    expect(at(own, 'vehicleModels')).toEqual({ nodes: [{ modelId: 'byd/a' }], totalCount: 2 });
  });

  it('are found by key and from their variants', async () => {
    const result = await vehicles.run(
      `query ($id: ID!) { vehicleModel(id: $id) { modelId name bodyType category firstModelYear lastModelYear }
        none: vehicleModel(id: "byd/none") { name } vehicleVariants { nodes { variantId vehicleModel { modelId } } } }`,
      { variables: { id: globalId('VehicleModel', 'byd/b') } },
    );
    expect(at(result, 'vehicleModel')).toEqual({
      modelId: 'byd/b',
      name: 'Model byd/b',
      bodyType: 'suv',
      category: 'M1',
      firstModelYear: 2024,
      lastModelYear: 2026,
    });
    expect(at(result, 'none')).toBeNull();
    expect(at(result, 'vehicleVariants', 'nodes', 0)).toEqual({
      variantId: 'byd/a/2024',
      vehicleModel: { modelId: 'byd/a' },
    });
    expect(at(result, 'vehicleVariants', 'nodes', 4, 'vehicleModel')).toBeNull();
  });

  it('refuse what is no maker', async () => {
    const result = await vehicles.run('{ vehicleModels(maker: "BYD!") { totalCount } }');
    expect(firstError(result)).toEqual({ code: 'BAD_USER_INPUT', field: 'maker' });
  });
});
