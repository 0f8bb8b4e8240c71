import { allOf } from '../../../database/filters.js';
import { badUserInput } from '../../../kernel/errors/tripod-error.js';
import { CONNECTOR_TYPES } from '../../../kernel/ocpi/connector-types.js';
import { shownAsAny } from '../../../kernel/ocpi/vocabulary.js';
import type { VehicleVariantFilter } from './vehicle-variant.inputs.js';

type Filter = Record<string, unknown>;

/** MongoDB filter of a list of variants. BAD_USER_INPUT for a range without cycle, or a cycle without range. */
export function variantCondition(filter: VehicleVariantFilter | null | undefined): Filter {
  return filter === null || filter === undefined
    ? {}
    : allOf([
        filter.makers ? { maker: { $in: filter.makers } } : {},
        filter.powertrains ? { powertrain: { $in: filter.powertrains } } : {},
        filter.ports ? { ports: { $elemMatch: shownAsAny(CONNECTOR_TYPES, filter.ports) } } : {},
        isGiven(filter.architectureVoltage) ? { architectureVoltage: filter.architectureVoltage } : {},
        isGiven(filter.minBatteryKWh) ? batteryAtLeast(filter.minBatteryKWh) : {},
        rangeAtLeast(filter),
        filter.marketCountry ? { markets: filter.marketCountry } : {},
        filter.search ? { name: { $regex: escapeRegularExpression(filter.search), $options: 'i' } } : {},
      ]);
}

function isGiven<Value>(value: Value | null | undefined): value is Value {
  return value !== null && value !== undefined;
}

function batteryAtLeast(kWh: number): Filter {
  return {
    $or: [{ batteryNetKWh: { $gte: kWh } }, { batteryNetKWh: null, batteryGrossKWh: { $gte: kWh } }],
  };
}

/** One range must have both the cycle and the kilometres: 500 km CLTC say nothing about WLTP. */
function rangeAtLeast({ minRangeKm, cycle }: VehicleVariantFilter): Filter {
  if (!isGiven(minRangeKm) && !isGiven(cycle)) {
    return {};
  }
  if (!isGiven(cycle)) {
    throw badUserInput('filter.cycle', 'must be given with minRangeKm: ranges of different cycles cannot be compared');
  }
  if (!isGiven(minRangeKm)) {
    throw badUserInput('filter.minRangeKm', 'must be given with cycle');
  }
  return { ranges: { $elemMatch: { cycle, km: { $gte: minRangeKm } } } };
}

function escapeRegularExpression(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
