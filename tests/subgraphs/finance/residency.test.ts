import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FINANCE_MODELS, FINANCE_SUBGRAPH } from '../../../src/subgraphs/finance/finance.subgraph.js';
import { financePartnerModel } from '../../../src/subgraphs/finance/partner/finance-partner.model.js';
import { financingProductModel } from '../../../src/subgraphs/finance/product/financing-product.model.js';
import { rateTableModel } from '../../../src/subgraphs/finance/rate-table/rate-table.model.js';
import { at, type SubgraphHarness, startSubgraphHarness } from '../../support/subgraph-harness.js';
import { partner, product, rateTable } from './finance-records.js';

let finance: SubgraphHarness;

beforeAll(async () => {
  finance = await startSubgraphHarness(FINANCE_SUBGRAPH, FINANCE_MODELS, ['NO']);
  await finance.insert(financePartnerModel, [partner('alpha')]);
  await finance.insert(financingProductModel, [product('NO-1'), product('DE-1'), product('DE-2')]);
  await finance.insert(rateTableModel, [rateTable('DE-1', 1, '0.04'), rateTable('NO-1', 1, '0.06')]);
});

afterAll(() => finance.close());

/** The tests of this file run in their order: the last ones lose a cluster. */
describe.sequential('products of countries in two clusters', { shuffle: false }, () => {
  it('are listed together, each with its rates', async () => {
    const result = await finance.run(`{
      financingProducts { nodes { productId rateTable { rows { nominalRate } } } totalCount }
      financePartner(id: "alpha") { products(first: 2) { nodes { productId } totalCount pageInfo { hasNextPage } } } }`);
    expect(result.errors).toEqual([]);
    expect(at(result, 'financingProducts')).toEqual({
      nodes: [
        { productId: 'DE-1', rateTable: { rows: [{ nominalRate: '0.04' }] } },
        { productId: 'DE-2', rateTable: null },
        { productId: 'NO-1', rateTable: { rows: [{ nominalRate: '0.06' }] } },
      ],
      totalCount: 3,
    });
    expect(at(result, 'financePartner', 'products')).toEqual({
      nodes: [{ productId: 'DE-1' }, { productId: 'DE-2' }],
      totalCount: 3,
      pageInfo: { hasNextPage: true },
    });
  });

  it('cost the countries of a lost cluster only', async () => {
    await finance.loseElsewhere();
    const byCountry = await finance.entities(
      ['NO', 'DE'].map((code) => ({ __typename: 'Country', code })),
      '... on Country { code financingProducts(first: 1) { nodes { productId } } }',
    );
    expect(at(byCountry, '_entities')).toEqual([
      { code: 'NO', financingProducts: null },
      { code: 'DE', financingProducts: { nodes: [{ productId: 'DE-1' }] } },
    ]);
    expect(byCountry.errors).toMatchObject([
      { path: ['_entities', 0, 'financingProducts'], extensions: { code: 'COUNTRY_UNAVAILABLE', country: 'NO' } },
    ]);
    const byId = await finance.entities(
      ['DE-2', 'NO-1'].map((productId) => ({ __typename: 'FinancingProduct', productId })),
      '... on FinancingProduct { productId }',
    );
    expect(at(byId, '_entities')).toEqual([{ productId: 'DE-2' }, null]);
    expect(byId.errors.map(({ path }) => path)).toEqual([['_entities', 1]]);
    const ofPartner = await finance.run(`{ financePartner(id: "alpha") {
      all: products { nodes { productId } } german: products(country: "DE") { nodes { productId } } } }`);
    expect(at(ofPartner, 'financePartner')).toEqual({
      all: null,
      german: { nodes: [{ productId: 'DE-1' }, { productId: 'DE-2' }] },
    });
    expect(ofPartner.errors.map(({ path }) => path)).toEqual([['financePartner', 'all']]);
  });
});
