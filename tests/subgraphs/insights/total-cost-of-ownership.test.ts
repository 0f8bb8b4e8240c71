import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FxRateRecord } from '../../../src/subgraphs/markets/exchange-rate/exchange-rate.model.js';
import type { MarketOfferRecord } from '../../../src/subgraphs/vehicles/offer/market-offer.model.js';
import { seedRows } from '../../support/seed-rows.js';
import { type SeededDatabase, startSeededDatabase } from '../../support/seeded-database.js';
import { type SeededServer, startSeededServer } from '../../support/seeded-server.js';

const AS_OF = '2026-11-24';

const TWELVE = ['DE', 'FR', 'IT', 'ES', 'NL', 'SE', 'NO', 'GB', 'TR', 'TH', 'AU', 'BR'];

const QUERY = `query ($input: TotalCostOfOwnershipInput!) {
  totalCostOfOwnership(input: $input) {
    country offerId coverage confidence
    missing { input } inputs { name value }
    listPrice { amount currency } incentives { amount } publicPricePerKwh { amount }
    financing { productId annualPercentageRate instalment { amount } }
    energy { amount } service { amount } repairsCoveredMonths residualValue { amount } total { amount }
    months { month car { amount } energy { amount } cumulative { amount } }
  }
}`;

interface Amount {
  amount: string;
}

interface Cost {
  country: string;
  offerId: string | null;
  missing: { input: string }[];
  inputs: { name: string; value: string | null }[];
  listPrice: (Amount & { currency: string }) | null;
  incentives: Amount | null;
  publicPricePerKwh: Amount | null;
  financing: { productId: string; instalment: Amount } | null;
  energy: Amount;
  service: Amount;
  repairsCoveredMonths: number;
  residualValue: Amount | null;
  total: Amount | null;
  months: { month: number; car: Amount; energy: Amount; cumulative: Amount }[];
}

interface Answer {
  totalCostOfOwnership: Cost[];
}

let data: SeededDatabase;
let server: SeededServer;
/** The offer in euro of which the most countries have the car. */
let offer: MarketOfferRecord;

beforeAll(async () => {
  data = await startSeededDatabase();
  server = await startSeededServer(data);
  const german = seedRows<MarketOfferRecord>('market_offers').filter(
    ({ country, status }) => country === 'DE' && status === 'ON_SALE',
  );
  offer = german[0] as MarketOfferRecord;
}, 300_000);

afterAll(async () => {
  await server.close();
  await data.close();
});

function input(changes: Record<string, unknown> = {}) {
  return { variantId: offer.variantId, countries: TWELVE, asOf: AS_OF, homeTariff: '0.30', ...changes };
}

describe('total cost of ownership', () => {
  it('answers twelve countries in their order, and says what each misses', async () => {
    const { data: answer, errors } = await server.ask<Answer>(QUERY, { input: input() });
    expect(errors).toEqual([]);
    const costs = answer.totalCostOfOwnership;
    expect(costs.map(({ country }) => country)).toEqual(TWELVE);
    const offered = seedRows<MarketOfferRecord>('market_offers').filter(
      ({ variantId, validFrom, validTo }) =>
        variantId === offer.variantId &&
        (validFrom === null || validFrom <= AS_OF) &&
        (validTo === null || validTo > AS_OF),
    );
    for (const cost of costs) {
      const sold = offered.find(({ country }) => country === cost.country);
      expect(cost.offerId).toBe(sold?._id ?? null);
      expect(cost.total === null).toBe(cost.listPrice === null);
      if (!sold) expect(cost.missing.map((one) => one.input)).toContain('price');
      expect(cost.months).toHaveLength(49);
    }
  });

  it('adds up: months to the sum, price, energy and residual value by plain arithmetic', async () => {
    const { data: answer } = await server.ask<Answer>(QUERY, {
      input: input({
        countries: ['DE'],
        months: 36,
        kmPerYear: 12_000,
        homeChargingShare: '0.5',
        yearlyDepreciation: '0.2',
      }),
    });
    const [cost] = answer.totalCostOfOwnership;
    if (!cost) throw new Error('no answer');
    const price = Number(offer.listPriceInclVat.amount);
    expect(Number(cost.listPrice?.amount)).toBeCloseTo(price, 2);
    expect(Number(cost.residualValue?.amount)).toBeCloseTo(price * 0.8 ** 3, 1);
    const perHundred = Number(cost.inputs.find(({ name }) => name.startsWith('consumption'))?.value);
    const kwh = (perHundred / 100) * 12_000 * 3;
    const publicPrice = Number(cost.publicPricePerKwh?.amount ?? 0);
    expect(Number(cost.energy.amount) / (kwh * (0.5 * 0.3 + 0.5 * publicPrice))).toBeCloseTo(1, 3);
    const paid = cost.months.reduce((sum, { car, energy }) => sum + Number(car.amount) + Number(energy.amount), 0);
    const last = Number(cost.months.at(-1)?.cumulative.amount);
    // Each of 37 months is rounded to a cent.
    expect(Math.abs(paid - last)).toBeLessThan(0.4);
    expect(Number(cost.total?.amount)).toBeCloseTo(last - Number(cost.residualValue?.amount), 1);
  });

  it('reports in another currency by the rate of the day', async () => {
    const rates = seedRows<FxRateRecord>('fx_rates')
      .filter(({ base, quote, date }) => base === 'EUR' && quote === 'USD' && date <= AS_OF)
      .sort((one, other) => (one.date < other.date ? 1 : -1));
    const rate = Number(rates[0]?.rate);
    const { data: answer, errors } = await server.ask<Answer>(QUERY, {
      input: input({ countries: ['DE'], reportingCurrency: 'USD' }),
    });
    expect(errors).toEqual([]);
    const listPrice = answer.totalCostOfOwnership[0]?.listPrice;
    expect(listPrice?.currency).toBe('USD');
    expect(Number(listPrice?.amount)).toBeCloseTo(Number(offer.listPriceInclVat.amount) * rate, 2);
  });

  it('takes an offer instead of a car, and refuses neither, both, and rubbish', async () => {
    const byOffer = await server.ask<Answer>(QUERY, {
      input: { offerId: offer._id, countries: ['DE'], asOf: AS_OF },
    });
    expect(byOffer.errors).toEqual([]);
    expect(byOffer.data.totalCostOfOwnership[0]?.offerId).toBe(offer._id);
    for (const wrong of [
      { countries: ['DE'] },
      { variantId: offer.variantId, offerId: offer._id, countries: ['DE'] },
      { variantId: 'no/such/car', countries: ['DE'] },
      { variantId: offer.variantId, countries: ['XX'] },
      { variantId: offer.variantId, countries: ['DE'], homeChargingShare: '1.5' },
      { variantId: offer.variantId, countries: [] },
    ]) {
      const { errors } = await server.ask(QUERY, { input: wrong });
      expect(errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
    }
  });

  it('costs at most one command a collection and level, for twelve countries as for one', async () => {
    const reportingCurrency = 'USD';
    const one = await server.ask(QUERY, { input: input({ countries: ['DE'], reportingCurrency }) });
    const twelve = await server.ask(QUERY, { input: input({ reportingCurrency }) });
    expect(twelve.errors).toEqual([]);
    const count = (commands: readonly string[]) => {
      const counts: Record<string, number> = {};
      for (const command of commands) counts[command] = (counts[command] ?? 0) + 1;
      return counts;
    };
    const counts = count(twelve.commands);
    expect(counts).toEqual(count(one.commands));
    // Levels: the car; its offers, which ask for the car again; what each country adds, of which the guarantee asks for it.
    const levels = { 'find vehicle_variants': 3 };
    for (const [command, times] of Object.entries(counts)) {
      expect([command, times]).toEqual([command, levels[command as keyof typeof levels] ?? 1]);
    }
  });

  it('has repairs paid for by the guarantee as long as it covers the car at its use', async () => {
    const ask = (changes: object) =>
      server.ask<Answer>(QUERY, {
        input: input({
          variantId: 'byd/dolphin/2025/premium/extended_range',
          countries: ['DE'],
          months: 60,
          ...changes,
        }),
      });
    const costs = { servicePerYear: '240', repairsPerYear: '600' };
    const { data: usual } = await ask({ ...costs, kmPerYear: 10_000 });
    const { data: much } = await ask({ ...costs, kmPerYear: 60_000 });
    const { data: none } = await ask({ kmPerYear: 10_000 });
    const covered = usual.totalCostOfOwnership[0];
    expect(covered?.repairsCoveredMonths).toBeGreaterThan(24);
    // Kilometres end before years.
    expect(much.totalCostOfOwnership[0]?.repairsCoveredMonths).toBeLessThan(covered?.repairsCoveredMonths ?? 0);
    for (const cost of [covered, much.totalCostOfOwnership[0]]) {
      const uncovered = 60 - (cost?.repairsCoveredMonths ?? 0);
      expect(Number(cost?.service.amount)).toBeCloseTo(60 * 20 + uncovered * 50, 2);
    }
    expect(none.totalCostOfOwnership[0]?.service.amount).toMatch(/^0(\.0+)?$/);
    expect(none.totalCostOfOwnership[0]?.missing.map((gap) => gap.input)).toContain('repairs');
  });
});
