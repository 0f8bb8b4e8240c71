import { Decimal } from 'decimal.js';

/** Digits after the point of currencies that do not have two (ISO 4217, table A.1). */
const DIGITS: Readonly<Record<string, number>> = {
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  ISK: 0,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  PYG: 0,
  RWF: 0,
  UGX: 0,
  UYI: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
  BHD: 3,
  IQD: 3,
  JOD: 3,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  TND: 3,
  CLF: 4,
  UYW: 4,
};

/** Digits after the point of a currency's amounts: 0, 2, 3 or, for units of account, 4. */
export function minorUnitDigits(currency: string): number {
  return DIGITS[currency] ?? 2;
}

/** Rounds half up (away from zero) to the currency's minor unit. */
export function roundToMinorUnit(amount: Decimal, currency: string): Decimal {
  return amount.toDecimalPlaces(minorUnitDigits(currency), Decimal.ROUND_HALF_UP);
}

/** An amount in whole minor units, rounded half up. */
export function toMinorUnits(amount: Decimal, currency: string): bigint {
  return BigInt(amount.times(SCALES[minorUnitDigits(currency)] ?? 100).toFixed(0, Decimal.ROUND_HALF_UP));
}

export function fromMinorUnits(minor: bigint, currency: string): Decimal {
  return new Decimal(minor.toString()).div(SCALES[minorUnitDigits(currency)] ?? 100);
}

const SCALES = [1, 10, 100, 1_000, 10_000];

/** numerator / denominator, rounded half up (away from zero). */
export function roundedRatio(numerator: bigint, denominator: bigint): bigint {
  return numerator < 0n ? -roundedRatio(-numerator, denominator) : (2n * numerator + denominator) / (2n * denominator);
}
