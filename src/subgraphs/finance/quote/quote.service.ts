import { randomUUID } from 'node:crypto';
import type { Decimal } from 'decimal.js';
import { Types } from 'mongoose';
import { appendAudit } from '../../../database/audit/audit-trail.js';
import type { DataContext } from '../../../database/data-context.js';
import { findByKey } from '../../../database/find-by-key.js';
import { once } from '../../../database/idempotency.js';
import { orUnavailable } from '../../../database/unavailable.js';
import { badUserInput, TripodError } from '../../../kernel/errors/tripod-error.js';
import type { LoaderDefinition } from '../../../kernel/loaders/loaders.js';
import { quotesOf } from '../caller-rights.js';
import { repaymentSchedule } from '../mathematics/repayment-schedule.js';
import { findPartner } from '../partner/finance-partner.service.js';
import type { FinancingProductRecord } from '../product/financing-product.model.js';
import { consumerCreditInformation } from './consumer-credit-information.js';
import type { CreateQuoteInput } from './create-quote.inputs.js';
import { type FinancingWish, type OfferTerms, offerTerms } from './offer-terms.js';
import { quotableProducts } from './quotable-products.js';
import { type QuoteRecord, quoteModel } from './quote.model.js';
import type { Quote } from './quote.type.js';
import { quoteView } from './quote.view.js';
import { quoteHash } from './quote-hash.js';
import { wishOf } from './quote-preview.service.js';

/** How long a partner stands by a quote. */
const DAYS_VALID = 14;

const quoteById: LoaderDefinition<DataContext, string, Quote | null> = {
  name: 'finance.quoteById',
  keyText: (id) => id,
  load: async (ids, _request, { database, caller }) => {
    const keys = ids.map((id) => ({ id, country: id.slice(0, 2) }));
    const rows = await findByKey(database, quoteModel, keys, {}, quotesOf(caller));
    return rows.map((row) => (row === null || row instanceof Error ? row : quoteView(row)));
  },
};

/** The quote of that id, or null; a bank finds its own only. */
export function findQuote(context: DataContext, quoteId: string): Promise<Quote | null> {
  return /^[A-Z]{2}-[0-9a-f-]{36}$/.test(quoteId)
    ? context.loaders.load(quoteById, quoteId, { arguments: undefined, fields: new Set() }, context)
    : Promise.resolve(null);
}

/**
 * Makes and stores a quote for one product. BAD_USER_INPUT with all reasons where the product cannot be had at these terms;
 * a repeat with the same key gets the same quote.
 */
export async function createQuote(context: DataContext, input: CreateQuoteInput): Promise<Quote> {
  const { database, caller, today } = context;
  const { country, productId, idempotencyKey, ...rest } = input;
  const car = {
    country,
    price: input.price,
    variantId: input.variantId ?? null,
    powertrain: input.powertrain ?? null,
  };
  const wish = wishOf(car, input, today);
  const asOf = input.asOf ?? today;
  const { product, terms } = await termsOf(context, wish, productId, asOf);
  const partner = await findPartner(context, product.partnerId, new Set(['name']));
  const record = quoteRecord(wish, asOf, input.offerId ?? null, product, terms, partner?.name ?? product.partnerId);
  const cluster = database.clusters.clusterOf(country);
  const quoteId = await orUnavailable(country, () =>
    once(
      database,
      cluster,
      {
        caller,
        key: idempotencyKey,
        operation: 'createQuote',
        body: JSON.parse(JSON.stringify({ country, productId, ...rest })),
      },
      async (session) => {
        await database.model(quoteModel, cluster).create([record], { session });
        await appendAudit(database, cluster, session, context, {
          action: 'createQuote',
          subject: `Quote:${record._id}`,
          body: { productId, hash: record.hash },
        });
        return record._id;
      },
    ),
  );
  if (quoteId === record._id) return quoteView(record);
  const known = await findQuote(context, quoteId);
  if (known === null) throw new TripodError('NOT_FOUND', 'The quote that this key made is not yours to see.');
  return known;
}

async function termsOf(
  context: DataContext,
  wish: FinancingWish,
  productId: string,
  asOf: string,
): Promise<{ product: FinancingProductRecord; terms: OfferTerms }> {
  const { termMonths, scoreBand, variantId, kmPerYear } = wish;
  const products = await quotableProducts(context, wish.country, { asOf, termMonths, scoreBand, variantId, kmPerYear });
  const found = products.find(({ product }) => product.productId === productId);
  if (found === undefined) throw badUserInput('productId', `is no product on offer in ${wish.country} on ${asOf}`);
  const terms = offerTerms(found.product, found, wish, true);
  if (!('totals' in terms)) {
    throw badUserInput('productId', `cannot be had: ${terms.map(({ message }) => message).join(' ')}`, {
      reasons: terms,
    });
  }
  return { product: found.product, terms };
}

function quoteRecord(
  wish: FinancingWish,
  asOf: string,
  offerId: string | null,
  product: FinancingProductRecord,
  terms: OfferTerms,
  partnerName: string,
): QuoteRecord {
  const _id = `${wish.country}-${randomUUID()}`;
  const createdAt = new Date();
  const schedule = repaymentSchedule(terms.repayment);
  const { totals, repayment, rate } = terms;
  const record: Omit<QuoteRecord, 'hash'> = {
    _id,
    quoteId: _id,
    partnerId: product.partnerId,
    productId: product.productId,
    productKind: product.kind,
    country: wish.country,
    currency: wish.currency,
    offerId,
    variantId: wish.variantId,
    powertrain: wish.powertrain,
    scoreBand: wish.scoreBand,
    rateTableVersion: terms.rateTableVersion,
    kmPerYear: wish.kmPerYear,
    residualValueCurveVersion: terms.residualValueCurveVersion,
    form: repayment.form,
    price: stored(wish.price),
    downPayment: stored(terms.downPayment),
    principal: stored(repayment.principal),
    balloon: stored(repayment.balloon),
    termMonths: wish.termMonths,
    nominalRate: stored(repayment.nominalRate),
    loanToValue: stored(terms.loanToValue.toDecimalPlaces(6)),
    instalment: stored(totals.instalment),
    lastPayment: stored(totals.lastPayment),
    upfrontFees: stored(terms.upfrontFees),
    totalInterest: stored(totals.totalInterest),
    totalCreditCost: stored(terms.totalCreditCost),
    totalPayable: stored(terms.totalPayable),
    aprPercent: stored(rate.percent),
    aprUnrounded: stored(rate.unrounded),
    aprMethod: rate.method,
    aprBasis: rate.basis,
    startDate: wish.startDate,
    schedule: schedule.instalments.map(({ n, dueDate, ...amounts }) => ({
      n,
      dueDate,
      opening: stored(amounts.opening),
      interest: stored(amounts.interest),
      principal: stored(amounts.principal),
      fee: stored(amounts.fee),
      payment: stored(amounts.payment),
      closing: stored(amounts.closing),
    })),
    disclosures: consumerCreditInformation(wish, product, terms, partnerName),
    asOf,
    createdAt,
    expiresAt: new Date(createdAt.getTime() + DAYS_VALID * 86_400_000),
  };
  return { ...record, hash: quoteHash(record) };
}

function stored(amount: Decimal): Types.Decimal128 {
  return Types.Decimal128.fromString(amount.toFixed());
}
