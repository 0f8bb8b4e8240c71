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
  /** Maintenance per month; null where unknown. */
  readonly service: Decimal | null;
  /** Repairs per month, once no guarantee covers them; null where unknown. */
  readonly repairs: Decimal | null;
  /** Months from the purchase in which a guarantee covers repairs. */
  readonly repairsCoveredMonths: number;
  readonly months: number;
  /** What is left of the price at the end: "0.52" is 52 %. */
  readonly residualShare: Decimal;
}

export interface OwnershipMonth {
  /** 0 is the day of the purchase. */
  readonly month: number;
  readonly car: Decimal;
  readonly energy: Decimal;
  /** Maintenance, and repairs that no guarantee covers. */
  readonly service: Decimal;
  /** Paid up to the end of this month. */
  readonly cumulative: Decimal;
}

export interface OwnershipSum {
  readonly months: readonly OwnershipMonth[];
  readonly paidForCar: Decimal | null;
  readonly energy: Decimal;
  readonly service: Decimal;
  readonly residualValue: Decimal | null;
  /** Paid for car, energy and service less the residual value; null where the price is unknown. */
  readonly total: Decimal | null;
}

const ZERO = new Decimal(0);

/**
 * What a car costs its owner month by month, in the order of payment, not discounted. Fees of a credit that are no part of its
 * instalments fall due with the first payment.
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
    const service = month === 0 ? ZERO : serviceOf(costs, month);
    cumulative = cumulative.plus(car).plus(charged).plus(service);
    months.push({ month, car, energy: charged, service, cumulative });
  }
  const residualValue = price === null ? null : price.times(costs.residualShare);
  const sum = (part: 'car' | 'service') => months.reduce((total, one) => total.plus(one[part]), ZERO);
  return {
    months,
    paidForCar: price === null ? null : sum('car'),
    energy: energy.times(count),
    service: sum('service'),
    residualValue,
    total: residualValue === null ? null : cumulative.minus(residualValue),
  };
}

function serviceOf({ service, repairs, repairsCoveredMonths }: OwnershipCosts, month: number): Decimal {
  const repaired = month > repairsCoveredMonths ? (repairs ?? ZERO) : ZERO;
  return (service ?? ZERO).plus(repaired);
}

/** What a declining balance leaves: (1 - d)^(months / 12). */
export function decliningBalance(yearlyDepreciation: Decimal, months: number): Decimal {
  return new Decimal(1).minus(yearlyDepreciation).pow(new Decimal(months).div(12));
}
