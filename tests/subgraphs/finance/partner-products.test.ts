import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Caller } from '../../../src/kernel/caller.js';
import { FINANCE_MODELS, FINANCE_SUBGRAPH } from '../../../src/subgraphs/finance/finance.subgraph.js';
import { financePartnerModel } from '../../../src/subgraphs/finance/partner/finance-partner.model.js';
import { at, firstError, type SubgraphHarness, startSubgraphHarness } from '../../support/subgraph-harness.js';
import { partner } from './finance-records.js';

const bank = (partnerId: string): Caller => ({
  authenticated: true,
  scopes: new Set(['bank']),
  partnerId,
  subject: `bank of ${partnerId}`,
});

let finance: SubgraphHarness;

beforeAll(async () => {
  finance = await startSubgraphHarness(FINANCE_SUBGRAPH, FINANCE_MODELS);
  await finance.insert(financePartnerModel, [partner('alpha'), partner('beta')]);
}, 60_000);

afterAll(() => finance.close());

const loan = (change: object = {}) => ({
  productId: 'DE-alpha-loan',
  country: 'DE',
  currency: 'EUR',
  kind: 'LOAN',
  name: 'Loan',
  collateral: 'VEHICLE',
  minAmount: '1000',
  maxAmount: '90000',
  termMonths: { min: 12, max: 48, step: 12 },
  downPaymentShare: { min: '0', max: '0.5' },
  rateType: 'FIXED',
  dayCount: 'THIRTY_E_360',
  aprMethod: 'EU_CCD',
  status: 'ACTIVE',
  ...change,
});

function upsert(change: object = {}, caller: Caller = bank('alpha')) {
  return finance.run(
    'mutation ($input: UpsertFinancingProductInput!) { upsertFinancingProduct(input: $input) { productId name status } }',
    {
      variables: { input: { ...loan(change), idempotencyKey: randomUUID() } },
      caller,
    },
  );
}

const row = (change: object = {}) => ({
  termFrom: 12,
  termTo: 48,
  ltvFrom: '0',
  ltvTo: '1.01',
  nominalRate: '0.04',
  ...change,
});

function publish(rows: object[], change: object = {}, caller: Caller = bank('alpha')) {
  return finance.run(
    'mutation ($input: PublishRateTableInput!) { publishRateTable(input: $input) { version rows { nominalRate } } }',
    {
      variables: { input: { productId: 'DE-alpha-loan', rows, idempotencyKey: randomUUID(), ...change } },
      caller,
    },
  );
}

describe('a partner', () => {
  it('makes a product, publishes its rates, and has it quoted', async () => {
    const productId = 'NO-alpha-loan';
    expect((await upsert({ productId, country: 'NO' })).errors).toEqual([]);
    expect(at(await publish([row()], { productId }), 'publishRateTable')).toEqual({
      version: 1,
      rows: [{ nominalRate: '0.04' }],
    });
    expect(at(await publish([row({ nominalRate: '0.05' })], { productId }), 'publishRateTable', 'version')).toBe(2);
    const preview = await finance.run(
      `{ quotePreview(input: { country: "NO", price: { amount: "20000", currency: "EUR" }, termMonths: 24 }) { offers { nominalRate rateTableVersion } } }`,
    );
    expect(at(preview, 'quotePreview', 'offers', 0)).toEqual({ nominalRate: '0.05', rateTableVersion: 2 });
    const changes = await finance.run('{ financeChanges { nodes { type subjectId } } }', { caller: bank('alpha') });
    const nodes = at(changes, 'financeChanges', 'nodes') as { type: string; subjectId: string }[];
    expect(nodes.filter(({ subjectId }) => subjectId.startsWith(productId)).map(({ type }) => type)).toEqual([
      'product.created',
      'rateTable.published',
      'rateTable.published',
    ]);
  });

  it('shows its rules with reason codes, its rule for business days, and for which cars a rate is', async () => {
    const productId = 'DE-alpha-shown';
    const rule = { reasonCode: 'ELECTRIC_ONLY', description: 'Electric only.', expression: 'powertrain == "BEV"' };
    await upsert({ productId, eligibility: [rule], businessDayRule: 'MODIFIED_FOLLOWING' });
    const rates = [
      row({ powertrain: 'BEV', variantIds: ['x/y/2026/z'] }),
      row({ powertrain: 'BEV', variantIds: ['x/y'] }),
    ];
    expect((await publish(rates, { productId })).errors).toEqual([]);
    const { data, errors } = await finance.run(
      `{ financingProduct(id: "${productId}") { businessDayRule eligibility { reasonCode description expression } rateTable { rows { powertrain variantIds } } } }`,
    );
    expect(errors).toEqual([]);
    expect(data).toEqual({
      financingProduct: {
        businessDayRule: 'MODIFIED_FOLLOWING',
        eligibility: [rule],
        rateTable: {
          rows: [
            { powertrain: 'BEV', variantIds: ['x/y/2026/z'] },
            { powertrain: 'BEV', variantIds: ['x/y'] },
          ],
        },
      },
    });
    await upsert({ productId: 'DE-alpha-plain' });
    const plain = await finance.run(
      '{ financingProduct(id: "DE-alpha-plain") { businessDayRule eligibility { reasonCode } } }',
    );
    expect(at(plain, 'financingProduct')).toEqual({ businessDayRule: 'FOLLOWING', eligibility: [] });
  });

  it('gets versions without gaps though it publishes many at once', async () => {
    await upsert({ productId: 'DE-alpha-many' });
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => publish([row()], { productId: 'DE-alpha-many' })),
    );
    const versions = answers
      .map((answer) => at(answer, 'publishRateTable', 'version'))
      .toSorted((one, other) => Number(one) - Number(other));
    expect(versions).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  it('is told of every gap and overlap with the rows named', async () => {
    await upsert({ productId: 'DE-alpha-gaps' });
    const result = await publish([row({ termTo: 24 }), row({ termFrom: 24, termTo: 36 })], {
      productId: 'DE-alpha-gaps',
    });
    expect(firstError(result)).toEqual({ code: 'BAD_USER_INPUT', field: 'rows' });
    expect(result.errors[0]?.extensions?.problems).toEqual([
      { kind: 'OVERLAP', rows: [1, 2], where: '24 months, loan-to-value 0.5 to 1' },
      { kind: 'GAP', rows: [], where: '48 months, loan-to-value 0.5 to 1' },
      { kind: 'GAP', rows: [], where: '48 months, loan-to-value 1' },
    ]);
    expect(firstError(await publish([row({ ltvTo: '0' })], { productId: 'DE-alpha-gaps' })).field).toBe(
      'rows[0].ltvTo',
    );
  });

  it('cannot touch what is of another, nor find out whether it is there', async () => {
    await upsert();
    expect(firstError(await upsert({}, bank('beta')))).toEqual({ code: 'CONFLICT', field: 'productId' });
    const foreign = await publish([row()], {}, bank('beta'));
    const missing = await publish([row()], { productId: 'DE-alpha-none' }, bank('beta'));
    expect(foreign.errors[0]?.message).toBe(missing.errors[0]?.message);
    expect(firstError(foreign).code).toBe('NOT_FOUND');
  });

  it.each<[string, object, string]>([
    ['an id of another country', { productId: 'SE-alpha-loan' }, 'productId'],
    ['amounts in the wrong order', { maxAmount: '10' }, 'maxAmount'],
    ['a fee of both kinds', { fees: [{ code: 'DOCUMENT', amount: '1', rate: '0.1', inApr: true }] }, 'fees[0]'],
    [
      'a rule that cannot be read',
      { eligibility: [{ reasonCode: 'NO', description: 'x', expression: 'price >' }] },
      'eligibility[0].expression',
    ],
    [
      'a rule about what is not known',
      { eligibility: [{ reasonCode: 'NO', description: 'x', expression: 'income > 3.0' }] },
      'eligibility[0].expression',
    ],
    [
      'a rule that is no condition',
      { eligibility: [{ reasonCode: 'NO', description: 'x', expression: 'price + 1.0' }] },
      'eligibility[0].expression',
    ],
    ['a day before its beginning', { validFrom: '2026-02-01', validTo: '2026-02-01' }, 'validTo'],
  ])('is refused %s', async (_what, change, field) => {
    expect(firstError(await upsert(change))).toEqual({ code: 'BAD_USER_INPUT', field });
  });

  it('needs its token', async () => {
    const nobody: Caller = { authenticated: false, scopes: new Set(), partnerId: null, subject: null };
    expect(firstError(await upsert({}, nobody)).code).toBe('UNAUTHENTICATED');
  });
});
