import type { Decimal } from 'decimal.js';
import { inMinorUnits } from '../../../kernel/money/minor-units.js';
import { decimal128Of } from '../../../kernel/money/money.input.js';
import type { Money } from '../../../kernel/money/money.type.js';

/** An amount as it is shown: in whole minor units, half up. */
export function moneyOf(amount: Decimal, currency: string): Money {
  return { amount: decimal128Of(inMinorUnits(amount, currency)), currency };
}
