import type { Decimal } from 'decimal.js';

/** An offer that a change hits, as far as what hangs on it needs to know. */
export interface HitOffer {
  readonly offerId: string;
  readonly country: string;
  readonly variantId: string;
  /** By which prices and instalments grow; null where nobody can tell. */
  readonly factor: Decimal | null;
}
