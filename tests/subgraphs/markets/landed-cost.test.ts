import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CountryRecord } from '../../../src/subgraphs/markets/country/country.model.js';
import { countryModel } from '../../../src/subgraphs/markets/country/country.model.js';
import { type FxRateRecord, fxRateModel } from '../../../src/subgraphs/markets/exchange-rate/exchange-rate.model.js';
import { MARKETS_MODELS, MARKETS_SUBGRAPH } from '../../../src/subgraphs/markets/markets.subgraph.js';
import {
  type MarketPolicyRecord,
  marketPolicyModel,
} from '../../../src/subgraphs/markets/policy/market-policy.model.js';
import { seedRecords } from '../../seeds/read-seeds.js';
import { type OperationResult, type SubgraphHarness, startSubgraphHarness } from '../../support/subgraph-harness.js';

let markets: SubgraphHarness;

beforeAll(async () => {
  markets = await startSubgraphHarness(MARKETS_SUBGRAPH, MARKETS_MODELS);
  await markets.insert(countryModel, seedRecords<CountryRecord>('countries'));
  await markets.insert(marketPolicyModel, seedRecords<MarketPolicyRecord>('market_policies'));
  await markets.insert(fxRateModel, seedRecords<FxRateRecord>('fx_rates'));
});

afterAll(() => markets.close());

const QUERY = `query ($input: LandedCostInput!) {
  landedCost(input: $input) {
    lines { kind rate amount { amount currency } explanation policy { policyId } }
    cif { amount } duties { amount } landedExVat { amount } vat { amount } landed { amount currency } incentives { amount }
    disputed { policy { policyId } conflict { field } landed { amount } difference { amount } }
    missing unusedConditions conversions { base quote }
  }
}`;

interface Answer {
  lines: { kind: string; rate: string | null; amount: { amount: string; currency: string }; explanation: string }[];
  [total: string]: unknown;
}

function answerOf({ data, errors }: OperationResult): Answer {
  expect(errors).toEqual([]);
  return (data as { landedCost: Answer }).landedCost;
}

const costOf = async (input: object): Promise<Answer> => answerOf(await markets.run(QUERY, { variables: { input } }));

function sumOf({ lines }: Answer, kind: string): number {
  return lines.filter((line) => line.kind === kind).reduce((sum, { amount }) => sum + Number(amount.amount), 0);
}

const total = (answer: Answer, name: string) => Number((answer[name] as { amount: string }).amount);

describe('the published cases', () => {
  const toGermany = {
    country: 'DE',
    originCountry: 'CN',
    cifPrice: { amount: '20000', currency: 'EUR' },
    exporterGroup: 'BYD Group',
  };

  it('LC1: a battery electric car of BYD in Germany', async () => {
    const answer = await costOf({ ...toGermany, powertrain: 'BEV', asOf: '2025-06-01' });
    expect(sumOf(answer, 'IMPORT_DUTY')).toBe(2000);
    expect(sumOf(answer, 'COUNTERVAILING_DUTY')).toBe(3400);
    expect(['landedExVat', 'vat', 'landed'].map((name) => total(answer, name))).toEqual([25_400, 4_826, 30_226]);
    expect(answer.conversions).toEqual([]);
  });

  it('LC3: none on its plug-in hybrid', async () => {
    const answer = await costOf({ ...toGermany, powertrain: 'PHEV', asOf: '2025-06-01' });
    expect(sumOf(answer, 'COUNTERVAILING_DUTY')).toBe(0);
    expect(['landedExVat', 'vat', 'landed'].map((name) => total(answer, name))).toEqual([22_000, 4_180, 26_180]);
  });

  it('LC5: a price undertaking that is kept, and one that is not', async () => {
    const tavascan = {
      ...toGermany,
      cifPrice: { amount: '30000', currency: 'EUR' },
      exporterGroup: 'Volkswagen (Anhui)',
      powertrain: 'BEV',
      asOf: '2026-03-01',
    };
    const kept = await costOf({ ...tavascan, conditions: ['AT_OR_ABOVE_MINIMUM_IMPORT_PRICE', 'IN_QUOTA'] });
    expect([sumOf(kept, 'IMPORT_DUTY'), sumOf(kept, 'COUNTERVAILING_DUTY')]).toEqual([3000, 0]);
    const beyond = await costOf({ ...tavascan, conditions: ['AT_OR_ABOVE_MINIMUM_IMPORT_PRICE'] });
    expect(sumOf(beyond, 'COUNTERVAILING_DUTY')).toBe(6210);
    const dayBefore = await costOf({
      ...tavascan,
      asOf: '2026-02-09',
      conditions: ['AT_OR_ABOVE_MINIMUM_IMPORT_PRICE', 'IN_QUOTA'],
    });
    expect(sumOf(dayBefore, 'COUNTERVAILING_DUTY')).toBe(6210);
  });

  it('LC7: the floor of the Turkish additional duty', async () => {
    const answer = await costOf({
      country: 'TR',
      asOf: '2025-06-01',
      originCountry: 'CN',
      powertrain: 'HEV',
      cifPrice: { amount: '15000', currency: 'USD' },
    });
    expect(answer.lines.find(({ kind }) => kind === 'ADDITIONAL_DUTY')?.amount).toEqual({
      amount: '7000',
      currency: 'USD',
    });
  });

  it.each([
    ['2025-06-01', 0],
    ['2026-06-01', 37_500],
    ['2027-06-01', 75_000],
  ])('LC9: Norwegian value added tax above the threshold of the day: %s', async (asOf, vat) => {
    const price = { amount: '450000', currency: 'NOK' };
    const answer = await costOf({ country: 'NO', asOf, powertrain: 'BEV', cifPrice: price, retailPrice: price });
    expect(total(answer, 'vat')).toBe(vat);
  });

  it.each([
    ['2024-06-01', 100_000],
    ['2025-06-01', 75_000],
    ['2026-06-01', 0],
  ])('LC11: Thai subsidy for an imported car of 60 kWh: %s', async (asOf, subsidy) => {
    const answer = await costOf({
      country: 'TH',
      asOf,
      originCountry: 'CN',
      powertrain: 'BEV',
      batteryKwh: '60',
      cifPrice: { amount: '900000', currency: 'THB' },
      retailPrice: { amount: '1200000', currency: 'THB' },
    });
    expect(sumOf(answer, 'PURCHASE_INCENTIVE')).toBe(subsidy);
    expect(total(answer, 'incentives')).toBe(subsidy);
  });
});
