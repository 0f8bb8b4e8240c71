import type { PipelineStage } from 'mongoose';
import { PUBLISHED } from '../location/charging-location.filter.js';
import { EVSE_STATUSES } from '../ocpi/evse-vocabularies.js';

const OPERATIONAL = ['AVAILABLE', 'BLOCKED', 'CHARGING', 'RESERVED'];
const KNOWN_STATUSES = [...EVSE_STATUSES.known].filter((status) => status !== 'UNKNOWN');

const isOperational = { $in: ['$evses.status', OPERATIONAL] };
const isUnknown = { $not: [{ $in: ['$evses.status', KNOWN_STATUSES] }] };
const isCommissioned = { $and: [isUnknown, { $ne: [{ $ifNull: ['$operationalSince', null] }, null] }] };

/** Expressions on a row of `publicEvses`. */
export const EVSE_EXPRESSIONS = {
  isUnknown,
  /** Without a live status, at a site whose day of first operation is known, as in registers. */
  isCommissioned,
  /** In operation: it counts. */
  isCounted: { $or: [isOperational, isCommissioned] },
  /** How many units the record stands for; 0 where it does not say. */
  quantity: { $ifNull: ['$evses.quantity', 0] },
};

/** `_id`s of records of other sources that seem to be the same site. */
export const LINKS = { $ifNull: ['$links.locationId', []] };

/** `_id` of a site that is linked to others, else null: such sites are grouped by themselves, all others together. */
export const SITE_OF_LINKED = { $cond: [{ $gt: [{ $size: { $ifNull: ['$links', []] } }, 0] }, '$_id', null] };

/** Stages that give a row for each EVSE of published sites that are not private, opened by the local date `asOf`. */
export function publicEvses(countries: readonly string[], asOf: string): PipelineStage[] {
  return [
    {
      $match: {
        country: { $in: [...countries] },
        ...PUBLISHED,
        access: { $ne: 'PRIVATE' },
        $or: [{ operationalSince: null }, { operationalSince: { $lte: asOf } }],
      },
    },
    { $unwind: '$evses' },
  ];
}
