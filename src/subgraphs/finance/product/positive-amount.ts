import { ValidateBy } from 'class-validator';
import { Decimal } from 'decimal.js';

/** Significant digits that a Decimal128 holds. */
const DECIMAL128_DIGITS = 34;

/** class-validator's rule for an amount of money in a filter: above zero, and exact as Decimal128. */
export function IsPositiveAmount(): PropertyDecorator {
  return ValidateBy({
    name: 'isPositiveAmount',
    validator: {
      validate: (value: unknown) =>
        value instanceof Decimal && value.isPositive() && !value.isZero() && value.precision(true) <= DECIMAL128_DIGITS,
      defaultMessage: () => `must be above zero, with at most ${DECIMAL128_DIGITS} digits`,
    },
  });
}
