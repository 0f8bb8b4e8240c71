import { Decimal } from 'decimal.js';

/** An offer before and after a change, in the currency of its landed cost. */
export interface OfferBeforeAndAfter {
  readonly maker: string | null;
  readonly country: string;
  readonly originCountry: string;
  readonly before: Decimal;
  readonly after: Decimal;
  readonly listPrice: Decimal;
  /** Of the best financing at the list price; null where there is none. */
  readonly instalment: Decimal | null;
}

export interface Base {
  readonly baseId: string;
  readonly maker: string;
  readonly country: string;
  readonly servesCountries: readonly string[];
}

/**
 * The instalment if the list price followed the landed cost: with the same rate, term and share paid down an annuity is
 * proportional to the price (a = PV * i / (1 - (1 + i)^-n)).
 */
export function instalmentAfter({ before, after, listPrice, instalment }: OfferBeforeAndAfter): Decimal | null {
  if (instalment === null || listPrice.isZero()) return null;
  return instalment.times(listPrice.plus(after).minus(before)).div(listPrice);
}

/** Bases of the maker that deliver to the country from another origin: candidates, each to be reckoned by its own origin. */
export function basesElsewhere(offer: OfferBeforeAndAfter, bases: readonly Base[]): Base[] {
  return bases.filter(
    ({ maker, country, servesCountries }) =>
      maker === offer.maker &&
      country !== offer.originCountry &&
      (country === offer.country || servesCountries.includes(offer.country)),
  );
}
