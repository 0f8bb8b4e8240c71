import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ContractRecord } from '../../../src/subgraphs/finance/contract/contract.model.js';
import type { MarketOfferRecord } from '../../../src/subgraphs/vehicles/offer/market-offer.model.js';
import { seedRows } from '../../support/seed-rows.js';
import { type SeededDatabase, startSeededDatabase } from '../../support/seeded-database.js';
import { type SeededServer, startSeededServer } from '../../support/seeded-server.js';
import { appliedFor, INTERNAL } from './applied-for.js';

const QUERY = `query ($input: PolicyShockInput!) {
  policyShock(input: $input) {
    offersReckoned coverage missing { input }
    offers {
      country difference { amount } landedCost { amount } newLandedCost { amount }
      instalment { amount } newInstalment { amount }
      waysAround { avoids madeInCountry originCountry assemblyForm spareCapacity landedCost { amount }
        base { baseId maker form country { code } servesCountries { code } } }
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
      waysAround: {
        avoids: boolean | null;
        madeInCountry: boolean;
        originCountry: string | null;
        assemblyForm: string | null;
        spareCapacity: number | null;
        landedCost: Amount | null;
        base: { maker: string; form: string; country: { code: string }; servesCountries: { code: string }[] };
      }[];
      offer: {
        originCountry: string;
        cifPrice: Amount;
        listPriceInclVat: Amount;
        variant: { makerSlug: string; powertrain: string };
      };
    }[];
  };
}

interface Commitments {
  policyShock: {
    offers: { offer: { offerId: string }; difference: Amount }[];
    commitments: {
      complete: boolean;
      partners: { partnerId: string }[];
      contracts: { contractId: string }[];
      outstanding: Amount[];
      quotes: { quote: { quoteId: string }; instalment: Amount; newInstalment: Amount | null }[];
      applications: { application: object; newInstalment: Amount | null }[];
    };
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
      // Szeged is the maker's one base in another country that delivers to Germany; cars from it are none of China.
      expect(hit.waysAround).toHaveLength(1);
      const [way] = hit.waysAround;
      expect(way).toMatchObject({ avoids: true, madeInCountry: false, originCountry: 'HU', assemblyForm: 'CBU' });
      expect(way?.base).toMatchObject({ maker: 'byd', country: { code: 'HU' } });
      expect([...(way?.base.servesCountries ?? [])].map(({ code }) => code)).toContain('DE');
      // A car of the Union bears no duty: the customs value with 19 % of value added tax.
      expect(Number(way?.landedCost?.amount)).toBeLessThan(Number(hit.newLandedCost.amount));
    }
  });

  it('hits nothing where the rate stays, and nothing outside of the trade region', async () => {
    const same = await shock({ rate: '0.17' });
    expect(same.data.policyShock.offers).toEqual([]);
    const elsewhere = await shock({ withdrawn: true, countries: ['TH'] });
    expect(elsewhere.data.policyShock.offers).toEqual([]);
  });

  it('tells internal callers the live quotes and open applications, with their new instalments, and nobody else', async () => {
    const offer = seedRows<MarketOfferRecord>('market_offers').find(
      ({ country, variantId, originCountry, status, validTo }) =>
        country === 'DE' &&
        variantId.startsWith('byd/') &&
        originCountry === 'CN' &&
        status === 'ON_SALE' &&
        validTo === '2027-01-01',
    );
    if (offer === undefined) throw new Error('no such offer');
    const { quoteId, applicationId } = await appliedFor(server, offer, 'DE-02-loan');
    const COMMITMENTS = `query ($input: PolicyShockInput!) { policyShock(input: $input) {
      offers { offer { offerId } difference { amount } }
      commitments { complete partners { partnerId } contracts { contractId } outstanding { amount currency }
        quotes { quote { quoteId } offer { offerId } instalment { amount } newInstalment { amount } }
        applications { application { applicationId status } newInstalment { amount } } } } }`;
    const input = { policyId: BYD_DUTY, rate: '0.27', countries: ['DE'], asOf: '2026-11-24' };
    const { data: answer, errors } = await server.ask<Commitments>(COMMITMENTS, { input }, INTERNAL);
    expect(errors).toEqual([]);
    const { commitments, offers } = answer.policyShock;
    expect(commitments.complete).toBe(true);
    const cars = new Set(offers.map((one) => one.offer.offerId.replace('DE:', '')));
    const contracts = seedRows<ContractRecord>('contracts').filter(
      (row) => row.country === 'DE' && row.status === 'RUNNING' && cars.has(row.variantId ?? ''),
    );
    expect(commitments.contracts.map(({ contractId }) => contractId).sort()).toEqual(
      contracts.map(({ _id }) => _id).sort(),
    );
    expect(Number(commitments.outstanding[0]?.amount ?? 0)).toBeCloseTo(
      contracts.reduce((sum, { outstanding }) => sum + Number(outstanding), 0),
      2,
    );
    const banks = new Set(['demo-bank-de', ...contracts.map(({ partnerId }) => partnerId)]);
    expect(commitments.partners.map(({ partnerId }) => partnerId)).toEqual([...banks].sort());
    expect(commitments.applications.map(({ application }) => application)).toEqual([
      { applicationId, status: 'SUBMITTED' },
    ]);
    const [quote] = commitments.quotes;
    expect(quote).toMatchObject({ quote: { quoteId }, offer: { offerId: offer._id } });
    // The same shares of a price that has grown by the difference: what finance itself would quote for it.
    const difference = Number(offers.find((one) => one.offer.offerId === offer._id)?.difference.amount);
    const price = (Number(offer.listPriceInclVat.amount) + difference).toFixed(2);
    const again = await server.ask<{
      quotePreview: { offers: { product: { productId: string }; instalment: Amount }[] };
    }>(
      `query ($input: QuotePreviewInput!) { quotePreview(input: $input) { offers { product { productId } instalment { amount } } } }`,
      {
        input: {
          country: 'DE',
          variantId: offer.variantId,
          powertrain: 'BEV',
          price: { amount: price, currency: 'EUR' },
          downPaymentShare: '0.25',
          termMonths: 48,
        },
      },
    );
    const quoted = again.data.quotePreview.offers.find(({ product }) => product.productId === 'DE-02-loan');
    expect(Number(quote?.newInstalment?.amount)).toBeCloseTo(Number(quoted?.instalment.amount), 1);
    expect(Number(quote?.newInstalment?.amount)).toBeGreaterThan(Number(quote?.instalment.amount));

    const refused = await server.ask<Commitments>(COMMITMENTS, { input });
    expect(refused.errors[0]?.extensions.code).toBe('UNAUTHORIZED_FIELD');
    expect(refused.data.policyShock.commitments).toBeNull();
    expect(refused.commands.filter((command) => /quotes|applications|contracts/.test(command))).toEqual([]);
  });

  it('refuses a change that is none, two at once, and a negative rate', async () => {
    for (const wrong of [{}, { rate: '0.1', withdrawn: true }, { rate: '-0.1' }]) {
      const { errors } = await shock(wrong);
      expect(errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
    }
  });
});
