import { Decimal } from 'decimal.js';

export interface FinanceChoice {
  /** Offers with at least two products at a rate of the market. */
  readonly served: number;
  readonly offers: number;
  /** Median annual percentage rate of everything that is to be had, in per cent; null where there is nothing. */
  readonly medianRate: Decimal | null;
}

/** Percentage points above the median up to which a rate counts as one of the market. */
const MARGIN = new Decimal(2);

/** Products between which a buyer must at least be able to choose. */
const CHOICE = 2;

/** How many offers leave their buyer a choice of financing. `rates`: annual percentage rates per offer, in per cent. */
export function financeChoice(rates: readonly (readonly string[])[]): FinanceChoice {
  const perOffer = rates.map((offer) => offer.map((rate) => new Decimal(rate)));
  const medianRate = median(perOffer.flat());
  const served = perOffer.filter(
    (offer) => medianRate !== null && offer.filter((rate) => rate.lte(medianRate.plus(MARGIN))).length >= CHOICE,
  ).length;
  return { served, offers: rates.length, medianRate };
}

/** The middle value, or the mean of the two in the middle. */
function median(values: readonly Decimal[]): Decimal | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((one, other) => one.comparedTo(other));
  const middle = sorted.length >> 1;
  const upper = sorted[middle] as Decimal;
  return sorted.length % 2 === 1 ? upper : upper.plus(sorted[middle - 1] as Decimal).div(2);
}
