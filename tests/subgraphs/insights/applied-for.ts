import { randomUUID } from 'node:crypto';
import type { Caller } from '../../../src/kernel/caller.js';
import type { MarketOfferRecord } from '../../../src/subgraphs/vehicles/offer/market-offer.model.js';
import type { SeededServer } from '../../support/seeded-server.js';

/** Reports and dealers of the maker. */
export const INTERNAL: Caller = {
  authenticated: true,
  scopes: new Set(['internal']),
  partnerId: null,
  subject: 'report',
};

/** A bank of the demonstration. */
export function bankCaller(partnerId: string): Caller {
  return { authenticated: true, scopes: new Set(['bank']), partnerId, subject: partnerId };
}

/** Makes a quote for an offer, at its list price and with a quarter paid down, and applies for it. */
export async function appliedFor(
  server: SeededServer,
  offer: MarketOfferRecord,
  productId: string,
): Promise<{ quoteId: string; applicationId: string }> {
  const { country, variantId, listPriceInclVat } = offer;
  const quoted = await server.ask<{ createQuote: { quoteId: string } }>(
    'mutation ($input: CreateQuoteInput!) { createQuote(input: $input) { quoteId } }',
    {
      input: {
        country,
        productId,
        offerId: offer._id,
        variantId,
        powertrain: 'BEV',
        price: { amount: String(listPriceInclVat.amount), currency: listPriceInclVat.currency },
        downPaymentShare: '0.25',
        termMonths: 48,
        idempotencyKey: randomUUID(),
      },
    },
    INTERNAL,
  );
  if (quoted.errors.length > 0) throw new Error(quoted.errors[0]?.message);
  const { quoteId } = quoted.data.createQuote;
  const applied = await server.ask<{ submitApplication: { applicationId: string } }>(
    'mutation ($input: SubmitApplicationInput!) { submitApplication(input: $input) { applicationId } }',
    { input: { quoteId, applicantRef: `customer-${randomUUID()}`, idempotencyKey: randomUUID() } },
    INTERNAL,
  );
  if (applied.errors.length > 0) throw new Error(applied.errors[0]?.message);
  return { quoteId, applicationId: applied.data.submitApplication.applicationId };
}
