import { IsISO4217CurrencyCode, ValidateBy, type ValidationOptions } from 'class-validator';
import { Decimal } from 'decimal.js';
import { Types } from 'mongoose';
import { Field, InputType } from 'type-graphql';
import { GraphQLDecimal } from '../scalars/decimal.scalar.js';
import { GraphQLCurrencyCode } from '../scalars/standard-scalars.js';

/** Significant digits that IEEE 754 decimal128 keeps exactly. */
const DECIMAL128_DIGITS = 34;

@InputType({ description: 'An amount of money: exact, with its currency.' })
export class MoneyInput {
  @Field(() => GraphQLDecimal, {
    description: 'In units of the currency (not in its minor units); not negative, at most 34 significant digits.',
  })
  @IsStorableAmount()
  amount!: Decimal;

  @Field(() => GraphQLCurrencyCode)
  @IsISO4217CurrencyCode()
  currency!: string;
}

/** The amount as it is stored and compared in the database. The input's validation has made sure that it fits. */
export function decimal128Of(amount: Decimal): Types.Decimal128 {
  return Types.Decimal128.fromString(amount.toFixed());
}

/** Passes amounts that are not negative and that Decimal128 holds without rounding. */
function IsStorableAmount(options?: ValidationOptions): PropertyDecorator {
  return ValidateBy(
    {
      name: 'isStorableAmount',
      validator: {
        validate: (value: unknown) =>
          Decimal.isDecimal(value) && !value.isNegative() && value.precision() <= DECIMAL128_DIGITS,
        defaultMessage: () => `must not be negative, with at most ${DECIMAL128_DIGITS} significant digits`,
      },
    },
    options,
  );
}
