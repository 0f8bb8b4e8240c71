import { Decimal } from 'decimal.js';
import { requireScope } from '../../../kernel/caller.js';
import type { StoredOperation } from '../../../kernel/graph/graph-reader.js';
import { storedOperation } from '../../../kernel/graph/stored-operation.js';
import type { RequestContext } from '../../../kernel/request-context.js';
import { moneyOf } from '../answer/money-of.js';
import { readGraph } from '../operation/read-graph.js';
import { type PageReading, type PagesReading, readPages } from '../operation/read-pages.js';
import type { HitOffer } from './hit-offer.js';
import type { PolicyCommitments } from './policy-commitments.type.js';
import type { Price } from './policy-shock-reading.js';

const QUOTES_OPERATION = storedOperation('./quotes-of-offers.graphql', import.meta.url);
const APPLICATIONS_OPERATION = storedOperation('./applications-of-offers.graphql', import.meta.url);

/** Offers of one question to finance. */
const MOST_OFFERS = 200;

interface QuoteReading {
  readonly quoteId: string;
  readonly offerId: string;
  readonly expiresAt: string;
  readonly price: Price;
  readonly instalment: Price;
}

interface ApplicationReading {
  readonly applicationId: string;
  readonly partnerId: string;
  readonly offerId: string;
  readonly quote: { readonly price: Price; readonly instalment: Price } | null;
}

/** Live quotes and open applications for offers that a change hits. Needs the scope `internal`. */
export async function policyCommitments(context: RequestContext, hit: readonly HitOffer[]): Promise<PolicyCommitments> {
  requireScope(context.caller, 'internal');
  const offerIds = hit.map(({ offerId }) => offerId);
  const [quotes, applications] = await Promise.all([
    listOf<QuoteReading>(context, QUOTES_OPERATION, 'quotes', offerIds),
    listOf<ApplicationReading>(context, APPLICATIONS_OPERATION, 'applications', offerIds),
  ]);
  const factors = new Map(hit.map(({ offerId, factor }) => [offerId, factor]));
  const raised = (offerId: string, price: Price | undefined) => {
    const factor = factors.get(offerId) ?? null;
    return price && factor ? moneyOf(factor.times(price.amount), price.currency) : null;
  };
  const told = (price: Price) => moneyOf(new Decimal(price.amount), price.currency);
  const partnerIds = new Set(applications.nodes.map(({ partnerId }) => partnerId));
  return {
    quotes: quotes.nodes.map(({ quoteId, offerId, expiresAt, instalment }) => ({
      quote: { quoteId },
      offer: { offerId },
      expiresAt: new Date(expiresAt),
      instalment: told(instalment),
      newInstalment: raised(offerId, instalment),
    })),
    applications: applications.nodes.map(({ applicationId, offerId, quote }) => ({
      application: { applicationId },
      offer: { offerId },
      instalment: quote && told(quote.instalment),
      newInstalment: raised(offerId, quote?.instalment),
    })),
    partners: [...partnerIds].sort().map((partnerId) => ({ partnerId })),
    complete: quotes.complete && applications.complete,
    offers: offerIds.length,
  };
}

async function listOf<Node>(
  context: RequestContext,
  operation: StoredOperation,
  field: string,
  offerIds: readonly string[],
): Promise<PagesReading<Node>> {
  const parts: PagesReading<Node>[] = [];
  for (let at = 0; at < offerIds.length; at += MOST_OFFERS) {
    const some = offerIds.slice(at, at + MOST_OFFERS);
    parts.push(
      await readPages<Node>(async (after) => {
        const variables = { offerIds: some, after };
        const { data } = await readGraph<Record<string, PageReading<Node> | null>>(context, operation, variables);
        return data?.[field] ?? null;
      }),
    );
  }
  return { nodes: parts.flatMap(({ nodes }) => nodes), complete: parts.every(({ complete }) => complete) };
}
