import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Caller } from '../../../src/kernel/caller.js';
import { globalId } from '../../../src/kernel/identity/global-id.js';
import { presumedStage } from '../../../src/subgraphs/finance/contract/impairment-stage.js';
import { FINANCE_MODELS, FINANCE_SUBGRAPH } from '../../../src/subgraphs/finance/finance.subgraph.js';
import { financePartnerModel } from '../../../src/subgraphs/finance/partner/finance-partner.model.js';
import { financingProductModel } from '../../../src/subgraphs/finance/product/financing-product.model.js';
import { rateTableModel } from '../../../src/subgraphs/finance/rate-table/rate-table.model.js';
import { at, firstError, type SubgraphHarness, startSubgraphHarness } from '../../support/subgraph-harness.js';
import { partner, product, rateTable } from './finance-records.js';

const bank = (partnerId: string): Caller => ({
  authenticated: true,
  scopes: new Set(['bank']),
  partnerId,
  subject: `bank of ${partnerId}`,
});
const INTERNAL: Caller = { authenticated: true, scopes: new Set(['internal']), partnerId: null, subject: 'dealer' };

let finance: SubgraphHarness;

beforeAll(async () => {
  finance = await startSubgraphHarness(FINANCE_SUBGRAPH, FINANCE_MODELS);
  await finance.insert(
    financePartnerModel,
    ['alpha', 'beta', 'gamma', 'delta', 'epsilon', 'zeta', 'eta'].map((id) => partner(id)),
  );
  await finance.insert(financingProductModel, [
    product('DE-1'),
    product('JP-1', { currency: 'JPY' }),
    product('DE-2', { partnerId: 'beta' }),
    product('DE-3', { partnerId: 'gamma' }),
    product('DE-4', { partnerId: 'delta' }),
    product('DE-5', { partnerId: 'epsilon' }),
    product('DE-6', { partnerId: 'zeta' }),
    product('DE-7', { partnerId: 'eta' }),
  ]);
  await finance.insert(rateTableModel, [rateTable('DE-1', 1, '0.0499'), rateTable('DE-3', 1, '0.05')]);
}, 60_000);

afterAll(() => finance.close());

const CONTRACT =
  'contractId contractNumber productId productKind applicationId variantId outstanding { amount currency } nextPaymentDate endsOn daysPastDue stage stageBasis stageReason status reportedOn version';

const row = (change: object = {}) => ({
  contractNumber: 'C-1',
  productId: 'DE-1',
  outstanding: '12000.50',
  nextPaymentDate: '2026-12-01',
  endsOn: '2030-01-01',
  daysPastDue: 0,
  ...change,
});

function report(contracts: object[], change: object = {}, caller: Caller = bank('alpha')) {
  return finance.run(
    `mutation ($input: ReportContractsInput!) { reportContracts(input: $input) { created updated unchanged outdated contracts { ${CONTRACT} } } }`,
    { variables: { input: { country: 'DE', contracts, idempotencyKey: randomUUID(), ...change } }, caller },
  );
}

const exposureOf = async (partnerId: string) => {
  const result = await finance.run(
    '{ exposure { total { amount } groups { contracts stage1 { amount } stage2 { amount } stage3 { amount } } } }',
    { caller: bank(partnerId) },
  );
  expect(result.errors).toEqual([]);
  return at(result, 'exposure') as { total: { amount: string }; groups: Record<string, unknown>[] };
};

async function changesOf(partnerId: string): Promise<[string, string, number][]> {
  const result = await finance.run('{ financeChanges(first: 200) { nodes { type subjectId version } } }', {
    caller: bank(partnerId),
  });
  const nodes = at(result, 'financeChanges', 'nodes') as { type: string; subjectId: string; version: number }[];
  return nodes.map(({ type, subjectId, version }) => [type, subjectId, version]);
}

describe('contracts', () => {
  it('are reported in batches, once for a key, and make the exposure', async () => {
    const idempotencyKey = randomUUID();
    const batch = [
      row({ productId: 'DE-7' }),
      row({ productId: 'DE-7', contractNumber: 'C-2', outstanding: '100', daysPastDue: 31 }),
      row({ productId: 'DE-7', contractNumber: 'C-3', outstanding: '50.25', daysPastDue: 90 }),
    ];
    const answers = await Promise.all(Array.from({ length: 20 }, () => report(batch, { idempotencyKey }, bank('eta'))));
    for (const answer of answers) {
      expect(answer.errors).toEqual([]);
      expect(at(answer, 'reportContracts')).toMatchObject({ created: 3, updated: 0, unchanged: 0, outdated: 0 });
    }
    expect(at(answers[0] as never, 'reportContracts', 'contracts', 1)).toMatchObject({
      contractId: 'DE:eta:C-2',
      productKind: 'LOAN',
      outstanding: { amount: '100', currency: 'EUR' },
      stage: 2,
      stageBasis: 'DAYS_PAST_DUE',
      reportedOn: '2026-11-24',
      version: 1,
    });
    expect(await changesOf('eta')).toEqual([
      ['contract.created', 'DE:eta:C-1', 1],
      ['contract.created', 'DE:eta:C-2', 1],
      ['contract.created', 'DE:eta:C-3', 1],
    ]);
    expect(await exposureOf('eta')).toEqual({
      total: { amount: '12150.75' },
      groups: [
        {
          contracts: 3,
          stage1: { amount: '12000.5' },
          stage2: { amount: '100' },
          stage3: { amount: '50.25' },
        },
      ],
    });
    expect(firstError(await report([row({ outstanding: '1' })], { idempotencyKey }, bank('eta'))).code).toBe(
      'CONFLICT',
    );
  });

  it('keep what is not told, change where something is new, and are not set back by a late report', async () => {
    const gamma = (contracts: object[], change: object = {}) => report(contracts, change, bank('gamma'));
    await gamma([row({ productId: 'DE-3', variantId: 'a/b/2026/c/d', batteryPassportId: 'urn:x:1' })], {
      reportedOn: '2026-10-31',
    });
    const short = { contractNumber: 'C-1', outstanding: '11000', nextPaymentDate: '2026-12-01', daysPastDue: 3 };
    const later = await gamma([short], { reportedOn: '2026-11-20' });
    expect(at(later, 'reportContracts')).toMatchObject({
      updated: 1,
      contracts: [{ productId: 'DE-3', variantId: 'a/b/2026/c/d', endsOn: '2030-01-01', daysPastDue: 3, version: 2 }],
    });
    expect(at(await gamma([short], { reportedOn: '2026-11-20' }), 'reportContracts')).toMatchObject({ unchanged: 1 });
    const late = await gamma([{ ...short, outstanding: '99999' }], { reportedOn: '2026-11-01' });
    expect(at(late, 'reportContracts')).toMatchObject({
      outdated: 1,
      contracts: [{ outstanding: { amount: '11000' }, version: 2 }],
    });
    expect(await changesOf('gamma')).toEqual([
      ['contract.created', 'DE:gamma:C-1', 1],
      ['contract.changed', 'DE:gamma:C-1', 2],
    ]);
    const ended = await gamma([{ contractNumber: 'C-1', outstanding: '0', daysPastDue: 0, status: 'ENDED' }]);
    expect(at(ended, 'reportContracts', 'contracts', 0)).toMatchObject({ status: 'ENDED', nextPaymentDate: null });
    expect((await exposureOf('gamma')).groups).toEqual([]);
  });

  it('are refused as a whole, with everything that is wrong', async () => {
    const delta = (contracts: object[], change: object = {}) => report(contracts, change, bank('delta'));
    const result = await delta([
      row({ productId: 'DE-4' }),
      row({ contractNumber: 'X-1', productId: 'DE-1', outstanding: '-1' }),
      row({ contractNumber: 'X-2', productId: null, endsOn: null, outstanding: '1.001' }),
      row({ contractNumber: 'X-3', productId: 'DE-4', daysPastDue: 45, stage: 1, outstanding: '1.001' }),
      row({ contractNumber: 'X-4', productId: 'DE-4', applicationId: `DE-${randomUUID()}` }),
    ]);
    expect(firstError(result)).toEqual({ code: 'BAD_USER_INPUT', field: 'contracts[1].productId' });
    expect(((result.errors[0]?.extensions?.problems ?? []) as { field: string }[]).map(({ field }) => field)).toEqual([
      'contracts[1].productId',
      'contracts[1].outstanding',
      'contracts[2].productId',
      'contracts[2].endsOn',
      'contracts[3].outstanding',
      'contracts[3].stageReason',
      'contracts[4].applicationId',
    ]);
    expect((await exposureOf('delta')).groups).toEqual([]);
    expect(await changesOf('delta')).toEqual([]);
    expect(firstError(await delta([row({ productId: 'DE-4' }), row({ productId: 'DE-4' })]))).toMatchObject({
      code: 'BAD_USER_INPUT',
      field: 'input.contracts',
    });
    expect(firstError(await delta([]))).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(firstError(await delta([row({ productId: 'DE-4' })], { reportedOn: '2026-11-25' })).field).toBe(
      'contracts[0].reportedOn',
    );
    const yen = await report([row({ contractNumber: 'Y', productId: 'JP-1', outstanding: '1.5' })], { country: 'JP' });
    expect(firstError(yen).field).toBe('contracts[0].outstanding');
  });

  it('have the stage that days past due presume, or what the bank holds against it', async () => {
    expect([0, 30, 31, 89, 90, 400].map(presumedStage)).toEqual([1, 1, 2, 2, 3, 3]);
    const stages = await report(
      [
        row({ contractNumber: 'S-1', productId: 'DE-5', daysPastDue: 0, stage: 3 }),
        row({ contractNumber: 'S-2', productId: 'DE-5', daysPastDue: 40, stage: 1, stageReason: 'Bank strike.' }),
      ],
      {},
      bank('epsilon'),
    );
    expect(at(stages, 'reportContracts', 'contracts')).toMatchObject([
      { stage: 3, stageBasis: 'REPORTED' },
      { stage: 1, stageBasis: 'REPORTED', stageReason: 'Bank strike.' },
    ]);
    const { groups } = await exposureOf('epsilon');
    expect(groups).toMatchObject([{ stage1: { amount: '12000.5' }, stage3: { amount: '12000.5' } }]);
  });

  it('are seen by their own bank alone, and numbers are free for each', async () => {
    const late = [31, 0, 95].map((daysPastDue, n) => row({ contractNumber: `C-${n}`, productId: 'DE-6', daysPastDue }));
    await report(late, {}, bank('zeta'));
    const twin = await report([row({ productId: 'DE-2', outstanding: '7' })], {}, bank('beta'));
    expect(at(twin, 'reportContracts')).toMatchObject({ created: 1, contracts: [{ contractId: 'DE:beta:C-1' }] });
    const query = `query ($id: ID!) { contract(id: $id) { ${CONTRACT} } }`;
    const ask = (id: string, caller: Caller) => finance.run(query, { variables: { id }, caller });
    expect(at(await ask(globalId('Contract', 'DE:beta:C-1'), bank('beta')), 'contract', 'outstanding')).toEqual({
      amount: '7',
      currency: 'EUR',
    });
    const foreign = await ask('DE:beta:C-1', bank('zeta'));
    const missing = await ask('DE:beta:C-none', bank('zeta'));
    expect([foreign.data, foreign.commands]).toEqual([missing.data, missing.commands]);
    expect(at(await ask('DE:beta:C-1', INTERNAL), 'contract', 'contractNumber')).toBe('C-1');
    const list = await finance.run(
      '{ contracts(first: 2, filter: { country: "DE", daysPastDue: 31 }) { totalCount nodes { contractId } pageInfo { hasNextPage } } }',
      { caller: bank('zeta') },
    );
    expect(at(list, 'contracts')).toEqual({
      totalCount: 2,
      nodes: [{ contractId: 'DE:zeta:C-0' }, { contractId: 'DE:zeta:C-2' }],
      pageInfo: { hasNextPage: false },
    });
    expect(list.commands).toHaveLength(2);
    expect(firstError(await finance.run('{ contracts { totalCount } }')).code).toBe('UNAUTHENTICATED');
  });
});

describe('an application that is contracted', () => {
  async function contracted(contractNumber: string | null, productId = 'DE-1', caller = bank('alpha')) {
    const quoted = await finance.run(
      'mutation ($input: CreateQuoteInput!) { createQuote(input: $input) { quoteId schedule { dueDate } } }',
      {
        variables: {
          input: {
            country: 'DE',
            price: { amount: '40000', currency: 'EUR' },
            downPayment: '10000',
            termMonths: 48,
            powertrain: 'BEV',
            variantId: 'audi/q4/2026/base/base',
            productId,
            idempotencyKey: randomUUID(),
          },
        },
      },
    );
    const submitted = await finance.run(
      'mutation ($input: SubmitApplicationInput!) { submitApplication(input: $input) { applicationId } }',
      {
        variables: {
          input: {
            quoteId: at(quoted, 'createQuote', 'quoteId'),
            applicantRef: 'customer-1',
            idempotencyKey: randomUUID(),
          },
        },
        caller: INTERNAL,
      },
    );
    const applicationId = String(at(submitted, 'submitApplication', 'applicationId'));
    const decide = (decision: string, version: number, more: object = {}) =>
      finance.run(
        `mutation ($input: DecideApplicationInput!) { decideApplication(input: $input) { contractId contract { ${CONTRACT} } } }`,
        { variables: { input: { applicationId, decision, version, idempotencyKey: randomUUID(), ...more } }, caller },
      );
    await decide('IN_REVIEW', 1);
    await decide('APPROVED', 2);
    return {
      applicationId,
      decide,
      last: await decide('CONTRACTED', 3, contractNumber ? { contractNumber } : {}),
      quoted,
    };
  }

  it('makes a contract of its quote, which the exposure holds and reports go on with', async () => {
    const before = Number((await exposureOf('alpha')).total.amount);
    const { applicationId, last, quoted } = await contracted('K-77');
    expect(last.errors).toEqual([]);
    const schedule = at(quoted, 'createQuote', 'schedule') as { dueDate: string }[];
    expect(at(last, 'decideApplication')).toMatchObject({
      contractId: 'DE:alpha:K-77',
      contract: {
        applicationId,
        productId: 'DE-1',
        variantId: 'audi/q4/2026/base/base',
        outstanding: { amount: '30000', currency: 'EUR' },
        nextPaymentDate: schedule[0]?.dueDate,
        endsOn: schedule.at(-1)?.dueDate,
        stage: 1,
      },
    });
    expect(Number((await exposureOf('alpha')).total.amount)).toBeCloseTo(before + 30_000, 6);
    // A day after the clock of the decision, whatever day that is.
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    const reported = await finance.run(
      'mutation ($input: ReportContractsInput!) { reportContracts(input: $input) { updated contracts { applicationId } } }',
      {
        variables: {
          input: {
            country: 'DE',
            reportedOn: tomorrow,
            contracts: [{ contractNumber: 'K-77', outstanding: '29400', daysPastDue: 0 }],
            idempotencyKey: randomUUID(),
          },
        },
        caller: bank('alpha'),
        today: tomorrow,
      },
    );
    expect(at(reported, 'reportContracts')).toEqual({ updated: 1, contracts: [{ applicationId }] });
    expect(Number((await exposureOf('alpha')).total.amount)).toBeCloseTo(before + 29_400, 6);
  });

  it('links a contract that is known, and takes the number of no other', async () => {
    await report([row({ contractNumber: 'L-1', outstanding: '31000' })]);
    const { last, applicationId } = await contracted('L-1');
    expect(at(last, 'decideApplication', 'contract')).toMatchObject({
      applicationId,
      outstanding: { amount: '31000' },
      version: 2,
    });
    const other = await contracted('L-1');
    expect(firstError(other.last)).toEqual({ code: 'BAD_USER_INPUT', field: 'contractNumber' });
    const again = await other.decide('CONTRACTED', 3);
    expect(at(again, 'decideApplication', 'contractId')).toBe(`DE:alpha:${other.applicationId}`);
    expect(firstError(await other.decide('DECLINED', 4, { contractNumber: 'L-2' }))).toEqual({
      code: 'BAD_USER_INPUT',
      field: 'contractNumber',
    });
  });
});
