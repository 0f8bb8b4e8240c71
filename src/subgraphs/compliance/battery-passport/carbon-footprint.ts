import { Decimal } from 'decimal.js';
import { registerEnumType } from 'type-graphql';

/** Stages of the life cycle that count; the use phase does not (Regulation (EU) 2023/1542, Annex II, point 4). */
export enum LifeCycleStage {
  RAW_MATERIAL_ACQUISITION = 'RAW_MATERIAL_ACQUISITION',
  MAIN_PRODUCTION = 'MAIN_PRODUCTION',
  DISTRIBUTION = 'DISTRIBUTION',
  END_OF_LIFE = 'END_OF_LIFE',
}
registerEnumType(LifeCycleStage, {
  name: 'LifeCycleStage',
  description:
    'Stage of the life cycle of a battery: Regulation (EU) 2023/1542, Annex II, point 4. The use phase is excluded.',
  valuesConfig: {
    RAW_MATERIAL_ACQUISITION: { description: 'Raw material acquisition and pre-processing.' },
    MAIN_PRODUCTION: { description: 'Main product production.' },
    END_OF_LIFE: { description: 'End of life and recycling.' },
  },
});

export interface StageFootprint {
  readonly stage: LifeCycleStage;
  /** kg CO2e per kWh of the total energy provided over the service life. */
  readonly value: number;
}

/** How far the stages may be from the total, as a fraction of it: they are rounded one by one. */
const TOLERANCE = new Decimal('0.005');

/** What is wrong with a footprint. */
export interface FootprintFault {
  /** Field of the footprint: "stages", "total", "stages.2.value". */
  readonly field: string;
  readonly message: string;
}

/**
 * The first thing that is wrong with a footprint: a total that is no positive number, a stage stated twice, or stages that do not
 * sum to the total within 0.5 %. Null for one that is sound; a total without stages, or stages without a total, is.
 */
export function footprintFault(total: number | null, stages: readonly StageFootprint[]): FootprintFault | null {
  if (total !== null && !(Number.isFinite(total) && total > 0)) {
    return { field: 'total', message: `must be a number above zero, and is ${total}` };
  }
  const seen = new Set<LifeCycleStage>();
  for (const [at, { stage, value }] of stages.entries()) {
    if (seen.has(stage)) return { field: `stages.${at}.stage`, message: `${stage} is stated twice` };
    if (!Number.isFinite(value)) return { field: `stages.${at}.value`, message: `must be a number, and is ${value}` };
    seen.add(stage);
  }
  if (total === null || stages.length === 0) return null;
  const sum = stages.reduce((whole, { value }) => whole.plus(value), new Decimal(0));
  return sum.minus(total).abs().gt(TOLERANCE.times(total))
    ? { field: 'stages', message: `sum to ${sum}, which is more than 0.5 % from the total of ${total}` }
    : null;
}

/** The total of a footprint whose source states none: the sum, where all four stages are there; else nobody knows. */
export function totalOfStages(stages: readonly StageFootprint[]): number | null {
  const complete = Object.values(LifeCycleStage).every((stage) => stages.some((one) => one.stage === stage));
  return complete ? stages.reduce((whole, { value }) => whole.plus(value), new Decimal(0)).toNumber() : null;
}
