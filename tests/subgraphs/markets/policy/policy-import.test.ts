import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { POLICY_FILE } from '../../../../seeds/build/markets/market-policies.js';
import { type CountryRecord, countryModel } from '../../../../src/subgraphs/markets/country/country.model.js';
import { MARKETS_MODELS, MARKETS_SUBGRAPH } from '../../../../src/subgraphs/markets/markets.subgraph.js';
import { marketPolicyModel } from '../../../../src/subgraphs/markets/policy/market-policy.model.js';
import { importPolicies } from '../../../../src/subgraphs/markets/policy/policy-import.service.js';
import { PolicyFileError } from '../../../../src/subgraphs/markets/policy/policy-problem.js';
import { seedRecords } from '../../../seeds/read-seeds.js';
import { at, type SubgraphHarness, startSubgraphHarness } from '../../../support/subgraph-harness.js';

let markets: SubgraphHarness;

beforeEach(async () => {
  markets = await startSubgraphHarness(MARKETS_SUBGRAPH, MARKETS_MODELS);
  await markets.insert(countryModel, seedRecords<CountryRecord>('countries'));
});

afterEach(() => markets.close());

const now = new Date('2026-11-24T10:00:00Z');
const load = (rows: readonly unknown[], dryRun = false) => importPolicies(markets.database, rows, { dryRun, now });
const stored = () => markets.database.model(marketPolicyModel).countDocuments();
const ours: { policyId: string }[] = JSON.parse(readFileSync(POLICY_FILE, 'utf8'));

const peru = {
  policyId: 'pe-import-duty',
  country: 'PE',
  kind: 'IMPORT_DUTY',
  scope: 'cars',
  rate: '0.06',
  validFrom: '2020-01-01',
  source: 'test',
  confidence: 'LOW',
};

async function dutyOf(country: string, asOf: string): Promise<unknown> {
  const result = await markets.run(
    'query ($input: LandedCostInput!) { landedCost(input: $input) { duties { amount } lines { policy { policyId } } } }',
    { variables: { input: { country, asOf, powertrain: 'BEV', cifPrice: { amount: '1000', currency: 'USD' } } } },
  );
  expect(result.errors).toEqual([]);
  return at(result, 'landedCost', 'duties', 'amount');
}

describe('a file of policies', () => {
  it('is written whole, and once: again it leaves everything unchanged', async () => {
    expect(new Set(await load(ours))).toEqual(new Set(['created']));
    expect(await stored()).toBe(ours.length);
    expect(new Set(await load(ours))).toEqual(new Set(['unchanged']));
  });

  it('makes a new country count without a line of code, and a changed row the new rate', async () => {
    await load(ours);
    expect(await dutyOf('PE', '2026-01-01')).toBe('0');
    expect(await load([peru])).toEqual(['created']);
    expect(await dutyOf('PE', '2026-01-01')).toBe('60');
    expect(
      await load([
        { ...peru, validTo: '2026-01-01' },
        { ...peru, policyId: 'pe-2026', rate: '0.11', validFrom: '2026-01-01' },
      ]),
    ).toEqual(['updated', 'created']);
    expect([await dutyOf('PE', '2025-12-31'), await dutyOf('PE', '2026-01-01')]).toEqual(['60', '110']);
  });

  it('leaves nothing behind when one row is wrong, alone or beside what is on file', async () => {
    const bad = { ...peru, policyId: 'bad', rate: undefined, formula: 'cif / 0', currency: 'USD' };
    await expect(load([peru, bad])).rejects.toThrow(/row 2 \(bad\), formula: "cif \/ 0" divides by zero/);
    expect(await stored()).toBe(0);
    await load([peru]);
    const overlap = { ...peru, policyId: 'other', validFrom: '2026-01-01' };
    await expect(load([{ ...peru, country: 'CL', policyId: 'cl' }, overlap])).rejects.toThrow(PolicyFileError);
    expect(await stored()).toBe(1);
  });

  it('tries without writing', async () => {
    expect(await load([peru], true)).toEqual(['created']);
    expect(await stored()).toBe(0);
  });
});
