import { Decimal } from 'decimal.js';
import type { InputLedger } from '../answer/ledger.js';
import { decliningBalance } from './ownership-months.js';
import type { CountryFactsReading } from './ownership-reading.js';

/** Assumed where neither a curve nor the caller tells another. */
const USUAL_DEPRECIATION = new Decimal('0.15');

/**
 * Share of the price that the car is worth at the end: by the caller's yearly depreciation, else the median of the curves of
 * the partners in the country, else by an assumption, which is told as missing.
 */
export function residualShare(
  facts: CountryFactsReading | null,
  yearlyDepreciation: Decimal | null,
  months: number,
  ledger: InputLedger,
): Decimal {
  if (yearlyDepreciation !== null) {
    ledger.used('yearly depreciation, as told', yearlyDepreciation.toFixed());
    return decliningBalance(yearlyDepreciation, months);
  }
  const values = facts?.vehicleVariant?.residualValues ?? [];
  const shares = values.map(({ share }) => new Decimal(share)).sort((one, other) => one.comparedTo(other));
  const upper = shares[shares.length >> 1];
  const lower = shares[(shares.length - 1) >> 1];
  if (upper === undefined || lower === undefined) {
    ledger.missing('residual-value curve', `None reaches ${months} months: a loss of 15 % a year is assumed.`);
    return decliningBalance(USUAL_DEPRECIATION, months);
  }
  const share = upper.plus(lower).div(2);
  ledger.used(`residual value, median of ${shares.length} curves`, share.toFixed(6), values[0]?.curve.provenance);
  return share;
}
