import 'reflect-metadata';
import { createHash, randomUUID } from 'node:crypto';
import { canonicalize } from 'json-canonicalize';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Caller } from '../../../src/kernel/caller.js';
import { FINANCE_MODELS, FINANCE_SUBGRAPH } from '../../../src/subgraphs/finance/finance.subgraph.js';
import { financePartnerModel } from '../../../src/subgraphs/finance/partner/finance-partner.model.js';
import { financingProductModel } from '../../../src/subgraphs/finance/product/financing-product.model.js';
import { quoteModel } from '../../../src/subgraphs/finance/quote/quote.model.js';
import { rateTableModel } from '../../../src/subgraphs/finance/rate-table/rate-table.model.js';
import { at, firstError, type SubgraphHarness, startSubgraphHarness } from '../../support/subgraph-harness.js';
import { decimal, partner, product, rateTable } from './finance-records.js';

const bank = (partnerId: string): Caller => ({
  authenticated: true,
  scopes: new Set(['bank']),
  partnerId,
  subject: `bank of ${partnerId}`,
});

const PREVIEW = `query ($input: QuotePreviewInput!, $all: Boolean! = false) {
  quotePreview(input: $input, includeIneligible: $all) {
    offerCount productCount
    offers {
      product { productId }
      principal { amount currency } balloon { amount } instalment { amount } lastPayment { amount } upfrontFees { amount }
      totalInterest { amount } totalCreditCost { amount } totalPayable { amount } nominalRate loanToValue rateTableVersion
      annualPercentageRate { percent unrounded method basis }
    }
    ineligible { product { productId } reasons { code } }
  }
}`;

const CREATE = `mutation ($input: CreateQuoteInput!) {
  createQuote(input: $input) {
    id quoteId hash expiresAt startDate principal { amount } instalment { amount } totalPayable { amount }
    annualPercentageRate { percent unrounded method basis }
    consumerCreditInformation { item name value }
    schedule { n dueDate opening interest principal fee payment closing }
  }
}`;

/** One rate for every loan-to-value ratio. */
const rates = (productId: string, nominalRate: string) => {
  const table = rateTable(productId, 1, nominalRate);
  return { ...table, rows: table.rows.map((row) => ({ ...row, ltvTo: decimal('1.01') })) };
};

let finance: SubgraphHarness;

beforeAll(async () => {
  finance = await startSubgraphHarness(FINANCE_SUBGRAPH, FINANCE_MODELS);
  await finance.insert(financePartnerModel, [partner('alpha'), partner('beta')]);
  await finance.insert(financingProductModel, [
    product('DE-loan'),
    product('DE-fee', { fees: [{ code: 'ORIGINATION', amount: decimal('300'), rate: null, inApr: true }] }),
    product('DE-balloon', { kind: 'BALLOON_LOAN', partnerId: 'beta', balloonShareMax: decimal('0.4') }),
    product('DE-lease', { kind: 'OPERATING_LEASE', partnerId: 'beta', balloonShareMax: decimal('0.4') }),
    product('DE-small', { maxAmount: decimal('10000') }),
    product('DE-usd', { currency: 'USD' }),
    product('DE-draft', { status: 'DRAFT' }),
    product('DE-insurance', { kind: 'INSURANCE' }),
    product('DE-rateless'),
    product('DE-rule', {
      eligibility: [
        { reasonCode: 'ELECTRIC_ONLY', description: 'Electric cars only.', expression: 'powertrain == "BEV"' },
        { reasonCode: 'SHORT_ONLY', description: 'At most 36 months.', expression: 'termMonths <= 36.0' },
      ],
    }),
    product('TH-flat', {
      kind: 'HIRE_PURCHASE',
      currency: 'THB',
      aprMethod: 'FLAT_RATE',
      maxAmount: decimal('2000000'),
    }),
    product('AE-murabaha', { kind: 'MURABAHA', currency: 'AED', aprMethod: 'NOMINAL', maxAmount: decimal('500000') }),
    product('US-loan', { currency: 'USD', aprMethod: 'US_REG_Z', dayCount: '30E_360' }),
  ]);
  const rated = [
    'DE-loan',
    'DE-fee',
    'DE-balloon',
    'DE-lease',
    'DE-small',
    'DE-usd',
    'DE-draft',
    'DE-insurance',
    'DE-rule',
  ];
  await finance.insert(rateTableModel, [
    ...rated.map((id) => rates(id, '0.0499')),
    rates('TH-flat', '0.0279'),
    rates('AE-murabaha', '0.03'),
    rates('US-loan', '0.06'),
  ]);
}, 60_000);

afterAll(() => finance.close());

const wish = (change: object = {}) => ({
  country: 'DE',
  price: { amount: '37500', currency: 'EUR' },
  downPayment: '7500',
  termMonths: 48,
  powertrain: 'BEV',
  ...change,
});

interface Offer {
  product: { productId: string };
  principal: { amount: string; currency: string };
  balloon: { amount: string };
  instalment: { amount: string };
  lastPayment: { amount: string };
  totalInterest: { amount: string };
  totalCreditCost: { amount: string };
  totalPayable: { amount: string };
  annualPercentageRate: { percent: string; unrounded: string; method: string; basis: string };
}

async function preview(change: object = {}, all = true) {
  const result = await finance.run(PREVIEW, { variables: { input: wish(change), all } });
  expect(result.errors).toEqual([]);
  const answer = at(result, 'quotePreview') as {
    offerCount: number;
    productCount: number;
    offers: Offer[];
    ineligible: { product: { productId: string }; reasons: { code: string }[] }[];
  };
  const offer = (id: string) => answer.offers.find(({ product: { productId } }) => productId === id);
  const reasons = (id: string) =>
    answer.ineligible.find(({ product: { productId } }) => productId === id)?.reasons.map(({ code }) => code);
  return { ...answer, offer, reasons, commands: result.commands };
}

describe('quotePreview', () => {
  it('offers what all partners have, lowest annual percentage rate first, for two commands', async () => {
    const { offers, offer, commands } = await preview({ kinds: ['LOAN', 'BALLOON_LOAN'] });
    expect(commands.toSorted()).toEqual(['find financing_products', 'find rate_tables']);
    // 30,000 at 4.99 % over 48 months, with and without 300 at the beginning.
    expect(offer('DE-loan')).toMatchObject({
      principal: { amount: '30000', currency: 'EUR' },
      instalment: { amount: '690.74' },
      lastPayment: { amount: '690.92' },
      totalInterest: { amount: '3155.7' },
      totalPayable: { amount: '33155.7' },
      annualPercentageRate: { percent: '5.11', method: 'EU_CCD', basis: 'EQUAL_MONTHS' },
    });
    expect(offer('DE-fee')).toMatchObject({
      totalCreditCost: { amount: '3455.7' },
      totalPayable: { amount: '33455.7' },
    });
    const rates = offers.map(({ annualPercentageRate: { unrounded } }) => Number(unrounded));
    expect(rates).toEqual(rates.toSorted((one, other) => one - other));
    expect(rates.length).toBeGreaterThan(2);
  });

  it('takes a balloon where the product has one: the rate is that of the published case', async () => {
    const { offer, reasons } = await preview({ balloon: '12000' });
    expect(offer('DE-balloon')).toMatchObject({
      instalment: { amount: '464.35' },
      lastPayment: { amount: '12464.15' },
      annualPercentageRate: { percent: '5.11' },
    });
    expect(Number(offer('DE-balloon')?.annualPercentageRate.unrounded)).toBeCloseTo(5.1057, 4);
    expect(reasons('DE-loan')).toEqual(['BALLOON_TOO_HIGH']);
  });

  it('counts the residual value of a lease as given back', async () => {
    const lease = (await preview()).offer('DE-lease');
    // 40 % of 37,500.
    expect(lease?.balloon.amount).toBe('15000');
    expect(Number(lease?.annualPercentageRate.unrounded)).toBeCloseTo(((1 + 0.0499 / 12) ** 12 - 1) * 100, 2);
  });

  it('tells all reasons why a product cannot be had', async () => {
    const { reasons, productCount, offerCount, ineligible } = await preview({
      termMonths: 50,
      downPayment: '37000',
      powertrain: 'PHEV',
    });
    expect(reasons('DE-loan')).toEqual(['AMOUNT_TOO_LOW', 'DOWN_PAYMENT_TOO_HIGH', 'TERM_NOT_OFFERED', 'NO_RATE']);
    expect(reasons('DE-rule')).toEqual(expect.arrayContaining(['ELECTRIC_ONLY', 'SHORT_ONLY']));
    expect(reasons('DE-usd')).toEqual(['CURRENCY']);
    expect(reasons('DE-insurance')).toEqual(['NO_FINANCING']);
    expect(reasons('DE-draft')).toBeUndefined();
    expect(offerCount + ineligible.length).toBe(productCount);
    expect((await preview()).reasons('DE-small')).toEqual(['AMOUNT_TOO_HIGH']);
    expect((await preview()).reasons('DE-rateless')).toEqual(['NO_RATE']);
  });

  it('converts a flat rate: 2.79 % on the principal for 60 months cost 5.37 % a year', async () => {
    const { offer } = await preview({
      country: 'TH',
      price: { amount: '1000000', currency: 'THB' },
      downPayment: '500000',
      termMonths: 60,
      kinds: ['HIRE_PURCHASE'],
    });
    const flat = offer('TH-flat');
    expect(flat).toMatchObject({ instalment: { amount: '9495.83' }, totalInterest: { amount: '69750' } });
    // By bisection of 500,000 = 9,495.83 (1 - v^60) / (v^-1 - 1), apart from the code.
    let [low, high] = [0, 0.02];
    for (let step = 0; step < 100; step++) {
      const i = (low + high) / 2;
      if ((9495.8333333 * (1 - (1 + i) ** -60)) / i > 500_000) low = i;
      else high = i;
    }
    expect(Number(flat?.annualPercentageRate.unrounded)).toBeCloseTo(((1 + low) ** 12 - 1) * 100, 3);
  });

  it('states a mark-up as a mark-up, and Regulation Z in unit-periods', async () => {
    const gulf = await preview({
      country: 'AE',
      price: { amount: '100000', currency: 'AED' },
      downPayment: '20000',
      termMonths: 12,
      kinds: ['MURABAHA'],
    });
    // 3 % of 80,000 for one year.
    expect(gulf.offer('AE-murabaha')).toMatchObject({
      totalInterest: { amount: '2400' },
      instalment: { amount: '6866.67' },
    });
    const states = await preview({
      country: 'US',
      price: { amount: '30000', currency: 'USD' },
      downPayment: '10000',
      kinds: ['LOAN'],
    });
    expect(states.offer('US-loan')?.annualPercentageRate).toMatchObject({
      percent: '6',
      method: 'US_REG_Z',
      basis: 'UNIT_PERIODS',
    });
  });

  it('costs one command a collection for 50 partners with 20 products each', async () => {
    const products = Array.from({ length: 1_000 }, (_, at) =>
      product(`FR-${String(at).padStart(4, '0')}`, { partnerId: `bank-${at % 50}` }),
    );
    await finance.insert(financingProductModel, products);
    await finance.insert(
      rateTableModel,
      products.map(({ _id }, at) => rates(_id, (0.02 + at / 50_000).toFixed(5))),
    );
    const many = await finance.run(
      `query ($input: QuotePreviewInput!) {
        quotePreview(input: $input, first: 1000) {
          offerCount offers { product { productId } annualPercentageRate { percent } }
        }
      }`,
      { variables: { input: wish({ country: 'FR' }) } },
    );
    expect(many.errors).toEqual([]);
    expect(many.commands.toSorted()).toEqual(['find financing_products', 'find rate_tables']);
    const { offers, offerCount } = at(many, 'quotePreview') as { offers: Offer[]; offerCount: number };
    expect(offerCount).toBe(1_000);
    // Rates rise with the number of the product.
    expect(offers.map(({ product: { productId } }) => productId)).toEqual(products.map(({ _id }) => _id));
  });

  it.each<[string, object, string]>([
    ['a price of nothing', { price: { amount: '0', currency: 'EUR' } }, 'price.amount'],
    ['a down payment that pays it all', { downPayment: '37500' }, 'downPayment'],
    ['a negative one', { downPayment: '-1' }, 'downPayment'],
    ['two of them', { downPaymentShare: '0.2' }, 'downPaymentShare'],
    ['a term of nothing', { termMonths: 0 }, 'input.termMonths'],
  ])('refuses %s', async (_what, change, field) => {
    const result = await finance.run(PREVIEW, { variables: { input: wish(change) } });
    expect(firstError(result)).toEqual({ code: 'BAD_USER_INPUT', field });
  });
});

async function create(change: object = {}, caller?: Caller) {
  const input = { ...wish(), productId: 'DE-loan', idempotencyKey: randomUUID(), ...change };
  return finance.run(CREATE, { variables: { input }, ...(caller ? { caller } : {}) });
}

interface Created {
  id: string;
  quoteId: string;
  hash: string;
  totalPayable: { amount: string };
  annualPercentageRate: { percent: string; unrounded: string };
  consumerCreditInformation: { item: string; name: string; value: string }[];
  schedule: Record<'interest' | 'principal' | 'fee' | 'payment' | 'opening' | 'closing', string>[];
}

const created = (result: { data: unknown }) => (result.data as { createQuote: Created }).createQuote;

describe('createQuote', () => {
  it('stores terms with schedule, rate, disclosures and a hash that anybody can compute', async () => {
    const quote = created(await create());
    expect(quote.schedule).toHaveLength(48);
    const paid = quote.schedule.reduce((sum, { payment }) => sum + Math.round(Number(payment) * 100), 0);
    expect(paid / 100).toBe(33_155.7);
    expect(quote.consumerCreditInformation).toContainEqual({
      item: 'I',
      name: 'Annual percentage rate of charge',
      value: '5.11 %',
    });
    // The first page of the form (Directive (EU) 2023/2225, Annex I, Part I), in its order.
    expect(quote.consumerCreditInformation.filter(({ item }) => item === 'I').map(({ name }) => name)).toEqual([
      'Creditor',
      'Total amount of credit',
      'Duration of the credit agreement',
      'Borrowing rate',
      'Annual percentage rate of charge',
      'Total amount you will have to pay',
      'Cash price',
    ]);
    const stored = await finance.database.model(quoteModel).findById(quote.quoteId).lean();
    const { hash, ...rest } = stored as unknown as Record<string, unknown>;
    const plain = JSON.parse(JSON.stringify(rest, (_key, value) => value?.$numberDecimal ?? value));
    expect(createHash('sha256').update(canonicalize(plain)).digest('hex')).toBe(hash);
    expect(quote.hash).toBe(hash);
  });

  it('is found by its id and its global id; by its own bank, and by no other', async () => {
    const { id, quoteId } = created(await create());
    const query = 'query ($id: ID!) { quote(id: $id) { quoteId } }';
    for (const key of [id, quoteId]) {
      expect(at(await finance.run(query, { variables: { id: key } }), 'quote', 'quoteId')).toBe(quoteId);
      expect(at(await finance.run(query, { variables: { id: key }, caller: bank('alpha') }), 'quote', 'quoteId')).toBe(
        quoteId,
      );
      expect(at(await finance.run(query, { variables: { id: key }, caller: bank('beta') }), 'quote')).toBeNull();
    }
    const reference = await finance.entities([{ __typename: 'Quote', quoteId }], '... on Quote { hash }', {
      caller: bank('beta'),
    });
    expect(reference.data).toEqual({ _entities: [null] });
  });

  it('answers a repeat with the same quote, and another wish under the same key with CONFLICT', async () => {
    const key = { idempotencyKey: randomUUID() };
    const answers = await Promise.all(Array.from({ length: 10 }, () => create(key)));
    expect(new Set(answers.map((answer) => created(answer).quoteId)).size).toBe(1);
    expect(firstError(await create({ ...key, termMonths: 36 })).code).toBe('CONFLICT');
    expect(created(await create({ ...key, termMonths: 36 }, bank('alpha'))).quoteId).not.toBe(
      created(await create(key)).quoteId,
    );
  });

  it('tells what is owed where it is repaid early, with the cap of the directive', async () => {
    const { quoteId, schedule } = created(await create({ startDate: '2026-12-01' }));
    const query =
      'query ($id: ID!, $on: Date!) { quote(id: $id) { earlyRepayment(on: $on) { outstanding interestSaved compensationAtMost } } }';
    const result = await finance.run(query, { variables: { id: quoteId, on: '2027-12-15' } });
    const early = at(result, 'quote', 'earlyRepayment') as {
      outstanding: string;
      interestSaved: string;
      compensationAtMost: string;
    };
    const paid = schedule.slice(0, 12).reduce((sum, { principal }) => sum + Number(principal), 0);
    expect(Number(early.outstanding)).toBeCloseTo(30_000 - paid, 6);
    // More than a year is left: 1 %.
    expect(Number(early.compensationAtMost)).toBeCloseTo((30_000 - paid) * 0.01, 2);
    const late = await finance.run(query, { variables: { id: quoteId, on: '2029-12-15' } });
    const owed = Number(at(late, 'quote', 'earlyRepayment', 'outstanding'));
    expect(Number(at(late, 'quote', 'earlyRepayment', 'compensationAtMost'))).toBeCloseTo(owed * 0.005, 2);
    expect(firstError(await finance.run(query, { variables: { id: quoteId, on: '2035-01-01' } }))).toEqual({
      code: 'BAD_USER_INPUT',
      field: 'on',
    });
  });

  it('refuses what cannot be had, with all reasons', async () => {
    expect(firstError(await create({ productId: 'DE-usd' }))).toEqual({ code: 'BAD_USER_INPUT', field: 'productId' });
    expect(firstError(await create({ productId: 'DE-draft' }))).toEqual({ code: 'BAD_USER_INPUT', field: 'productId' });
    expect(firstError(await create({ idempotencyKey: 'short' }))).toEqual({
      code: 'BAD_USER_INPUT',
      field: 'idempotencyKey',
    });
  });
});
