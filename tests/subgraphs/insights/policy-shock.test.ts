import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SeededDatabase, startSeededDatabase } from '../../support/seeded-database.js';
import { type SeededServer, startSeededServer } from '../../support/seeded-server.js';

const QUERY = `query ($input: PolicyShockInput!) {
  policyShock(input: $input) {
    offersReckoned coverage missing { input }
    offers {
      country difference { amount } landedCost { amount } newLandedCost { amount }
      instalment { amount } newInstalment { amount }
      basesElsewhere { baseId maker country { code } servesCountries { code } }
      offer { offerId originCountry cifPrice { amount } listPriceInclVat { amount } variant { makerSlug powertrain } }
    }
  }
}`;

interface Amount {
  amount: string;
}

interface Answer {
  policyShock: {
    offersReckoned: number;
    offers: {
      difference: Amount;
      landedCost: Amount;
      newLandedCost: Amount;
      instalment: Amount | null;
      newInstalment: Amount | null;
      basesElsewhere: { maker: string; country: { code: string }; servesCountries: { code: string }[] }[];
      offer: {
        originCountry: string;
        cifPrice: Amount;
        listPriceInclVat: Amount;
        variant: { makerSlug: string; powertrain: string };
      };
    }[];
  };
}

const BYD_DUTY = 'eu27-countervailing-duty-byd-group-2024-10-30';

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

function shock(changes: Record<string, unknown>, asOf = '2026-11-24') {
  return server.ask<Answer>(QUERY, { input: { policyId: BYD_DUTY, countries: ['DE', 'FR', 'TH'], asOf, ...changes } });
}

describe('policy shock', () => {
  it('raises the cost of the battery cars of the maker from China by duty and value added tax', async () => {
    const { data: answer, errors } = await shock({ rate: '0.27', countries: ['DE'] });
    expect(errors).toEqual([]);
    const { offers, offersReckoned } = answer.policyShock;
    expect(offersReckoned).toBeGreaterThanOrEqual(offers.length);
    expect(offers.length).toBeGreaterThan(0);
    for (const hit of offers) {
      expect(hit.offer.variant).toMatchObject({ makerSlug: 'byd', powertrain: 'BEV' });
      expect(hit.offer.originCountry).toBe('CN');
      // From 17 % to 27 % of the customs value, and 19 % of value added tax on it.
      expect(Number(hit.difference.amount)).toBeCloseTo(Number(hit.offer.cifPrice.amount) * 0.1 * 1.19, 1);
      if (hit.instalment && hit.newInstalment) {
        const share = 1 + Number(hit.difference.amount) / Number(hit.offer.listPriceInclVat.amount);
        expect(Number(hit.newInstalment.amount)).toBeCloseTo(Number(hit.instalment.amount) * share, 1);
      }
      for (const base of hit.basesElsewhere) {
        expect(base.maker).toBe('byd');
        expect(base.country.code).not.toBe('CN');
        expect([base.country.code, ...base.servesCountries.map(({ code }) => code)]).toContain('DE');
      }
    }
  });

  it('hits nothing where the rate stays, and nothing outside of the trade region', async () => {
    const same = await shock({ rate: '0.17' });
    expect(same.data.policyShock.offers).toEqual([]);
    const elsewhere = await shock({ withdrawn: true, countries: ['TH'] });
    expect(elsewhere.data.policyShock.offers).toEqual([]);
  });

  it('refuses a change that is none, two at once, and a negative rate', async () => {
    for (const wrong of [{}, { rate: '0.1', withdrawn: true }, { rate: '-0.1' }]) {
      const { errors } = await shock(wrong);
      expect(errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
    }
  });
});
