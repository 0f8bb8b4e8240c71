import 'reflect-metadata';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  footprintFault,
  LifeCycleStage,
  totalOfStages,
} from '../../../../src/subgraphs/compliance/battery-passport/carbon-footprint.js';

const STAGES = Object.values(LifeCycleStage);
const stagesOf = (...values: number[]) => values.map((value, at) => ({ stage: STAGES[at] as LifeCycleStage, value }));

describe('a carbon footprint', () => {
  it.each([
    [100, [50, 30, 15, 5], null],
    [100, [50, 30, 15, 5.5], null],
    [100, [50, 30, 15, 5.51], 'stages'],
    [100, [50, 30, 15, 4.5], null],
    [100, [50, 30, 15, 4.49], 'stages'],
    [100, [100], null],
    [100, [60], 'stages'],
    [100, [110, -10], null],
    [100, [], null],
    [null, [12.678], null],
    [0, [], 'total'],
    [-5, [], 'total'],
    [Number.NaN, [], 'total'],
    [Number.POSITIVE_INFINITY, [], 'total'],
    [100, [Number.NaN], 'stages.0.value'],
    // Tenths have no exact binary form: 0.1 + 0.2 is not 0.3 there.
    [0.3, [0.1, 0.2], null],
  ])('of %s with stages %j has its fault in %s', (total, values, field) => {
    expect(footprintFault(total, stagesOf(...values))?.field ?? null).toBe(field);
  });

  it('states no stage twice', () => {
    const twice = [...stagesOf(50), ...stagesOf(50)];
    expect(footprintFault(100, twice)).toMatchObject({ field: 'stages.1.stage' });
  });

  it('is sound for every split of a total in integers, and unsound for what is more than 0.5 % off', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 10_000 }), { minLength: 4, maxLength: 4 }),
        fc.integer(),
        (parts, off) => {
          const total = parts.reduce((sum, part) => sum + part, 0);
          const stages = stagesOf(...parts);
          expect(footprintFault(total, stages)).toBeNull();
          expect(totalOfStages(stages)).toBe(total);
          const shifted = total + off;
          const sound = shifted > 0 && Math.abs(off) * 200 <= shifted;
          expect(footprintFault(shifted, stages) === null).toBe(sound);
        },
      ),
    );
  });

  it('has no total of its own where a stage is missing', () => {
    expect(totalOfStages(stagesOf(1, 2, 3))).toBeNull();
  });
});
