import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Caller, PUBLIC_CALLER } from '../../../src/kernel/caller.js';
import type { MarketOfferRecord } from '../../../src/subgraphs/vehicles/offer/market-offer.model.js';
import { seedRows } from '../../support/seed-rows.js';
import { type SeededDatabase, startSeededDatabase } from '../../support/seeded-database.js';
import { type SeededServer, startSeededServer } from '../../support/seeded-server.js';
import { appliedFor, bankCaller, INTERNAL } from '../insights/applied-for.js';

let data: SeededDatabase;
let server: SeededServer;
let offers: MarketOfferRecord[];
const made: string[] = [];

beforeAll(async () => {
  data = await startSeededDatabase(['countries', 'finance_partners', 'financing_products', 'rate_tables']);
  server = await startSeededServer(data);
  offers = seedRows<MarketOfferRecord>('market_offers')
    .filter(({ country, status, listPriceInclVat }) => {
      const price = Number(listPriceInclVat.amount);
      return country === 'DE' && status === 'ON_SALE' && price > 20_000 && price < 60_000;
    })
    .slice(0, 3);
  for (const offer of offers) made.push((await appliedFor(server, offer, 'DE-02-loan')).quoteId);
}, 120_000);

afterAll(async () => {
  await server.close();
  await data.close();
});

interface Answer {
  quotes: { totalCount: number; nodes: { quoteId: string }[]; pageInfo: { endCursor: string; hasNextPage: boolean } };
}

function list(filter: object, caller: Caller, page: object = {}) {
  return server.ask<Answer>(
    `query ($filter: QuoteFilter, $first: Int! = 50, $after: String) { quotes(filter: $filter, first: $first, after: $after) {
      totalCount nodes { quoteId } pageInfo { endCursor hasNextPage } } }`,
    { filter, ...page },
    caller,
  );
}

describe('quotes', () => {
  it('are listed for their bank and for internal callers, by offer, page by page', async () => {
    for (const caller of [INTERNAL, bankCaller('demo-bank-de')]) {
      const { data: answer } = await list({ country: 'DE', live: true }, caller);
      expect(answer.quotes.nodes.map(({ quoteId }) => quoteId)).toEqual([...made].sort());
      expect(answer.quotes.totalCount).toBe(3);
    }
    const { data: of } = await list({ offerIds: [offers[1]?._id] }, INTERNAL);
    expect(of.quotes.nodes).toEqual([{ quoteId: made[1] }]);
    const first = await list({}, INTERNAL, { first: 2 });
    const second = await list({}, INTERNAL, { first: 2, after: first.data.quotes.pageInfo.endCursor });
    expect([...first.data.quotes.nodes, ...second.data.quotes.nodes].map(({ quoteId }) => quoteId)).toEqual(
      [...made].sort(),
    );
    expect(second.data.quotes.pageInfo.hasNextPage).toBe(false);
  });

  it('of another bank are none, and the public may not ask', async () => {
    const { data: other } = await list({}, bankCaller('demo-leasing-de'));
    expect(other.quotes).toMatchObject({ totalCount: 0, nodes: [] });
    const { errors, commands } = await list({}, PUBLIC_CALLER);
    expect(errors[0]?.extensions.code).toBe('UNAUTHORIZED_FIELD');
    expect(commands).toEqual([]);
  });
});
