import { allOf } from '../../../database/filters.js';
import { type ValidityRecord, validOn } from '../../../kernel/validity/validity.js';
import { OfferStatus } from './market-offer.type.js';

type Filter = Record<string, unknown>;

/**
 * Where an offer stands on a day: planned before its first day, ended from the day after its last one, else on sale. A stored
 * PLANNED or ENDED counts within only where no date says when that changes.
 */
export function statusOn(offer: ValidityRecord & { readonly status: string }, asOf: string): OfferStatus {
  const { status, validFrom, validTo } = offer;
  if (validFrom !== null && asOf < validFrom) return OfferStatus.PLANNED;
  if (validTo !== null && validTo <= asOf) return OfferStatus.ENDED;
  if (status === OfferStatus.PLANNED && validFrom === null) return OfferStatus.PLANNED;
  return status === OfferStatus.ENDED && validTo === null ? OfferStatus.ENDED : OfferStatus.ON_SALE;
}

/** MongoDB filter of offers that stand so on a day. */
export function standsOn(statuses: readonly OfferStatus[], asOf: string): Filter {
  const planned = { status: OfferStatus.PLANNED, validFrom: null };
  const ended = { status: OfferStatus.ENDED, validTo: null };
  const conditions: Readonly<Record<OfferStatus, Filter>> = {
    PLANNED: { $or: [{ validFrom: { $gt: asOf } }, allOf([validOn(asOf), planned])] },
    // An offer that has not begun is not over, even where its dates are the wrong way round.
    ENDED: {
      $or: [
        { validTo: { $ne: null, $lte: asOf }, $or: [{ validFrom: null }, { validFrom: { $lte: asOf } }] },
        allOf([validOn(asOf), ended]),
      ],
    },
    ON_SALE: allOf([validOn(asOf), { $nor: [planned, ended] }]),
  };
  return statuses.length === 0 ? { _id: { $in: [] } } : { $or: statuses.map((status) => conditions[status]) };
}
