import { allOf } from '../../../database/filters.js';
import { decimal128Of } from '../../../kernel/money/money.input.js';
import { validOn } from '../../../kernel/validity/validity.js';
import type { MarketOfferFilter } from './market-offer.inputs.js';

type Filter = Record<string, unknown>;

/** MongoDB filter of offers that hold on the local date `asOf` and meet the caller's conditions. */
export function offerCondition(filter: MarketOfferFilter | null | undefined, asOf: string): Filter {
  return allOf([
    validOn(asOf),
    filter?.statuses ? { status: { $in: filter.statuses } } : {},
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
