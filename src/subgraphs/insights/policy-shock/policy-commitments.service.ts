import { Decimal } from 'decimal.js';
import { requireScope } from '../../../kernel/caller.js';
import type { StoredOperation } from '../../../kernel/graph/graph-reader.js';
import { storedOperation } from '../../../kernel/graph/stored-operation.js';
import type { Money } from '../../../kernel/money/money.type.js';
import type { RequestContext } from '../../../kernel/request-context.js';
import { moneyOf } from '../answer/money-of.js';
import { readGraph } from '../operation/read-graph.js';
import { type PageReading, type PagesReading, readPages } from '../operation/read-pages.js';
import type { HitOffer } from './hit-offer.js';
import type { PolicyCommitments } from './policy-commitments.type.js';
import type { Price } from './policy-shock-reading.js';

const QUOTES_OPERATION = storedOperation('./quotes-of-offers.graphql', import.meta.url);
const CONTRACTS_OPERATION = storedOperation('./contracts-of-cars.graphql', import.meta.url);
const APPLICATIONS_OPERATION = storedOperation('./applications-of-offers.graphql', import.meta.url);

/** Offers or cars of one question to finance. */
const MOST_KEYS = 200;

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

interface ContractReading {
  readonly contractId: string;
  readonly partnerId: string;
  readonly outstanding: Price;
}

/** Live quotes, open applications and running contracts for offers that a change hits. Needs the scope `internal`. */
export async function policyCommitments(context: RequestContext, hit: readonly HitOffer[]): Promise<PolicyCommitments> {
  requireScope(context.caller, 'internal');
  const offerIds = hit.map(({ offerId }) => offerId);
  const [quotes, applications, contracts] = await Promise.all([
    listOf<QuoteReading>(context, QUOTES_OPERATION, 'quotes', offerIds, (some) => ({ offerIds: some })),
    listOf<ApplicationReading>(context, APPLICATIONS_OPERATION, 'applications', offerIds, (some) => ({
      offerIds: some,
    })),
    contractsOf(context, hit),
  ]);
  const factors = new Map(hit.map(({ offerId, factor }) => [offerId, factor]));
  const raised = (offerId: string, price: Price | undefined) => {
    const factor = factors.get(offerId) ?? null;
    return price && factor ? moneyOf(factor.times(price.amount), price.currency) : null;
  };
  const told = (price: Price) => moneyOf(new Decimal(price.amount), price.currency);
  const partnerIds = new Set([...applications.nodes, ...contracts.nodes].map(({ partnerId }) => partnerId));
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
    contracts: contracts.nodes.map(({ contractId }) => ({ contractId })),
    outstanding: sumsOf(contracts.nodes),
    partners: [...partnerIds].sort().map((partnerId) => ({ partnerId })),
    complete: quotes.complete && applications.complete && contracts.complete,
    offers: offerIds.length,
  };
}

/** One list a country: contracts know their car and country, not the offer that it was sold by. */
async function contractsOf(context: RequestContext, hit: readonly HitOffer[]): Promise<PagesReading<ContractReading>> {
  const countries = [...new Set(hit.map(({ country }) => country))];
  const lists = await Promise.all(
    countries.map((country) => {
      const variantIds = hit.filter((one) => one.country === country).map(({ variantId }) => variantId);
      return listOf<ContractReading>(context, CONTRACTS_OPERATION, 'contracts', [...new Set(variantIds)], (some) => ({
        country,
        variantIds: some,
      }));
    }),
  );
  return { nodes: lists.flatMap(({ nodes }) => nodes), complete: lists.every(({ complete }) => complete) };
}

function sumsOf(contracts: readonly ContractReading[]): Money[] {
  const sums = new Map<string, Decimal>();
  for (const { outstanding } of contracts) {
    const { amount, currency } = outstanding;
    sums.set(currency, new Decimal(amount).plus(sums.get(currency) ?? 0));
  }
  return [...sums].map(([currency, sum]) => moneyOf(sum, currency));
}

async function listOf<Node>(
  context: RequestContext,
  operation: StoredOperation,
  field: string,
  keys: readonly string[],
  variablesOf: (some: readonly string[]) => object,
): Promise<PagesReading<Node>> {
  const parts: PagesReading<Node>[] = [];
  for (let at = 0; at < keys.length; at += MOST_KEYS) {
    const some = variablesOf(keys.slice(at, at + MOST_KEYS));
    parts.push(
      await readPages<Node>(async (after) => {
        const variables = { ...some, after };
        const { data } = await readGraph<Record<string, PageReading<Node> | null>>(context, operation, variables);
        return data?.[field] ?? null;
      }),
    );
  }
  return { nodes: parts.flatMap(({ nodes }) => nodes), complete: parts.every(({ complete }) => complete) };
}
