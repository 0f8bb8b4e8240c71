import { Decimal128 } from 'bson';
import { Decimal } from 'decimal.js';
import type { FxRateRecord } from '../../../src/subgraphs/markets/exchange-rate/exchange-rate.model.js';
import { synthetic } from '../provenance.js';
import { createRandomStream } from '../random.js';
import { PRICE_LEVELS } from '../vehicles/price-level.js';

const FIRST_YEAR = 2015;
const LAST_YEAR = 2026;
const SIGNIFICANT_DIGITS = 6;
/** Largest distance of a made-up rate from the rounded level, as a fraction. */
const SWING = 0.03;

/** Units of a currency for one euro, rounded: of the deep markets, and of others that policies and offers need. */
const LEVELS: Readonly<Record<string, number>> = {
  ...Object.fromEntries(
    Object.values(PRICE_LEVELS)
      .filter(({ currency }) => currency !== 'EUR')
      .map(({ currency, unitsPerEuro }) => [currency, unitsPerEuro]),
  ),
  CAD: 1.6,
  CHF: 0.94,
  CZK: 24.5,
  DKK: 7.46,
  HUF: 400,
  INR: 98,
  JPY: 170,
  KRW: 1_600,
  PLN: 4.25,
};

/** Made-up reference rates of the euro for the first day of every quarter: nobody may mistake them for published ones. */
export function buildExchangeRates(): FxRateRecord[] {
  return Object.entries(LEVELS).flatMap(([quote, level]) => {
    const random = createRandomStream(`fx:${quote}`);
    return quarters().map((date) => {
      const rate = new Decimal(level * (1 - SWING + 2 * SWING * random.next())).toSignificantDigits(SIGNIFICANT_DIGITS);
      const _id = `EUR:${quote}:${date}`;
      return {
        _id,
        base: 'EUR',
        quote,
        date,
        rate: Decimal128.fromString(rate.toFixed()),
        provenance: synthetic(_id),
      };
    });
  });
}

function quarters(): string[] {
  const years = Array.from({ length: LAST_YEAR - FIRST_YEAR + 1 }, (_, index) => FIRST_YEAR + index);
  return years.flatMap((year) => ['01', '04', '07', '10'].map((month) => `${year}-${month}-01`));
}
