import { Decimal } from 'decimal.js';
import type { DataContext } from '../../../database/data-context.js';
import { badUserInput } from '../../../kernel/errors/tripod-error.js';
import { roundToMinorUnit } from '../mathematics/minor-units.js';
import { financingProductView } from '../product/financing-product.view.js';
import type { FinancingOffer, FinancingTerms, IneligibleProduct, QuotePreview } from './financing-offer.type.js';
import { type FinancingWish, type OfferTerms, offerTerms } from './offer-terms.js';
import { quotableProducts } from './quotable-products.js';
import type { FinancingWishInput } from './quote-preview.inputs.js';

/** The car that is financed, as far as rates and rules ask. */
export interface FinancedCar {
  readonly country: string;
  readonly price: { readonly amount: Decimal; readonly currency: string };
  readonly variantId: string | null;
  readonly powertrain: string | null;
}

interface Shown {
  readonly includeIneligible: boolean;
  readonly first: number;
}

/**
 * What all partners in a country offer for a car, lowest annual percentage rate first; nothing is stored. Two database
 * commands, for one car or for many in one request.
 */
export async function quotePreview(
  context: DataContext,
  car: FinancedCar,
  input: FinancingWishInput,
  { includeIneligible, first }: Shown,
): Promise<QuotePreview> {
  const wish = wishOf(car, input, context.today);
  const asOf = input.asOf ?? context.today;
  const kinds = input.kinds ? new Set<string>(input.kinds) : null;
  const { termMonths, scoreBand, variantId, kmPerYear } = wish;
  const products = (
    await quotableProducts(context, car.country, { asOf, termMonths, scoreBand, variantId, kmPerYear })
  ).filter(({ product }) => kinds === null || kinds.has(product.kind));
  const offers: { terms: OfferTerms; product: (typeof products)[number]['product'] }[] = [];
  const ineligible: IneligibleProduct[] = [];
  for (const { product, ...basis } of products) {
    const terms = offerTerms(product, basis, wish);
    if (!('totals' in terms)) {
      if (includeIneligible) ineligible.push({ product: financingProductView(product), reasons: [...terms] });
    } else {
      offers.push({ terms, product });
    }
  }
  offers.sort(
    (one, other) =>
      one.terms.rate.unrounded.comparedTo(other.terms.rate.unrounded) ||
      (one.product.productId < other.product.productId ? -1 : 1),
  );
  return {
    asOf,
    price: car.price as never,
    offers: offers.slice(0, first).map(
      ({ terms, product }): FinancingOffer => ({
        ...termsView(terms, wish),
        product: financingProductView(product),
      }),
    ),
    offerCount: offers.length,
    productCount: products.length,
    ineligible: includeIneligible ? ineligible : null,
  };
}

/** The wish behind an input. BAD_USER_INPUT for amounts that contradict the price or each other. */
export function wishOf(car: FinancedCar, input: FinancingWishInput, today: string): FinancingWish {
  const { amount: price, currency } = car.price;
  if (!price.isPositive() || price.isZero()) throw badUserInput('price.amount', 'must be more than nothing');
  for (const name of ['downPayment', 'downPaymentShare', 'balloon', 'batteryPrice'] as const) {
    if (input[name]?.isNegative()) throw badUserInput(name, 'must not be negative');
  }
  const share = input.downPaymentShare ?? null;
  if (share !== null && input.downPayment)
    throw badUserInput('downPaymentShare', 'says the same as downPayment: give one');
  if (share?.gte(1)) throw badUserInput('downPaymentShare', 'must be less than 1');
  const downPayment =
    share === null ? (input.downPayment ?? new Decimal(0)) : roundToMinorUnit(price.times(share), currency);
  if (downPayment.gte(price)) throw badUserInput('downPayment', 'must be less than the price');
  return {
    country: car.country,
    price,
    currency,
    downPayment,
    downPaymentShare: share,
    termMonths: input.termMonths,
    balloon: input.balloon ?? null,
    powertrain: car.powertrain,
    variantId: car.variantId,
    scoreBand: input.scoreBand ?? null,
    batteryPrice: input.batteryPrice ?? null,
    kmPerYear: input.kmPerYear ?? null,
    startDate: input.startDate ?? input.asOf ?? today,
  };
}

/** What callers see of the terms of an offer. */
function termsView(terms: OfferTerms, wish: FinancingWish): FinancingTerms {
  const { currency, termMonths } = wish;
  const money = (amount: Decimal) => ({ amount, currency }) as never;
  const { downPayment, totals, repayment, rate } = terms;
  return {
    principal: money(repayment.principal),
    downPayment: money(downPayment),
    balloon: money(repayment.balloon),
    termMonths,
    nominalRate: repayment.nominalRate,
    loanToValue: terms.loanToValue.toDecimalPlaces(6, Decimal.ROUND_HALF_UP),
    residualValueCurveVersion: terms.residualValueCurveVersion,
    rateTableVersion: terms.rateTableVersion,
    instalment: money(totals.instalment),
    lastPayment: money(totals.lastPayment),
    upfrontFees: money(terms.upfrontFees),
    totalInterest: money(totals.totalInterest),
    totalCreditCost: money(terms.totalCreditCost),
    totalPayable: money(terms.totalPayable),
    annualPercentageRate: rate as never,
  };
}
