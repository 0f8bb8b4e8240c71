import type { Decimal } from 'decimal.js';
import type { Dimension, PricedComponent, PricedElement } from './priced-tariff.js';

/** What one component of one element charges for a stretch of a session. */
export interface Charge {
  readonly dimension: Dimension;
  readonly isReservation: boolean;
  readonly element: PricedElement;
  readonly component: PricedComponent;
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
  /** kWh, seconds, or 1 for a fee: what was used. */
  readonly volume: Decimal;
  /** What is billed, after rounding to steps. */
  readonly billedVolume: Decimal;
}
