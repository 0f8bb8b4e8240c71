import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TownRecord } from '../../../src/subgraphs/markets/town/town.model.js';
import type { ServicePointRecord } from '../../../src/subgraphs/service/point/service-point.model.js';
import { seedRows } from '../../support/seed-rows.js';
import { type SeededDatabase, startSeededDatabase } from '../../support/seeded-database.js';
import { type SeededServer, startSeededServer } from '../../support/seeded-server.js';

const AS_OF = '2026-11-24';

const QUERY = `query ($country: CountryCode!, $asOf: Date!) {
  country(code: $country) {
    readiness(asOf: $asOf) {
      asOf score reason coverage confidence service finance infrastructure
      missing { input reason }
      inputs { name value source }
      tenMoreWorkshops { added leg score gain }
      fiftyMoreDcSites { added leg score gain }
    }
  }
}`;

interface Effect {
  added: number;
  leg: number;
  score: number | null;
  gain: number | null;
}

interface Answer {
  country: {
    readiness: {
      score: number | null;
      reason: string | null;
      coverage: number;
      service: number | null;
      finance: number | null;
      infrastructure: number | null;
      missing: { input: string; reason: string }[];
      tenMoreWorkshops: Effect | null;
      fiftyMoreDcSites: Effect | null;
    };
  };
}

interface Financing {
  country: {
    offers: { nodes: { financing: { offers: { annualPercentageRate: { percent: string } }[] } }[] };
  };
}

/** Spherical law of cosines: another formula than that of the index. */
function kilometres([lon1 = 0, lat1 = 0]: readonly number[], [lon2 = 0, lat2 = 0]: readonly number[]): number {
  const rad = (degrees: number) => (degrees * Math.PI) / 180;
  const cosine =
    Math.sin(rad(lat1)) * Math.sin(rad(lat2)) + Math.cos(rad(lat1)) * Math.cos(rad(lat2)) * Math.cos(rad(lon1 - lon2));
  return 6371 * Math.acos(Math.min(1, cosine));
}

/** Every town against every workshop, over the seed files. */
function serviceByHand(country: string, asOf: string): number {
  const towns = seedRows<TownRecord>('towns').filter((town) => town.country === country);
  const qualified = seedRows<ServicePointRecord>('service_points').filter(
    (point) =>
      point.country === country &&
      point.status === 'OPEN' &&
      point.location &&
      point.capabilities.some(
        ({ code, validTo }) => code === 'HV_LEVEL_3_LIVE_WORK' && (validTo === null || validTo > asOf),
      ),
  );
  let all = 0;
  let within = 0;
  for (const { population, location } of towns) {
    all += population;
    const near = qualified.some((point) => kilometres(location.coordinates, point.location?.coordinates ?? []) <= 50);
    if (near) within += population;
  }
  return within / all;
}

let data: SeededDatabase;
let server: SeededServer;

beforeAll(async () => {
  data = await startSeededDatabase();
  server = await startSeededServer(data);
}, 300_000);

afterAll(async () => {
  await server.close();
  await data.close();
});

describe('readiness', () => {
  it.each(['DE', 'TR', 'GB'])('%s: the service leg is what a pass over the seed files gives', async (country) => {
    const { data: answer, errors } = await server.ask<Answer>(QUERY, { country, asOf: AS_OF });
    expect(errors).toEqual([]);
    expect(answer.country.readiness.service).toBeCloseTo(serviceByHand(country, AS_OF), 9);
  });

  it('the finance leg counts offers with two products near the median rate', async () => {
    const { data: answer } = await server.ask<Answer>(QUERY, { country: 'DE', asOf: AS_OF });
    const { data: market } = await server.ask<Financing>(
      `{ country(code: "DE") { offers(first: 200, asOf: "${AS_OF}", filter: { statuses: [ON_SALE] }) { nodes {
        financing(first: 200, wish: { termMonths: 48, downPaymentShare: "0.2", asOf: "${AS_OF}" }) {
          offers { annualPercentageRate { percent: unrounded } } } } } } }`,
    );
    const rates = market.country.offers.nodes.map(({ financing }) =>
      financing.offers.map((offer) => Number(offer.annualPercentageRate.percent)),
    );
    const all = rates.flat().sort((one, other) => one - other);
    expect(all.length).toBeGreaterThan(0);
    const median = ((all[Math.floor((all.length - 1) / 2)] ?? 0) + (all[Math.ceil((all.length - 1) / 2)] ?? 0)) / 2;
    const served = rates.filter((offer) => offer.filter((rate) => rate <= median + 2).length >= 2);
    expect(answer.country.readiness.finance).toBeCloseTo(served.length / rates.length, 9);
  });

  it('is the geometric mean of the known legs, and more workshops never lower it', async () => {
    const { data: answer } = await server.ask<Answer>(QUERY, { country: 'TR', asOf: AS_OF });
    const { score, service, finance, infrastructure, tenMoreWorkshops, coverage } = answer.country.readiness;
    const legs = [service, finance, infrastructure].filter((leg): leg is number => leg !== null);
    const product = legs.reduce((all, leg) => all * Math.min(1, Math.max(0.01, leg)), 1);
    expect(coverage).toBeCloseTo(legs.length / 3, 9);
    expect(score).toBeCloseTo(100 * product ** (1 / legs.length), 6);
    expect(tenMoreWorkshops?.added).toBe(10);
    expect(tenMoreWorkshops?.leg).toBeGreaterThan(service ?? 1);
    expect(tenMoreWorkshops?.gain).toBeCloseTo((tenMoreWorkshops?.score ?? 0) - (score ?? 0), 9);
  });

  it('fifty more DC sites of 400 kW change the infrastructure leg by what they add to the power', async () => {
    const { data: answer } = await server.ask<Answer>(QUERY, { country: 'DE', asOf: AS_OF });
    const { data: density } = await server.ask<{
      country: { chargingDensity: { publicKW: number; bev: number; phev: number } };
    }>(`{ country(code: "DE") { chargingDensity(asOf: "${AS_OF}") { publicKW bev phev } } }`);
    const { publicKW, bev, phev } = density.country.chargingDensity;
    const { infrastructure, fiftyMoreDcSites } = answer.country.readiness;
    // Regulation (EU) 2023/1804, Article 3 (1).
    const required = 1.3 * bev + 0.8 * phev;
    // A share of six decimals.
    expect(infrastructure).toBeCloseTo(Math.min(1, publicKW / required), 6);
    expect(fiftyMoreDcSites?.leg).toBeCloseTo(Math.min(1, (publicKW + 20_000) / required), 9);
  });

  it('has no score, and says why, where less than half is known', async () => {
    const { data: answer } = await server.ask<Answer>(QUERY, { country: 'UZ', asOf: AS_OF });
    const { score, reason, missing, coverage } = answer.country.readiness;
    expect(score).toBeNull();
    expect(coverage).toBeLessThan(0.5);
    expect(reason).toContain('under a half');
    expect(missing.map(({ input }) => input)).toContain('finance');
  });
});
