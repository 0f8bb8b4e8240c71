import { Types } from 'mongoose';
import { allOf } from '../../../database/filters.js';
import { naturalKey } from '../../../kernel/identity/global-id.js';
import type { FinancingProductFilter } from './financing-product.inputs.js';

/** MongoDB filter for a caller's conditions. Who may see a product is decided elsewhere: see `visibleTo`. */
export function financingProductFilter(filter: FinancingProductFilter | null | undefined): Record<string, unknown> {
  const { kinds, partnerId, currency, amount, termMonths } = filter ?? {};
  const exact = amount ? Types.Decimal128.fromString(amount.toFixed()) : null;
  return allOf([
    kinds ? { kind: { $in: [...kinds].sort() } } : {},
    partnerId ? { partnerId: naturalKey('FinancePartner', partnerId) } : {},
    currency ? { currency } : {},
    exact === null ? {} : { minAmount: { $lte: exact }, maxAmount: { $gte: exact } },
    termMonths ? offersTerm(termMonths) : {},
  ]);
}

/** Within the range, and a whole number of steps above the shortest term; a step of 1 or less stands for any month. */
function offersTerm(months: number): Record<string, unknown> {
  const beyondStep = { $mod: [{ $subtract: [months, '$termMonths.min'] }, '$termMonths.step'] };
  return {
    'termMonths.min': { $lte: months },
    'termMonths.max': { $gte: months },
    $expr: { $eq: [{ $cond: [{ $gt: ['$termMonths.step', 1] }, beyondStep, 0] }, 0] },
  };
}
