import { Decimal } from 'decimal.js';

/** An offer before and after a change, in the currency of its landed cost. */
export interface OfferBeforeAndAfter {
  readonly before: Decimal;
  readonly after: Decimal;
  readonly listPrice: Decimal;
}

/**
 * By what factor the price of the car grows if the whole difference of the landed cost is passed on to the list price. Every
 * instalment grows by the same factor: an annuity a = (PV - B (1 + i)^-n) i / (1 - (1 + i)^-n) is linear in what is financed
 * and in the balloon, so that it is proportional to the price where rate, term and the shares of down payment and balloon
 * stay. Fixed fees are not in it.
 */
export function priceFactor({ before, after, listPrice }: OfferBeforeAndAfter): Decimal | null {
  return listPrice.isZero() ? null : listPrice.plus(after).minus(before).div(listPrice);
}
