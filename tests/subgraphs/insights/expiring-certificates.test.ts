import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PUBLIC_CALLER } from '../../../src/kernel/caller.js';
import { concernedBy } from '../../../src/subgraphs/insights/expiring-certificates/concerned.js';
import type { MarketOfferRecord } from '../../../src/subgraphs/vehicles/offer/market-offer.model.js';
import { seedRows } from '../../support/seed-rows.js';
import { type SeededDatabase, startSeededDatabase } from '../../support/seeded-database.js';
import { type SeededServer, startSeededServer } from '../../support/seeded-server.js';
import { appliedFor, bankCaller, INTERNAL } from './applied-for.js';

const AS_OF = '2026-11-24';

const QUERY = `query ($country: CountryCode, $withinDays: Int!) {
  expiringCertificates(country: $country, withinDays: $withinDays, asOf: "${AS_OF}") {
    applicationsConcerned missing { input }
    partners { partnerId name }
    certificates { offers { offerId } applications { applicationId status } partners { partnerId } }
  }
}`;

interface Answer {
  expiringCertificates: {
    applicationsConcerned: number;
    missing: { input: string }[];
    partners: { partnerId: string; name: string }[];
    certificates: {
      offers: { offerId: string }[];
      applications: { applicationId: string; status: string }[];
      partners: { partnerId: string }[];
    }[];
  };
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

describe('expiring certificates', () => {
  it('names the open applications and their banks', async () => {
    const before = await server.ask<Answer>(QUERY, { country: 'DE', withinDays: 90 }, INTERNAL);
    const offerId = before.data.expiringCertificates.certificates.flatMap(({ offers }) => offers)[0]?.offerId;
    const offer = seedRows<MarketOfferRecord>('market_offers').find(({ _id }) => _id === offerId);
    if (offer === undefined) throw new Error('no certificate of an offer in Germany lapses');
    const { applicationId } = await appliedFor(server, offer, 'DE-02-loan');
    const { data: answer, errors } = await server.ask<Answer>(QUERY, { country: 'DE', withinDays: 90 }, INTERNAL);
    expect(errors).toEqual([]);
    const { certificates, applicationsConcerned, partners } = answer.expiringCertificates;
    const concerned = certificates.filter(({ applications }) => applications.length > 0);
    expect(concerned.length).toBeGreaterThan(0);
    for (const { offers, applications } of concerned) {
      expect(offers.map((one) => one.offerId)).toContain(offerId);
      expect(applications).toEqual([{ applicationId, status: 'SUBMITTED' }]);
    }
    expect(applicationsConcerned).toBe(1);
    expect(partners.map(({ partnerId }) => partnerId)).toEqual(['demo-bank-de']);
    expect(partners[0]?.name).toBeTruthy();
  });

  it('is for internal callers only', async () => {
    for (const caller of [PUBLIC_CALLER, bankCaller('demo-bank-de')]) {
      const { data: answer, errors, commands } = await server.ask(QUERY, { country: 'DE', withinDays: 90 }, caller);
      expect(errors[0]?.extensions.code).toBe('UNAUTHORIZED_FIELD');
      expect(answer).toBeNull();
      expect(commands).toEqual([]);
    }
  });

  it('costs no more commands for all countries than for one, but for the pages of offers', async () => {
    const one = await server.ask(QUERY, { country: 'DE', withinDays: 90 }, INTERNAL);
    const all = await server.ask(QUERY, { country: null, withinDays: 90 }, INTERNAL);
    const pages = Math.ceil(seedRows('market_offers').length / 200);
    // Offers, their variants and their certificates: each once a page.
    expect(all.commands.length).toBeLessThanOrEqual(one.commands.length + 4 * (pages - 1));
  });
});

describe('whom a certificate concerns', () => {
  const provenance = { confidence: 'LOW', source: { system: 'SYNTHETIC' } };
  const certificate = {
    certificateId: 'c',
    kind: 'FUNCTIONAL_SAFETY_CASE',
    maker: 'byd',
    variantIds: ['byd/seal'],
    validTo: '2027-01-01',
    country: { code: 'DE' },
    provenance,
  };
  const offer = (country: string, variantId: string, certificates: { kind: string }[] = []) => ({
    offerId: `${country}:${variantId}`,
    variantId,
    country: { code: country },
    variant: { makerSlug: 'byd' },
    certificates,
  });

  it('leaves out other countries and other cars, and those that another certificate of the kind covers', () => {
    const offers = [
      offer('DE', 'byd/seal'),
      offer('NO', 'byd/seal'),
      offer('DE', 'byd/atto'),
      offer('DE', 'byd/seal', [{ kind: 'SOFTWARE_UPDATE_MANAGEMENT_SYSTEM' }]),
      offer('DE', 'byd/seal', [{ kind: 'FUNCTIONAL_SAFETY_CASE' }]),
    ];
    const [concerned] = concernedBy([certificate], offers, []);
    expect(concerned?.offers).toEqual([offers[0], offers[3]]);
    expect(concerned?.renewedOffers).toBe(1);
  });

  it('finds applications by their offer, or by car and country where they name none, each once', () => {
    const application = (applicationId: string, offerId: string | null, country = 'DE') => ({
      applicationId,
      partnerId: `bank of ${applicationId}`,
      offerId,
      variantId: 'byd/seal',
      country: { code: country },
    });
    const applications = [
      application('1', 'DE:byd/seal'),
      application('2', null),
      application('3', null, 'NO'),
      application('4', 'DE:another'),
    ];
    const [concerned] = concernedBy([certificate], [offer('DE', 'byd/seal'), offer('DE', 'byd/seal')], applications);
    expect(concerned?.applications.map(({ applicationId }) => applicationId).sort()).toEqual(['1', '2']);
    expect(concerned?.partnerIds).toEqual(['bank of 1', 'bank of 2']);
  });
});
