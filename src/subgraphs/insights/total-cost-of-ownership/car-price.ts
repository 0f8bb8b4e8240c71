import { Decimal } from 'decimal.js';
import type { InputLedger } from '../answer/ledger.js';
import type { KnownRate } from './exchange-rate.js';
import type { Credit } from './ownership-months.js';
import type { OfferReading } from './ownership-reading.js';

/** Price, incentives and financing of an offer in the reporting currency; null for what is not known. */
export interface CarPrice {
  readonly price: Decimal | null;
  readonly landed: Decimal | null;
  readonly incentives: Decimal | null;
  readonly financing: { readonly productId: string; readonly percent: string; readonly credit: Credit } | null;
}

interface CarQuestion {
  readonly country: string;
  readonly asOf: string;
  readonly months: number;
}

/** Reads an offer, and notes what was used and what is missing. */
export function carPrice(
  offer: OfferReading | null,
  rate: KnownRate | null,
  { country, asOf, months }: CarQuestion,
  ledger: InputLedger,
): CarPrice {
  if (offer === null || rate === null) {
    const why =
      offer === null
        ? `The car is not on offer in ${country} on ${asOf}.`
        : `No rate of ${offer.listPriceInclVat.currency} is on file.`;
    ledger.missing('price', `${why} There is no total.`);
    return { price: null, landed: null, incentives: null, financing: null };
  }
  const { landedCost, financing, listPriceInclVat, provenance } = offer;
  const { currency } = listPriceInclVat;
  const inReport = ({ amount }: { readonly amount: string }) => new Decimal(amount).times(rate.rate);
  ledger.used('list price with value added tax', `${listPriceInclVat.amount} ${currency}`, provenance);
  if (rate.date !== null) ledger.used(`exchange rate of ${currency}, ${rate.date}`, rate.rate, rate.provenance);
  const known = landedCost !== null && landedCost.incentives.currency === currency;
  if (known) ledger.used('incentives', `${landedCost.incentives.amount} ${currency}`);
  else ledger.missing('landed cost and incentives', 'They cannot be told: none is taken off.');
  const best = financing?.offers[0];
  if (best) ledger.used(`financing ${best.product.productId}`, `${best.annualPercentageRate.percent} %`);
  else ledger.missing('financing', `No product is to be had over ${months} months: the car is paid at once.`);
  return {
    price: inReport(listPriceInclVat),
    landed: known ? inReport(landedCost.landed) : null,
    incentives: known ? inReport(landedCost.incentives) : null,
    financing: best
      ? {
          productId: best.product.productId,
          percent: best.annualPercentageRate.percent,
          credit: {
            downPayment: inReport(best.downPayment),
            instalment: inReport(best.instalment),
            lastPayment: inReport(best.lastPayment),
            totalPayable: inReport(best.totalPayable),
          },
        }
      : null,
  };
}
