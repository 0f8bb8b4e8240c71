import { Decimal } from 'decimal.js';

/** A credit in the currency of the car. */
export interface Credit {
  readonly downPayment: Decimal;
  /** All instalments but the last. */
  readonly instalment: Decimal;
  readonly lastPayment: Decimal;
  /** What is financed, interest and all fees. */
  readonly totalPayable: Decimal;
}

export interface OwnershipCosts {
  /** Price to the buyer with value added tax; null where unknown. */
  readonly price: Decimal | null;
  readonly incentives: Decimal;
  /** Null for a car that is paid at once. */
  readonly credit: Credit | null;
  /** Per month; null where unknown. */
  readonly homeEnergy: Decimal | null;
  readonly publicEnergy: Decimal | null;
  readonly months: number;
  /** Share of the value that a year takes: "0.15" is 15 %. */
  readonly yearlyDepreciation: Decimal;
}

export interface OwnershipMonth {
  /** 0 is the day of the purchase. */
  readonly month: number;
  readonly car: Decimal;
  readonly energy: Decimal;
  /** Paid up to the end of this month. */
  readonly cumulative: Decimal;
}

export interface OwnershipSum {
  readonly months: readonly OwnershipMonth[];
  readonly paidForCar: Decimal | null;
  readonly energy: Decimal;
  /** What the car is worth at the end, by the declining balance of its price. */
  readonly residualValue: Decimal | null;
  /** Paid for car and energy less the residual value; null where the price is unknown. */
  readonly total: Decimal | null;
}

const ZERO = new Decimal(0);

/**
 * What a car costs its owner month by month, in the order of payment, not discounted. Fees of a credit that are no part of its
 * instalments fall due with the first payment. The residual value is the declining balance price * (1 - d)^(months / 12).
 */
export function ownershipMonths(costs: OwnershipCosts): OwnershipSum {
  const { price, incentives, credit, months: count } = costs;
  const energy = (costs.homeEnergy ?? ZERO).plus(costs.publicEnergy ?? ZERO);
  const instalments = credit === null ? ZERO : credit.instalment.times(count - 1).plus(credit.lastPayment);
  const fees = credit === null ? ZERO : credit.totalPayable.minus(instalments);
  const first = credit === null ? (price ?? ZERO) : credit.downPayment.plus(fees);
  const months: OwnershipMonth[] = [];
  let cumulative = ZERO;
  for (let month = 0; month <= count; month += 1) {
    const instalment = credit === null ? ZERO : month === count ? credit.lastPayment : credit.instalment;
    const car = price === null ? ZERO : month === 0 ? first.minus(incentives) : instalment;
    const charged = month === 0 ? ZERO : energy;
    cumulative = cumulative.plus(car).plus(charged);
    months.push({ month, car, energy: charged, cumulative });
  }
  const kept = new Decimal(1).minus(costs.yearlyDepreciation).pow(new Decimal(count).div(12));
  const residualValue = price === null ? null : price.times(kept);
  return {
    months,
    paidForCar: price === null ? null : months.reduce((sum, { car }) => sum.plus(car), ZERO),
    energy: energy.times(count),
    residualValue,
    total: residualValue === null ? null : cumulative.minus(residualValue),
  };
}
