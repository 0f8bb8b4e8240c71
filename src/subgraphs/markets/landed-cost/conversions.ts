import type { Decimal } from 'decimal.js';
import { TripodError } from '../../../kernel/errors/tripod-error.js';
import { LevyDecimal } from '../policy/policy-expression.js';

/** One exchange rate: `rate` units of `quote` for one unit of `base`, as of the day of the rate. */
export interface Conversion {
  readonly base: string;
  readonly quote: string;
  readonly rate: Decimal;
  /** Day of the rate, which may lie before the day that was asked for. */
  readonly date: string;
  readonly source: string;
}

const CENTS = 2;
const minorUnits = new Map<string, number>();

/** Decimal places of a currency's amounts (ISO 4217 minor units). */
function minorUnitsOf(currency: string): number {
  let places = minorUnits.get(currency);
  if (places === undefined) {
    const format = new Intl.NumberFormat('en', { style: 'currency', currency });
    places = format.resolvedOptions().maximumFractionDigits ?? CENTS;
    minorUnits.set(currency, places);
  }
  return places;
}

/** An amount of money in whole minor units, half up. */
export function rounded(amount: Decimal, currency: string): Decimal {
  return amount.toDecimalPlaces(minorUnitsOf(currency), LevyDecimal.ROUND_HALF_UP);
}

/** The exchange rates that a calculation may use; it remembers those that it did use. */
export class Conversions {
  readonly #used = new Map<string, Conversion>();

  /** @param known rates in either direction, by "base:quote" */
  constructor(
    private readonly known: ReadonlyMap<string, Conversion>,
    private readonly asOf: string,
  ) {}

  /** Rates that were needed so far. */
  get used(): Conversion[] {
    return [...this.#used.values()];
  }

  /**
   * An amount in another currency, not rounded.
   *
   * @param purpose what needs the conversion, such as the key of a policy; for the error
   * @throws TripodError with NO_EXCHANGE_RATE where no rate is on file for the day
   */
  convert(amount: Decimal, from: string, to: string, purpose: string): Decimal {
    if (from === to) {
      return amount;
    }
    const direct = this.known.get(`${from}:${to}`);
    const inverse = this.known.get(`${to}:${from}`);
    const conversion = direct ?? inverse;
    if (conversion === undefined) {
      throw new TripodError(
        'NO_EXCHANGE_RATE',
        `No exchange rate ${from}/${to} on ${this.asOf} or before is on file; ${purpose} needs it.`,
        { base: from, quote: to, asOf: this.asOf, neededBy: purpose },
      );
    }
    this.#used.set(`${conversion.base}:${conversion.quote}`, conversion);
    return conversion === direct ? amount.times(conversion.rate) : amount.dividedBy(conversion.rate);
  }
}
