import { Decimal } from 'decimal.js';

const places = new Map<string, number>();

/** Decimal places of a currency's amounts (ISO 4217 minor units). */
function minorUnitsOf(currency: string): number {
  let known = places.get(currency);
  if (known === undefined) {
    const format = new Intl.NumberFormat('en', { style: 'currency', currency });
    known = format.resolvedOptions().maximumFractionDigits ?? 2;
    places.set(currency, known);
  }
  return known;
}

/** An amount of money in whole minor units, half up. */
export function inMinorUnits(amount: Decimal, currency: string): Decimal {
  return amount.toDecimalPlaces(minorUnitsOf(currency), Decimal.ROUND_HALF_UP);
}
