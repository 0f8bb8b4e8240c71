import { Decimal } from 'decimal.js';
import { badUserInput } from '../../../kernel/errors/tripod-error.js';
import { earlyRepaymentCompensation } from '../mathematics/early-repayment.js';
import type { EarlyRepayment } from './financing-offer.type.js';
import type { Quote } from './quote.type.js';

/** What is owed where a quote's debt is repaid on a day. BAD_USER_INPUT for a day outside of its term. */
export function earlyRepaymentOf({ schedule, startDate, principal }: Quote, on: string): EarlyRepayment {
  const last = schedule.at(-1)?.dueDate ?? startDate;
  if (on < startDate || on >= last) throw badUserInput('on', `must lie from ${startDate} to before ${last}`);
  const due = schedule.filter(({ dueDate }) => dueDate <= on);
  const later = schedule.filter(({ dueDate }) => dueDate > on);
  const outstanding = new Decimal(String(due.at(-1)?.closing ?? principal.amount));
  const interestSaved = later.reduce((sum, { interest }) => sum.plus(String(interest)), new Decimal(0));
  const compensationAtMost = earlyRepaymentCompensation({
    amount: outstanding,
    currency: principal.currency,
    monthsLeft: later.length,
    interestLeft: interestSaved,
    contractRate: new Decimal(1),
    fixedRate: true,
  });
  return { on, outstanding, interestSaved, compensationAtMost };
}
