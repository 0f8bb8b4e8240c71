import { Decimal } from 'decimal.js';
import type { DeepMarket } from '../deep-markets.js';

/** What the price generator knows of a market. */
export interface PriceLevel {
  /** ISO 4217. */
  currency: string;
  /** Units of the currency for one euro, rounded: for demonstration prices only, never for conversion. */
  unitsPerEuro: number;
  /** Prices before tax are whole multiples of this. */
  step: number;
  /** Price level against the euro area. */
  factor: number;
}

/** Price levels of the deep markets. */
export const PRICE_LEVELS: Readonly<Record<DeepMarket, PriceLevel>> = {
  AE: { currency: 'AED', unitsPerEuro: 4.2, step: 500, factor: 0.95 },
  AU: { currency: 'AUD', unitsPerEuro: 1.75, step: 100, factor: 0.95 },
  BR: { currency: 'BRL', unitsPerEuro: 6.2, step: 500, factor: 1.05 },
  CN: { currency: 'CNY', unitsPerEuro: 8.1, step: 1000, factor: 0.6 },
  DE: { currency: 'EUR', unitsPerEuro: 1, step: 100, factor: 1 },
  ES: { currency: 'EUR', unitsPerEuro: 1, step: 100, factor: 0.97 },
  FR: { currency: 'EUR', unitsPerEuro: 1, step: 100, factor: 0.98 },
  GB: { currency: 'GBP', unitsPerEuro: 0.87, step: 100, factor: 0.98 },
  ID: { currency: 'IDR', unitsPerEuro: 18_500, step: 1_000_000, factor: 0.9 },
  IT: { currency: 'EUR', unitsPerEuro: 1, step: 100, factor: 0.98 },
  MX: { currency: 'MXN', unitsPerEuro: 21, step: 1000, factor: 0.95 },
  NL: { currency: 'EUR', unitsPerEuro: 1, step: 100, factor: 1 },
  NO: { currency: 'NOK', unitsPerEuro: 11.7, step: 1000, factor: 0.98 },
  SE: { currency: 'SEK', unitsPerEuro: 11.1, step: 1000, factor: 1 },
  TH: { currency: 'THB', unitsPerEuro: 37, step: 1000, factor: 0.85 },
  TR: { currency: 'TRY', unitsPerEuro: 48, step: 5000, factor: 1.1 },
  US: { currency: 'USD', unitsPerEuro: 1.15, step: 100, factor: 1.05 },
  ZA: { currency: 'ZAR', unitsPerEuro: 20, step: 1000, factor: 1 },
};

/**
 * Value added tax on the retail price, as a fraction, where it is a plain rate. Rates on file in the market policies
 * are repeated here and a test holds them equal; SE, IT, ID and CN are standard rates that are not on file. NO taxes
 * only a part of the price (see {@link retailTax}); in BR and US sales taxes differ by state and are not added.
 */
export const VALUE_ADDED_TAX: Readonly<Record<DeepMarket, string>> = {
  AE: '0.05',
  AU: '0.1',
  BR: '0',
  CN: '0.13',
  DE: '0.19',
  ES: '0.21',
  FR: '0.2',
  GB: '0.2',
  ID: '0.12',
  IT: '0.22',
  MX: '0.16',
  NL: '0.21',
  NO: '0.25',
  SE: '0.25',
  TH: '0.07',
  TR: '0.2',
  US: '0',
  ZA: '0.15',
};

/** Norway exempts electric cars up to this price in 2026 (NOK). */
const NORWEGIAN_EXEMPTION_2026 = 300_000;

/** Tax on a retail price before tax, in the market's currency, as of 2026. */
export function retailTax(market: DeepMarket, priceExVat: Decimal): Decimal {
  const taxed = market === 'NO' ? Decimal.max(0, priceExVat.minus(NORWEGIAN_EXEMPTION_2026)) : priceExVat;
  return taxed.times(VALUE_ADDED_TAX[market]);
}

/**
 * Customs duty on a battery electric car as a share of the customs value, by rough origin: for the import value of
 * demonstration offers only. The policies hold the rules.
 */
export function roughDuty(market: DeepMarket, originCountry: string): number {
  const chinese = originCountry === 'CN';
  const unionMember = ['DE', 'ES', 'FR', 'IT', 'NL', 'SE'].includes(market);
  if (unionMember) return chinese ? 0.307 : 0.1;
  const rates: Partial<Record<DeepMarket, number>> = { AE: 0.05, BR: 0.35, GB: 0.1, TR: chinese ? 0.5 : 0.1, ZA: 0.25 };
  if (market === 'MX') return chinese ? 0.5 : 0;
  if (market === 'US') return chinese ? 1.025 : 0.025;
  return rates[market] ?? 0;
}
