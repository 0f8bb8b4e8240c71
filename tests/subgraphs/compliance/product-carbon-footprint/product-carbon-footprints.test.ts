import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Caller } from '../../../../src/kernel/caller.js';
import { globalId } from '../../../../src/kernel/identity/global-id.js';
import { COMPLIANCE_MODELS, COMPLIANCE_SUBGRAPH } from '../../../../src/subgraphs/compliance/compliance.subgraph.js';
import {
  type ProductCarbonFootprintRecord,
  productCarbonFootprintModel,
} from '../../../../src/subgraphs/compliance/product-carbon-footprint/product-carbon-footprint.model.js';
import {
  at,
  firstError,
  type SubgraphHarness,
  startSubgraphHarness,
  TEST_PROVENANCE,
} from '../../../support/subgraph-harness.js';

let compliance: SubgraphHarness;
beforeAll(async () => {
  compliance = await startSubgraphHarness(COMPLIANCE_SUBGRAPH, COMPLIANCE_MODELS);
  await compliance.insert(productCarbonFootprintModel, [
    footprint('f1', { productIds: ['urn:gtin:1', 'urn:gtin:2'], validTo: '2026-01-01' }),
    footprint('f2', { productIds: ['urn:gtin:2'], companyIds: ['BPNL1'] }),
    footprint('f3', {}),
  ]);
});
afterAll(() => compliance.close());

function footprint(footprintId: string, values: Partial<ProductCarbonFootprintRecord>): ProductCarbonFootprintRecord {
  return {
    _id: footprintId,
    footprintId,
    version: 1,
    status: 'Active',
    specVersion: null,
    companyName: null,
    companyIds: [],
    productName: null,
    productIds: [],
    declaredUnit: 'kilowatt hour',
    declaredUnitAmount: 1,
    productMass: null,
    scope: null,
    pcfExcludingBiogenicUptake: 60,
    pcfIncludingBiogenicUptake: null,
    fossilGhgEmissions: null,
    distributionStagePcf: null,
    primaryDataShare: null,
    geographyCountry: null,
    standards: [],
    precedingFootprintIds: [],
    referencePeriodFrom: null,
    referencePeriodTo: null,
    validFrom: null,
    validTo: null,
    provenance: TEST_PROVENANCE,
    ...values,
  };
}

const caller = (...scopes: string[]): Caller => ({
  authenticated: true,
  scopes: new Set(scopes),
  partnerId: null,
  subject: 'x',
});

describe('product carbon footprints', () => {
  it.each([
    ['', ['f1', 'f2', 'f3']],
    ['filter: { productId: "urn:gtin:2" }', ['f1', 'f2']],
    ['filter: { productId: "urn:gtin:2" }, asOf: "2026-01-01"', ['f2']],
    ['filter: { companyId: "BPNL1" }', ['f2']],
    ['asOf: "2025-12-31"', ['f1', 'f2', 'f3']],
  ])('with %s are %j, over page ends, by one command a page', async (filter, expected) => {
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const result = await compliance.run(
        `query ($after: String) { productCarbonFootprints(first: 2, after: $after ${filter}) {
          nodes { footprintId } pageInfo { hasNextPage endCursor } } }`,
        { variables: { after }, caller: caller('authority') },
      );
      expect(result.commands).toEqual(['aggregate product_carbon_footprints']);
      const page = (...path: (string | number)[]) => at(result, 'productCarbonFootprints', ...path);
      seen.push(...(page('nodes') as { footprintId: string }[]).map(({ footprintId }) => footprintId));
      after = page('pageInfo', 'hasNextPage') === true ? (page('pageInfo', 'endCursor') as string) : null;
    } while (after !== null);
    expect(seen).toEqual(expected);
  });

  it('are found by either id', async () => {
    for (const id of ['f1', globalId('ProductCarbonFootprint', 'f1')]) {
      const result = await compliance.run(
        'query ($id: ID!) { productCarbonFootprint(id: $id) { pcfExcludingBiogenicUptake } }',
        {
          variables: { id },
          caller: caller('internal'),
        },
      );
      expect(at(result, 'productCarbonFootprint')).toEqual({ pcfExcludingBiogenicUptake: 60 });
    }
  });

  it('are shown to nobody without the scope', async () => {
    const ask = (who?: Caller) =>
      compliance.run('{ productCarbonFootprints { nodes { footprintId } } }', who ? { caller: who } : {});
    expect(firstError(await ask()).code).toBe('UNAUTHENTICATED');
    expect(firstError(await ask(caller('legitimate-interest'))).code).toBe('FORBIDDEN');
  });
});
