import type { PipelineStage } from 'mongoose';
import type { SortField } from '../../../database/keyset.js';
import { badUserInput } from '../../../kernel/errors/tripod-error.js';
import type { RangeCycle } from './vehicle-variant.enums.js';
import { SortDirection, type VehicleVariantOrder, VehicleVariantOrderField } from './vehicle-variant.inputs.js';

/** How a list of variants is ordered. */
export interface VariantOrder {
  readonly fields: readonly SortField[];
  /** Test cycle whose ranges are compared; null where ranges are not. */
  readonly cycle: RangeCycle | null;
}

/** Orders that compare ranges. */
const BY_RANGE: ReadonlySet<VehicleVariantOrderField> = new Set([VehicleVariantOrderField.RANGE]);

/** Worked out for each row: the range in the cycle of the order. */
export const RANGE_IN_CYCLE = 'rangeInCycle';

/**
 * The order that a caller asks for. BAD_USER_INPUT for ranges without a test cycle, and for a cycle where no ranges are
 * compared.
 */
export function variantOrder(asked: VehicleVariantOrder | null | undefined): VariantOrder {
  const direction = asked?.direction === SortDirection.DESCENDING ? -1 : 1;
  const cycle = asked?.cycle ?? null;
  if (!BY_RANGE.has(asked?.by ?? VehicleVariantOrderField.VARIANT_ID)) {
    if (cycle !== null) throw badUserInput('orderBy.cycle', 'counts only where variants are ordered by RANGE');
    return { fields: [{ field: '_id', direction }], cycle: null };
  }
  if (cycle === null) {
    throw badUserInput('orderBy.cycle', 'must be given with RANGE: ranges of different cycles cannot be compared');
  }
  return {
    fields: [
      { field: RANGE_IN_CYCLE, direction },
      { field: '_id', direction: 1 },
    ],
    cycle,
  };
}

/** The longest range in the cycle: a source may state several for sizes of wheels. */
export function rangeInCycle(cycle: RangeCycle): PipelineStage.AddFields {
  const ofCycle = { $filter: { input: '$ranges', as: 'one', cond: { $eq: ['$$one.cycle', cycle] } } };
  return { $addFields: { [RANGE_IN_CYCLE]: { $max: { $map: { input: ofCycle, as: 'one', in: '$$one.km' } } } } };
}
