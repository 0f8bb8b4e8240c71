import type { Types } from 'mongoose';

/** An amount as stored: Decimal128, never a float, with its ISO 4217 currency. */
export interface MoneyRecord {
  amount: Types.Decimal128;
  currency: string;
}
