import type { Decimal } from 'decimal.js';
import type { Limit, PricedTariff } from './priced-tariff.js';
import type { Taxed } from './taxes.js';

/** What a limit adds to, or takes off, the sum of the charges. */
export interface LimitLine extends Taxed {
  readonly kind: 'MIN_PRICE' | 'MAX_PRICE';
}

interface Limited {
  readonly totals: Taxed;
  readonly lines: LimitLine[];
  readonly isUnapplied: boolean;
}

const PLACES = 9;

/**
 * Holds min_price and max_price against the totals, each before and after taxes by itself: "they both apply". Where a
 * limit is stated before taxes only and moves that total, the total after taxes moves in proportion, and the reverse.
 */
export function limited({ minPrice, maxPrice }: Pick<PricedTariff, 'minPrice' | 'maxPrice'>, sum: Taxed): Limited {
  const raised = held('MIN_PRICE', minPrice, sum, (total, limit) => total.lessThan(limit));
  const capped = held('MAX_PRICE', maxPrice, raised.totals, (total, limit) => total.greaterThan(limit));
  return {
    totals: capped.totals,
    lines: [...raised.lines, ...capped.lines],
    isUnapplied: raised.isUnapplied || capped.isUnapplied,
  };
}

function held(
  kind: LimitLine['kind'],
  limit: Limit | null,
  totals: Taxed,
  isBeyond: (total: Decimal, limit: Decimal) => boolean,
): Limited {
  if (limit === null) {
    return { totals, lines: [], isUnapplied: false };
  }
  const moved = (side: keyof Taxed): boolean => {
    const [total, bound] = [totals[side], limit[side]];
    return total !== null && bound !== null && isBeyond(total, bound);
  };
  const side = (own: keyof Taxed, other: keyof Taxed): Decimal | null => {
    const total = totals[own];
    if (moved(own)) {
      return limit[own];
    }
    if (total === null || limit[own] !== null || !moved(other)) {
      return total;
    }
    return inProportion(total, totals[other], limit[other]);
  };
  const after: Taxed = { exclVat: side('exclVat', 'inclVat'), inclVat: side('inclVat', 'exclVat') };
  const isMoved = moved('exclVat') || moved('inclVat');
  return {
    totals: after,
    lines: isMoved
      ? [
          {
            kind,
            exclVat: difference(after.exclVat, totals.exclVat),
            inclVat: difference(after.inclVat, totals.inclVat),
          },
        ]
      : [],
    isUnapplied: (['exclVat', 'inclVat'] as const).some((own) => limit[own] !== null && totals[own] === null),
  };
}

/** Null where nothing was charged, so that there is no proportion. */
function inProportion(total: Decimal, from: Decimal | null, to: Decimal | null): Decimal | null {
  return from === null || to === null || from.isZero() ? null : total.times(to).div(from).toDecimalPlaces(PLACES);
}

function difference(after: Decimal | null, before: Decimal | null): Decimal | null {
  return after === null || before === null ? null : after.minus(before);
}
