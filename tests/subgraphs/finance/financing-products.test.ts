import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Caller } from '../../../src/kernel/caller.js';
import { globalId } from '../../../src/kernel/identity/global-id.js';
import { FINANCE_MODELS, FINANCE_SUBGRAPH } from '../../../src/subgraphs/finance/finance.subgraph.js';
import { financePartnerModel } from '../../../src/subgraphs/finance/partner/finance-partner.model.js';
import { financingProductModel } from '../../../src/subgraphs/finance/product/financing-product.model.js';
import { rateTableModel } from '../../../src/subgraphs/finance/rate-table/rate-table.model.js';
import { at, firstError, type SubgraphHarness, startSubgraphHarness } from '../../support/subgraph-harness.js';
import { decimal, partner, product, rateTable } from './finance-records.js';

const bank = (partnerId: string): Caller => ({
  authenticated: true,
  scopes: new Set(['bank']),
  partnerId,
  subject: 'test',
});

let finance: SubgraphHarness;

beforeAll(async () => {
  finance = await startSubgraphHarness(FINANCE_SUBGRAPH, FINANCE_MODELS);
  await finance.insert(financePartnerModel, [
    partner('alpha', {
      lei: '506700GE1G29325QX363',
      bic: 'DEUTDEFF',
      countries: ['DE', 'NO'],
      licences: [{ country: 'DE', regulator: 'BaFin', number: '123' }],
    }),
    partner('beta', { kind: 'LEASING' }),
  ]);
  await finance.insert(financingProductModel, [
    product('DE-1', {
      balloonShareMax: decimal('0.40'),
      fees: [
        { code: 'ORIGINATION', amount: null, rate: decimal('0.0125'), inApr: true },
        { code: 'MONTHLY', amount: decimal('3.50'), rate: null, inApr: false },
      ],
    }),
    product('DE-2', { partnerId: 'beta', kind: 'OPERATING_LEASE', maxAmount: decimal('20000') }),
    product('DE-3', { validFrom: '2026-01-01', validTo: '2026-12-01' }),
    product('DE-4-draft', { status: 'DRAFT', validFrom: '2027-01-01' }),
    product('DE-5-withdrawn', { status: 'WITHDRAWN' }),
    product('DE-6-draft', { status: 'DRAFT', partnerId: 'beta' }),
    product('NO-1', { currency: 'NOK', minAmount: decimal('100000'), maxAmount: decimal('900000') }),
    product('NO-2', { partnerId: 'nobody', termMonths: { min: 6, max: 84, step: 1 } }),
  ]);
  await finance.insert(rateTableModel, [
    rateTable('DE-1', 1, '0.0399', { validTo: '2026-07-01' }),
    rateTable('DE-1', 2, '0.0449', { validFrom: '2026-07-01' }),
    rateTable('DE-1', 3, '0.0499', { validFrom: '2027-01-01' }),
    rateTable('DE-2', 1, '0.0599'),
    rateTable('NO-1', 1, '0.0700'),
    rateTable('NO-1', 2, '0.0650'),
  ]);
});

afterAll(() => finance.close());

function ids(nodes: unknown): string[] {
  return (nodes as { productId: string }[]).map((node) => node.productId);
}

describe('financingProduct', () => {
  it('is found by its key and its global id, with exact decimals', async () => {
    const selection = `id productId country { code } currency kind collateral minAmount maxAmount
      termMonths { min max step } downPaymentShare { min max } balloonShareMax fees { code amount rate inApr }
      rateType dayCount aprMethod status validFrom validTo partner { partnerId lei bic licences { country { code } number } }
      provenance { synthetic }`;
    const result = await finance.run(
      `query ($id: ID!) { byKey: financingProduct(id: "DE-1") { ${selection} } byId: financingProduct(id: $id) { ${selection} } }`,
      { variables: { id: globalId('FinancingProduct', 'DE-1') } },
    );
    expect(result.errors).toEqual([]);
    expect(at(result, 'byKey')).toEqual({
      id: globalId('FinancingProduct', 'DE-1'),
      productId: 'DE-1',
      country: { code: 'DE' },
      currency: 'EUR',
      kind: 'LOAN',
      collateral: 'VEHICLE',
      minAmount: '5000',
      maxAmount: '50000.50',
      termMonths: { min: 12, max: 60, step: 12 },
      downPaymentShare: { min: '0', max: '0.5' },
      balloonShareMax: '0.40',
      fees: [
        { code: 'ORIGINATION', amount: null, rate: '0.0125', inApr: true },
        { code: 'MONTHLY', amount: '3.50', rate: null, inApr: false },
      ],
      rateType: 'FIXED',
      dayCount: 'THIRTY_E_360',
      aprMethod: 'EU_CCD',
      status: 'ACTIVE',
      validFrom: null,
      validTo: null,
      partner: {
        partnerId: 'alpha',
        lei: '506700GE1G29325QX363',
        bic: 'DEUTDEFF',
        licences: [{ country: { code: 'DE' }, number: '123' }],
      },
      provenance: { synthetic: true },
    });
    expect(at(result, 'byId')).toEqual(at(result, 'byKey'));
    expect(result.commands).toEqual(['find financing_products', 'find finance_partners']);
  });

  it('is seen on the days it is valid only', async () => {
    const result = await finance.run(`{
      before: financingProduct(id: "DE-3", asOf: "2025-12-31") { productId }
      first: financingProduct(id: "DE-3", asOf: "2026-01-01") { productId }
      last: financingProduct(id: "DE-3", asOf: "2026-11-30") { productId }
      after: financingProduct(id: "DE-3", asOf: "2026-12-01") { productId }
      today: financingProduct(id: "DE-3") { productId } }`);
    expect(result.data).toEqual({
      before: null,
      first: { productId: 'DE-3' },
      last: { productId: 'DE-3' },
      after: null,
      today: { productId: 'DE-3' },
    });
  });
});

describe('who sees what', () => {
  const everywhere = `{
    list: financingProducts(country: "DE") { nodes { productId status } totalCount }
    draft: financingProduct(id: "DE-4-draft") { productId }
    withdrawn: financingProduct(id: "DE-5-withdrawn") { productId }
    partner: financePartner(id: "alpha") { products(country: "DE") { nodes { productId } totalCount } } }`;
  const references = ['DE-1', 'DE-4-draft', 'DE-5-withdrawn', 'DE-6-draft'].map((productId) => ({
    __typename: 'FinancingProduct',
    productId,
  }));

  it('the public sees no draft and nothing withdrawn, on no path', async () => {
    const result = await finance.run(everywhere);
    expect(result.errors).toEqual([]);
    expect(ids(at(result, 'list', 'nodes'))).toEqual(['DE-1', 'DE-2', 'DE-3']);
    expect(at(result, 'list', 'totalCount')).toBe(3);
    expect(at(result, 'draft')).toBeNull();
    expect(at(result, 'withdrawn')).toBeNull();
    expect(ids(at(result, 'partner', 'products', 'nodes'))).toEqual(['DE-1', 'DE-3']);
    expect(at(result, 'partner', 'products', 'totalCount')).toBe(2);
    const byReference = await finance.entities(references, '... on FinancingProduct { productId }');
    expect(at(byReference, '_entities')).toEqual([{ productId: 'DE-1' }, null, null, null]);
    const ofCountry = await finance.entities(
      [{ __typename: 'Country', code: 'DE' }],
      '... on Country { financingProducts { nodes { productId } totalCount } }',
    );
    expect(ids(at(ofCountry, '_entities', 0, 'financingProducts', 'nodes'))).toEqual(['DE-1', 'DE-2', 'DE-3']);
    expect(at(ofCountry, '_entities', 0, 'financingProducts', 'totalCount')).toBe(3);
  });

  it('a partner sees its own drafts beside what all see, and no draft of another', async () => {
    const result = await finance.run(everywhere, { caller: bank('alpha') });
    expect(ids(at(result, 'list', 'nodes'))).toEqual(['DE-1', 'DE-2', 'DE-3', 'DE-4-draft']);
    expect(at(result, 'list', 'totalCount')).toBe(4);
    expect(at(result, 'draft')).toEqual({ productId: 'DE-4-draft' });
    expect(at(result, 'withdrawn')).toBeNull();
    expect(ids(at(result, 'partner', 'products', 'nodes'))).toEqual(['DE-1', 'DE-3', 'DE-4-draft']);
    const byReference = await finance.entities(references, '... on FinancingProduct { productId }', {
      caller: bank('alpha'),
    });
    expect(at(byReference, '_entities')).toEqual([{ productId: 'DE-1' }, { productId: 'DE-4-draft' }, null, null]);
    const other = await finance.run(everywhere, { caller: bank('beta') });
    expect(ids(at(other, 'list', 'nodes'))).toEqual(['DE-1', 'DE-2', 'DE-3', 'DE-6-draft']);
    expect(ids(at(other, 'partner', 'products', 'nodes'))).toEqual(['DE-1', 'DE-3']);
  });
});

describe('financingProducts', () => {
  it('pages through all countries without gap or repetition', async () => {
    const seen: string[] = [];
    let after: unknown = null;
    do {
      const result = await finance.run(
        `query ($after: String) { financingProducts(first: 2, after: $after) {
          nodes { productId } totalCount pageInfo { hasNextPage endCursor } } }`,
        { variables: { after } },
      );
      expect(at(result, 'financingProducts', 'totalCount')).toBe(5);
      seen.push(...ids(at(result, 'financingProducts', 'nodes')));
      const more = at(result, 'financingProducts', 'pageInfo', 'hasNextPage') === true;
      after = more ? at(result, 'financingProducts', 'pageInfo', 'endCursor') : null;
    } while (after !== null);
    expect(seen).toEqual(['DE-1', 'DE-2', 'DE-3', 'NO-1', 'NO-2']);
  });

  it.each([
    ['{ kinds: [OPERATING_LEASE, IJARA] }', ['DE-2']],
    ['{ partnerId: "beta" }', ['DE-2']],
    [`{ partnerId: "${globalId('FinancePartner', 'beta')}" }`, ['DE-2']],
    ['{ currency: "NOK" }', ['NO-1']],
    ['{ amount: "50000.50" }', ['DE-1', 'DE-3', 'NO-2']],
    ['{ amount: "50000.51" }', []],
    ['{ amount: 5000 }', ['DE-1', 'DE-2', 'DE-3', 'NO-2']],
    ['{ amount: "4999.999999999999999999" }', []],
    ['{ termMonths: 36 }', ['DE-1', 'DE-2', 'DE-3', 'NO-1', 'NO-2']],
    ['{ termMonths: 37 }', ['NO-2']],
    ['{ termMonths: 84 }', ['NO-2']],
    ['{ termMonths: 85 }', []],
    ['{ kinds: [LOAN], currency: "EUR", amount: "30000", termMonths: 60 }', ['DE-1', 'DE-3', 'NO-2']],
  ])('with the filter %s', async (filter, expected) => {
    const result = await finance.run(`{ financingProducts(filter: ${filter}) { nodes { productId } totalCount } }`);
    expect(result.errors).toEqual([]);
    expect(ids(at(result, 'financingProducts', 'nodes'))).toEqual(expected);
    expect(at(result, 'financingProducts', 'totalCount')).toBe(expected.length);
  });

  it.each([
    ['2025-12-31', ['DE-1', 'DE-2']],
    ['2026-01-01', ['DE-1', 'DE-2', 'DE-3']],
    ['2026-12-01', ['DE-1', 'DE-2']],
  ])('shows what is on offer on %s', async (asOf, expected) => {
    const result = await finance.run(
      `{ financingProducts(country: "DE", asOf: "${asOf}") { nodes { productId } totalCount } }`,
    );
    expect(ids(at(result, 'financingProducts', 'nodes'))).toEqual(expected);
    expect(at(result, 'financingProducts', 'totalCount')).toBe(expected.length);
  });

  it.each([
    ['first: 100000', 'first'],
    ['after: "not a cursor"', 'after'],
    ['filter: { amount: "0" }', 'filter.amount'],
    ['filter: { amount: "-1" }', 'filter.amount'],
    ['filter: { amount: "123456789012345678901234.12345678901" }', 'filter.amount'],
    ['filter: { termMonths: 0 }', 'filter.termMonths'],
    ['filter: { kinds: [] }', 'filter.kinds'],
    ['filter: { partnerId: "" }', 'filter.partnerId'],
  ])('refuses %s', async (list, field) => {
    const result = await finance.run(`{ financingProducts(${list}) { nodes { name } } }`);
    expect(firstError(result)).toEqual({ code: 'BAD_USER_INPUT', field });
    expect(result.commands).toEqual([]);
  });
});

describe('many at once', () => {
  it('reads products, partners and rates of all countries with one command each', async () => {
    const result = await finance.entities(
      ['NO', 'DE', 'FR'].map((code) => ({ __typename: 'Country', code })),
      `... on Country { code financingProducts(first: 2) {
        nodes { productId partner { name } rateTable { version rows { ltvTo nominalRate } } } pageInfo { hasNextPage } } }`,
    );
    expect(result.errors).toEqual([]);
    expect(at(result, '_entities')).toEqual([
      {
        code: 'NO',
        financingProducts: {
          nodes: [
            {
              productId: 'NO-1',
              partner: { name: 'Bank alpha' },
              rateTable: { version: 2, rows: [{ ltvTo: '0.8', nominalRate: '0.0650' }] },
            },
            { productId: 'NO-2', partner: null, rateTable: null },
          ],
          pageInfo: { hasNextPage: false },
        },
      },
      {
        code: 'DE',
        financingProducts: {
          nodes: [
            {
              productId: 'DE-1',
              partner: { name: 'Bank alpha' },
              rateTable: { version: 2, rows: [{ ltvTo: '0.8', nominalRate: '0.0449' }] },
            },
            {
              productId: 'DE-2',
              partner: { name: 'Bank beta' },
              rateTable: { version: 1, rows: [{ ltvTo: '0.8', nominalRate: '0.0599' }] },
            },
          ],
          pageInfo: { hasNextPage: true },
        },
      },
      { code: 'FR', financingProducts: { nodes: [], pageInfo: { hasNextPage: false } } },
    ]);
    expect([...result.commands].sort()).toEqual([
      'aggregate financing_products',
      'find finance_partners',
      'find rate_tables',
    ]);
  });

  it.each([
    ['2026-06-30', 1],
    ['2026-07-01', 2],
    ['2027-01-01', 3],
  ])('shows the rates in force on %s', async (asOf, version) => {
    const result = await finance.run(`{ financingProduct(id: "DE-1") { rateTable(asOf: "${asOf}") { version } } }`);
    expect(at(result, 'financingProduct', 'rateTable', 'version')).toBe(version);
  });

  it('pages the products of many partners with one command, and counts them with one more', async () => {
    const result = await finance.entities(
      ['beta', 'alpha', 'nobody'].map((partnerId) => ({ __typename: 'FinancePartner', partnerId })),
      `... on FinancePartner { partnerId products(first: 2) { nodes { productId } totalCount pageInfo { hasNextPage endCursor } } }`,
    );
    expect(result.errors).toEqual([]);
    expect(at(result, '_entities')).toMatchObject([
      {
        partnerId: 'beta',
        products: { nodes: [{ productId: 'DE-2' }], totalCount: 1, pageInfo: { hasNextPage: false } },
      },
      {
        partnerId: 'alpha',
        products: {
          nodes: [{ productId: 'DE-1' }, { productId: 'DE-3' }],
          totalCount: 3,
          pageInfo: { hasNextPage: true },
        },
      },
      null,
    ]);
    expect(result.commands).toEqual([
      'find finance_partners',
      'aggregate financing_products',
      'aggregate financing_products',
    ]);
    const next = await finance.run(
      'query ($after: String) { financePartner(id: "alpha") { products(after: $after) { nodes { productId } } } }',
      { variables: { after: at(result, '_entities', 1, 'products', 'pageInfo', 'endCursor') } },
    );
    expect(ids(at(next, 'financePartner', 'products', 'nodes'))).toEqual(['NO-1']);
  });
});

describe('references', () => {
  it('are resolved by either key, in their order, unknown ones as null, with one command a type', async () => {
    const result = await finance.entities(
      [
        { __typename: 'FinancePartner', partnerId: 'none' },
        { __typename: 'FinancingProduct', id: globalId('FinancingProduct', 'NO-1') },
        { __typename: 'FinancePartner', id: globalId('FinancePartner', 'beta') },
        { __typename: 'FinancingProduct', productId: 'none' },
        { __typename: 'FinancingProduct', productId: 'DE-1' },
      ],
      '... on FinancingProduct { productId } ... on FinancePartner { partnerId kind countries { code } }',
    );
    expect(at(result, '_entities')).toEqual([
      null,
      { productId: 'NO-1' },
      { partnerId: 'beta', kind: 'LEASING', countries: [{ code: 'DE' }] },
      null,
      { productId: 'DE-1' },
    ]);
    expect([...result.commands].sort()).toEqual(['find finance_partners', 'find financing_products']);
  });
});

describe('storing a partner', () => {
  it.each([{ lei: '506700GE1G29325QX364' }, { bic: 'DEUTZZFF' }])('refuses %j', async (values) => {
    await expect(finance.insert(financePartnerModel, [partner('wrong', values)])).rejects.toThrow(/ISO/);
  });
});
