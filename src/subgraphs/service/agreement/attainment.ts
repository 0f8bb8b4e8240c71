import { Decimal } from 'decimal.js';

/** What an agreement on service levels measures. */
export enum ServiceLevelMetric {
  FIRST_TIME_FIX = 'FIRST_TIME_FIX',
  PARTS_48H = 'PARTS_48H',
  ROADSIDE_ARRIVAL_MIN = 'ROADSIDE_ARRIVAL_MIN',
  REPAIR_CYCLE_DAYS = 'REPAIR_CYCLE_DAYS',
  CALL_ANSWER_S = 'CALL_ANSWER_S',
}

/** In which direction a metric is good, and its unit. */
const METRICS: Readonly<Record<ServiceLevelMetric, { higherIsBetter: boolean; unit: string }>> = {
  FIRST_TIME_FIX: { higherIsBetter: true, unit: 'fraction' },
  PARTS_48H: { higherIsBetter: true, unit: 'fraction' },
  ROADSIDE_ARRIVAL_MIN: { higherIsBetter: false, unit: 'min' },
  REPAIR_CYCLE_DAYS: { higherIsBetter: false, unit: 'd' },
  CALL_ANSWER_S: { higherIsBetter: false, unit: 's' },
};

/** A figure that was measured over [from, to); null where the period has not been measured. */
export interface Measurement {
  readonly from: string;
  readonly to: string;
  readonly measured: Decimal | null;
}

export interface AttainedMeasurement extends Measurement {
  /** Whether the target was met: the target itself counts. Null where nothing was measured. */
  readonly attained: boolean | null;
}

/** True where more is better; false where less is. */
export function isHigherBetter(metric: ServiceLevelMetric): boolean {
  return METRICS[metric].higherIsBetter;
}

/** Unit of target and figures: a fraction, or min, d, s. */
export function unitOf(metric: ServiceLevelMetric): string {
  return METRICS[metric].unit;
}

/** Holds a figure against its target, by the direction of the metric. */
export function attainedBy(metric: ServiceLevelMetric, target: Decimal, measured: Decimal | null): boolean | null {
  if (measured === null) return null;
  return isHigherBetter(metric) ? measured.gte(target) : measured.lte(target);
}

/** Periods that are over on a day, held against the target, in their order. */
export function measurementsUntil(
  metric: ServiceLevelMetric,
  target: Decimal,
  measurements: readonly Measurement[],
  asOf: string,
): AttainedMeasurement[] {
  return measurements
    .filter(({ to }) => to <= asOf)
    .sort((left, right) => (left.from < right.from ? -1 : Number(left.from > right.from)))
    .map((one) => ({ ...one, attained: attainedBy(metric, target, one.measured) }));
}

/** How many of the measured periods met the target; the share is null where none was measured. */
export function attainment(measurements: readonly AttainedMeasurement[]): {
  measuredPeriods: number;
  attainedPeriods: number;
  share: Decimal | null;
} {
  const measured = measurements.filter(({ attained }) => attained !== null);
  const attainedPeriods = measured.filter(({ attained }) => attained === true).length;
  return {
    measuredPeriods: measured.length,
    attainedPeriods,
    share: measured.length === 0 ? null : new Decimal(attainedPeriods).dividedBy(measured.length).toDecimalPlaces(4),
  };
}
