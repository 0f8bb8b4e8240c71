import { allOf } from '../../../database/filters.js';
import { decimal128Of } from '../../../kernel/money/money.input.js';
import { validOn } from '../../../kernel/validity/validity.js';
import type { MarketOfferFilter } from './market-offer.inputs.js';
import { standsOn } from './offer-status.js';

type Filter = Record<string, unknown>;

/**
 * MongoDB filter of offers that meet the caller's conditions: those that hold on the local date `asOf`, or that have one of
 * the statuses on that day.
 */
export function offerCondition(filter: MarketOfferFilter | null | undefined, asOf: string): Filter {
  return allOf([
    filter?.statuses ? standsOn(filter.statuses, asOf) : validOn(asOf),
    filter?.makers ? madeByAny(filter.makers) : {},
    filter?.assemblyForms ? { assemblyForm: { $in: filter.assemblyForms } } : {},
    filter?.maxListPrice
      ? {
          'listPriceInclVat.currency': filter.maxListPrice.currency,
          'listPriceInclVat.amount': { $lte: decimal128Of(filter.maxListPrice.amount) },
        }
      : {},
  ]);
}

/** A variant's key begins with its maker and a slash; "0" is the character after the slash. */
function madeByAny(makers: readonly string[]): Filter {
  return makers.length === 0
    ? { variantId: { $in: [] } }
    : { $or: makers.map((maker) => ({ variantId: { $gte: `${maker}/`, $lt: `${maker}0` } })) };
}
