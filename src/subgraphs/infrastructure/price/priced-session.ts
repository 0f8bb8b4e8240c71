import { Decimal } from 'decimal.js';

/** Precise enough that what is lost in a division never reaches the twelfth decimal place. */
export const PriceDecimal = Decimal.clone({ precision: 60 });

export const ZERO = new PriceDecimal(0);

/** What a driver does in a period. A reservation ends where charging begins, or where it expires. */
export type PeriodKind = 'RESERVATION' | 'CHARGING' | 'PARKING';

/** A stretch of a session in which energy flows evenly (OCPI ChargingPeriod). */
export interface SessionPeriod {
  readonly kind: PeriodKind;
  /** Milliseconds since 1970. */
  readonly startsAt: number;
  readonly seconds: Decimal;
  readonly kwh: Decimal;
  /** kW; null where unknown. */
  readonly powerKW: Decimal | null;
  /** A, sum over all phases; null where unknown. */
  readonly currentA: Decimal | null;
  /** False for a period of a charge detail record without a volume of time: time is not billed for it. */
  readonly billsTime: boolean;
}

/** Everything about a session that its price depends on. */
export interface PricedSession {
  /** In order of time. */
  readonly periods: readonly SessionPeriod[];
  /** IANA zone of the site, in which times of day, dates and days of the week are read. */
  readonly timeZone: string;
  /** The reservation was not followed by a session. */
  readonly reservationExpired: boolean;
}
