import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Caller } from '../../../src/kernel/caller.js';
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
  subject: `bank of ${partnerId}`,
});

const VARIANT = 'audi/q4/2026/base/base';
/** A car that only one test knows. */
const THIRD = 'audi/a3/2026/base/base';

let finance: SubgraphHarness;

beforeAll(async () => {
  finance = await startSubgraphHarness(FINANCE_SUBGRAPH, FINANCE_MODELS);
  await finance.insert(financePartnerModel, [partner('alpha'), partner('beta'), partner('gamma')]);
  const lease = { kind: 'OPERATING_LEASE', balloonShareMax: decimal('0.55') } as const;
  await finance.insert(financingProductModel, [
    product('DE-lease', lease),
    product('DE-other', { ...lease, partnerId: 'beta' }),
    product('DE-loan'),
    product('DE-third', { ...lease, partnerId: 'gamma' }),
  ]);
  await finance.insert(
    rateTableModel,
    ['DE-lease', 'DE-other', 'DE-loan', 'DE-third'].map((id) => rateTable(id, 1, '0.05')),
  );
  await publish(grid(), { validFrom: '2026-01-01' });
  await publish(grid(-0.05), { validFrom: '2026-01-01' }, bank('beta'));
}, 60_000);

afterAll(() => finance.close());

const grid = (change = 0) => [
  { months: 24, kmPerYear: 10_000, share: String(0.6 + change) },
  { months: 24, kmPerYear: 20_000, share: String(0.56 + change) },
  { months: 48, kmPerYear: 10_000, share: '0.42' },
  { months: 48, kmPerYear: 20_000, share: '0.36' },
];

function publish(points: object[], change: object = {}, caller: Caller = bank('alpha')) {
  return finance.run(
    'mutation ($input: PublishResidualValueCurveInput!) { publishResidualValueCurve(input: $input) { curveId version validFrom points { months kmPerYear share } partner { name } } }',
    {
      variables: { input: { country: 'DE', variantId: VARIANT, points, idempotencyKey: randomUUID(), ...change } },
      caller,
    },
  );
}

const ofProduct = (usage: string, productId = 'DE-lease', variantId = VARIANT) =>
  finance.run(
    `{ financingProduct(id: "${productId}") { residualValue(variantId: "${variantId}", ${usage}) { share months kmPerYear curve { version } } } }`,
  );

describe('residual values', () => {
  it('are published as versions, and read on a day', async () => {
    const gamma = bank('gamma');
    const first = await publish(grid(), { variantId: THIRD, validFrom: '2026-01-01' }, gamma);
    expect(first.errors).toEqual([]);
    expect(at(first, 'publishResidualValueCurve')).toMatchObject({
      curveId: `DE:gamma:${THIRD}:1`,
      version: 1,
      partner: { name: 'Bank gamma' },
    });
    const key = randomUUID();
    const again = await Promise.all(
      Array.from({ length: 5 }, () =>
        publish(grid(0.01), { variantId: THIRD, validFrom: '2026-07-01', idempotencyKey: key }, gamma),
      ),
    );
    expect(again.map((one) => at(one, 'publishResidualValueCurve', 'version'))).toEqual([2, 2, 2, 2, 2]);
    const share = async (asOf: string) =>
      at(
        await ofProduct(`months: 24, kmPerYear: 10000, asOf: "${asOf}"`, 'DE-third', THIRD),
        'financingProduct',
        'residualValue',
      );
    expect(await share('2025-12-31')).toBeNull();
    expect(await share('2026-06-30')).toMatchObject({ share: '0.6', curve: { version: 1 } });
    expect(await share('2026-07-01')).toMatchObject({ share: '0.61', curve: { version: 2 } });
    const changes = await finance.run('{ financeChanges { nodes { type subjectType version } } }', {
      caller: gamma,
    });
    expect(at(changes, 'financeChanges', 'nodes')).toEqual(
      [1, 2].map((version) => ({
        type: 'residualValueCurve.published',
        subjectType: 'ResidualValueCurve',
        version,
      })),
    );
  });

  it('are interpolated within the curve and not beyond, of every partner in one command', async () => {
    expect(at(await ofProduct('months: 36, kmPerYear: 15000, asOf: "2026-02-01"'), 'financingProduct')).toEqual({
      residualValue: { share: '0.485', months: 36, kmPerYear: 15_000, curve: { version: 1 } },
    });
    expect(at(await ofProduct('months: 60, kmPerYear: 15000'), 'financingProduct', 'residualValue')).toBeNull();
    const all = await finance.entities(
      [
        { __typename: 'VehicleVariant', variantId: VARIANT },
        { __typename: 'VehicleVariant', variantId: 'nobody/knows' },
      ],
      '... on VehicleVariant { residualValues(country: "DE", months: 24, kmPerYear: 20000, asOf: "2026-02-01") { share curve { partner { name } } } }',
    );
    expect(all.errors).toEqual([]);
    expect(at(all, '_entities')).toEqual([
      {
        residualValues: [
          { share: '0.56', curve: { partner: { name: 'Bank alpha' } } },
          { share: '0.51', curve: { partner: { name: 'Bank beta' } } },
        ],
      },
      { residualValues: [] },
    ]);
    expect(all.commands.filter((command) => command.endsWith('residual_value_curves'))).toHaveLength(1);
  });

  it('end leases where the distance is told, at most at the greatest residual value of the product', async () => {
    const wish = `country: "DE", price: { amount: "40000", currency: "EUR" }, termMonths: 24, powertrain: "BEV", downPaymentShare: "0.25", variantId: "${VARIANT}", asOf: "2026-02-01"`;
    const offers = async (more: string) => {
      const result = await finance.run(
        `{ quotePreview(input: { ${wish}${more} }) { offers { product { productId } balloon { amount } residualValueCurveVersion } } }`,
      );
      expect(result.errors).toEqual([]);
      const list = at(result, 'quotePreview', 'offers') as {
        product: { productId: string };
        balloon: { amount: string };
        residualValueCurveVersion: number | null;
      }[];
      const byProduct = Object.fromEntries(
        list.map(({ product: { productId }, balloon, residualValueCurveVersion }) => [
          productId,
          [balloon.amount, residualValueCurveVersion],
        ]),
      );
      return { byProduct, commands: result.commands.toSorted() };
    };
    // 0.55 of the price is the product's own greatest; 0.51 and 0.56 are the curves', the latter capped.
    expect((await offers('')).byProduct).toEqual({
      'DE-lease': ['22000', null],
      'DE-other': ['22000', null],
      'DE-loan': ['0', null],
      'DE-third': ['22000', null],
    });
    const told = await offers(', kmPerYear: 20000');
    expect(told.byProduct).toEqual({
      'DE-lease': ['22000', 1],
      'DE-other': ['20400', 1],
      'DE-loan': ['0', null],
      'DE-third': ['22000', null],
    });
    expect(told.commands).toEqual(['find financing_products', 'find rate_tables', 'find residual_value_curves']);
    // What the customer asks for comes first; where the curve does not reach, the product's own value stays.
    expect((await offers(', kmPerYear: 20000, balloon: "10000"')).byProduct).toMatchObject({
      'DE-lease': ['10000', null],
    });
    expect((await offers(', kmPerYear: 45000')).byProduct).toMatchObject({ 'DE-lease': ['22000', null] });
    const quote = await finance.run(
      `mutation { createQuote(input: { ${wish}, kmPerYear: 20000, productId: "DE-other", idempotencyKey: "${randomUUID()}" }) { balloon { amount } residualValueCurveVersion schedule { closing } } }`,
    );
    expect(quote.errors).toEqual([]);
    expect(at(quote, 'createQuote')).toMatchObject({ balloon: { amount: '20400' }, residualValueCurveVersion: 1 });
    expect(at(quote, 'createQuote', 'schedule', 23, 'closing')).toBe('20400');
  });

  it('are refused with every point at fault, and from nobody but a bank', async () => {
    const wrong = await publish([...grid().slice(0, 3), { months: 12, kmPerYear: 10_000, share: '0.5' }]);
    expect(firstError(wrong)).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(((wrong.errors[0]?.extensions?.problems ?? []) as object[]).length).toBeGreaterThan(1);
    expect(firstError(await publish([])).code).toBe('BAD_USER_INPUT');
    expect(firstError(await publish(grid(), { validTo: '2026-11-24' })).field).toBe('validTo');
    const nobody: Caller = { authenticated: false, scopes: new Set(), partnerId: null, subject: null };
    expect(firstError(await publish(grid(), {}, nobody)).code).toBe('UNAUTHENTICATED');
  });
});
