import { Decimal } from 'decimal.js';
import { roundToMinorUnit } from './minor-units.js';

export interface EarlyRepayment {
  /** Principal that is repaid before it is due. */
  readonly amount: Decimal;
  readonly currency: string;
  /** Whole and part months from the early repayment to the agreed end. */
  readonly monthsLeft: number;
  /** Interest that the borrower would have paid from now to the agreed end. */
  readonly interestLeft: Decimal;
  /** What the contract asks for, as a fraction of the amount. */
  readonly contractRate: Decimal;
  /** Whether the rate is fixed at the time: where it is not, there is no compensation. */
  readonly fixedRate: boolean;
}

/**
 * The most that a creditor may ask for early repayment: Directive (EU) 2023/2225, Article 29: one per cent of the amount
 * repaid early where more than a year is left, half a per cent otherwise; never more than the interest that would have been
 * paid; nothing where the rate is not fixed. (2008/48/EC, Article 16, has the same caps.)
 */
export function earlyRepaymentCompensation(repayment: EarlyRepayment): Decimal {
  const { amount, currency, monthsLeft, interestLeft, contractRate, fixedRate } = repayment;
  if (!fixedRate) return new Decimal(0);
  const cap = new Decimal(monthsLeft > 12 ? '0.01' : '0.005');
  const asked = amount.times(Decimal.min(contractRate, cap));
  return roundToMinorUnit(Decimal.max(0, Decimal.min(asked, interestLeft)), currency);
}
