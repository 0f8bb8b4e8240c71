import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Caller } from '../../../src/kernel/caller.js';
import { batteryPassportModel } from '../../../src/subgraphs/compliance/battery-passport/battery-passport.model.js';
import { type ContractRecord, contractModel } from '../../../src/subgraphs/finance/contract/contract.model.js';
import { seedRows } from '../../support/seed-rows.js';
import { type SeededDatabase, startSeededDatabase } from '../../support/seeded-database.js';
import { type SeededServer, startSeededServer } from '../../support/seeded-server.js';

const AS_OF = '2026-11-24';

let data: SeededDatabase;
let server: SeededServer;

beforeAll(async () => {
  data = await startSeededDatabase(['contracts', 'fx_rates', 'battery_passports']);
  server = await startSeededServer(data);
}, 120_000);

afterAll(async () => {
  await server.close();
  await data.close();
});

const contracts = seedRows<ContractRecord>('contracts');
const classes = new Map(
  seedRows<{ _id: string; sustainability: { carbonFootprint: { performanceClass: string } | null } }>(
    'battery_passports',
  ).map(({ _id, sustainability }) => [_id, sustainability.carbonFootprint?.performanceClass ?? null]),
);
/** What the passport of the collateral says; the seeds report no classes beside it. */
const classOf = ({ batteryPassportId }: ContractRecord) => classes.get(batteryPassportId ?? '') ?? null;
/** Units of a currency for one euro: the last rate up to the day. */
function euroRate(currency: string): number {
  if (currency === 'EUR') return 1;
  const rates = seedRows<{ base: string; quote: string; date: string; rate: { toString(): string } }>('fx_rates')
    .filter((row) => row.base === 'EUR' && row.quote === currency && row.date <= AS_OF)
    .sort((one, other) => (one.date < other.date ? -1 : 1));
  return Number(rates.at(-1)?.rate.toString());
}

const bank = (partnerId: string): Caller => ({
  authenticated: true,
  scopes: new Set(['bank']),
  partnerId,
  subject: partnerId,
});
const INTERNAL: Caller = { authenticated: true, scopes: new Set(['internal']), partnerId: null, subject: 'report' };

const QUERY = `query ($groupBy: [ExposureDimension!]!, $currency: CurrencyCode!) {
  exposure(groupBy: $groupBy, currency: $currency, asOf: "${AS_OF}") {
    total { amount currency } rates { from to rate date } unconverted { amount }
    groups { country productKind model batteryCarbonClass guaranteeGap contracts outstanding { amount } stage1 { amount } stage2 { amount } stage3 { amount } }
  }
}`;

interface Group {
  country: string | null;
  batteryCarbonClass: string | null;
  guaranteeGap: string | null;
  contracts: number;
  outstanding: { amount: string };
  stage1: { amount: string };
  stage2: { amount: string };
  stage3: { amount: string };
}
interface Answer {
  exposure: {
    total: { amount: string };
    rates: { from: string; date: string }[];
    unconverted: object[];
    groups: Group[];
  };
}

function byHand(rows: readonly ContractRecord[], currency: string): number {
  return rows.reduce(
    (sum, row) => sum + (Number(row.outstanding.toString()) / euroRate(row.currency)) * euroRate(currency),
    0,
  );
}

describe('exposure', () => {
  it.each(['EUR', 'USD'])('in %s is what a sum over the contracts gives, in one command', async (currency) => {
    const {
      data: answer,
      errors,
      commands,
    } = await server.ask<Answer>(QUERY, { groupBy: ['COUNTRY'], currency }, INTERNAL);
    expect(errors).toEqual([]);
    expect(commands.filter((command) => command.endsWith('contracts'))).toEqual(['aggregate contracts']);
    expect(Number(answer.exposure.total.amount) / byHand(contracts, currency)).toBeCloseTo(1, 8);
    for (const group of answer.exposure.groups) {
      const own = contracts.filter(({ country }) => country === group.country);
      expect(group.contracts).toBe(own.length);
      expect(Number(group.outstanding.amount) / byHand(own, currency)).toBeCloseTo(1, 6);
    }
    expect(answer.exposure.unconverted).toEqual([]);
    expect(answer.exposure.rates.every(({ date }) => date <= AS_OF)).toBe(true);
  });

  it('tells stages, classes of batteries and guarantees that end too early', async () => {
    const { data: answer } = await server.ask<Answer>(
      QUERY,
      { groupBy: ['BATTERY_CARBON_CLASS', 'GUARANTEE_GAP'], currency: 'EUR' },
      INTERNAL,
    );
    const gapOf = ({ guaranteeEndsOn, endsOn }: ContractRecord) =>
      guaranteeEndsOn === null ? 'UNKNOWN' : guaranteeEndsOn < endsOn ? 'GAP' : 'COVERED';
    const stageOf = ({ daysPastDue }: ContractRecord) =>
      daysPastDue >= 90 ? 'stage3' : daysPastDue > 30 ? 'stage2' : 'stage1';
    for (const group of answer.exposure.groups) {
      const own = contracts.filter(
        (row) => classOf(row) === group.batteryCarbonClass && gapOf(row) === group.guaranteeGap,
      );
      expect(group.contracts).toBe(own.length);
      for (const stage of ['stage1', 'stage2', 'stage3'] as const) {
        expect(Number(group[stage].amount)).toBeCloseTo(
          byHand(
            own.filter((row) => stageOf(row) === stage),
            'EUR',
          ),
          1,
        );
      }
    }
    expect(answer.exposure.groups.reduce((sum, group) => sum + group.contracts, 0)).toBe(contracts.length);
  });

  it('shows a bank its own contracts, and nobody any', async () => {
    const partnerId = String(contracts[0]?.partnerId);
    const { data: answer } = await server.ask<Answer>(QUERY, { groupBy: [], currency: 'EUR' }, bank(partnerId));
    expect(answer.exposure.groups[0]?.contracts).toBe(contracts.filter((row) => row.partnerId === partnerId).length);
    const stranger = await server.ask<Answer>(QUERY, { groupBy: [], currency: 'EUR' }, bank('nobody'));
    expect(stranger.data.exposure.groups).toEqual([]);
    const open = await server.ask(QUERY, { groupBy: [], currency: 'EUR' });
    expect(open.errors[0]?.extensions.code).toBe('UNAUTHORIZED_FIELD');
  });

  it('takes classes from passports where there are some, and adds up to the cent', async () => {
    const one = contracts.find((row) => classOf(row) === 'E');
    const nameless = contracts.find(({ batteryPassportId }) => batteryPassportId === null);
    const passportId = 'urn:example:battery:1';
    await data.database.model(batteryPassportModel).collection.insertOne({
      _id: passportId as never,
      passportId,
      sustainability: { carbonFootprint: { performanceClass: 'A' } },
    });
    const stored = data.database.model(contractModel);
    await stored.updateOne(
      { _id: one?._id ?? '' },
      { $set: { batteryPassportId: passportId, batteryCarbonClass: 'Y' } },
    );
    await stored.updateOne({ _id: nameless?._id ?? '' }, { $set: { batteryCarbonClass: 'Z' } });
    const {
      data: answer,
      errors,
      commands,
    } = await server.ask<Answer>(QUERY, { groupBy: ['BATTERY_CARBON_CLASS'], currency: 'EUR' }, INTERNAL);
    for (const row of [one, nameless]) await stored.replaceOne({ _id: row?._id ?? '' }, row);
    expect(errors).toEqual([]);
    const counted = (carbonClass: string) =>
      answer.exposure.groups.find(({ batteryCarbonClass }) => batteryCarbonClass === carbonClass)?.contracts;
    const copied = (carbonClass: string) => contracts.filter((row) => classOf(row) === carbonClass).length;
    expect([counted('A'), counted('E')]).toEqual([copied('A') + 1, copied('E') - 1]);
    expect([counted('Y'), counted('Z')]).toEqual([undefined, 1]);
    expect(commands.filter((command) => command.endsWith('battery_passports'))).toEqual(['find battery_passports']);
    const cents = (amount: string) => Math.round(Number(amount) * 100);
    const { groups, total } = answer.exposure;
    expect(groups.reduce((sum, { outstanding }) => sum + cents(outstanding.amount), 0)).toBe(cents(total.amount));
    for (const { outstanding, stage1, stage2, stage3 } of groups) {
      expect(cents(stage1.amount) + cents(stage2.amount) + cents(stage3.amount)).toBe(cents(outstanding.amount));
    }
  });

  it('leads from a contract to the passport of its battery', async () => {
    const one = contracts.find(({ variantId }) => variantId !== null);
    const passportId = 'urn:example:battery:2';
    const stored = data.database.model(contractModel);
    await stored.updateOne({ _id: one?._id ?? '' }, { $set: { batteryPassportId: passportId } });
    const { data: answer, errors } = await server.ask(
      'query ($id: ID!) { contract(id: $id) { stage batteryPassport { passportId } } }',
      { id: one?._id },
      INTERNAL,
    );
    await stored.replaceOne({ _id: one?._id ?? '' }, one);
    expect(errors).toEqual([]);
    expect(answer).toMatchObject({ contract: { batteryPassport: { passportId } } });
  });
});
