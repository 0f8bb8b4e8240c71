import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { usablePower } from '../../../src/subgraphs/insights/usable-charging-power/usable-power.js';

const ccs = (maxVoltage: number | null, maxPowerKW: number | null) => ({
  standard: 'IEC_62196_T2_COMBO',
  powerType: 'DC',
  maxVoltage,
  maxPowerKW,
});
const chademo = (maxPowerKW: number) => ({ standard: 'CHADEMO', powerType: 'DC', maxVoltage: 500, maxPowerKW });
const alternating = { standard: 'IEC_62196_T2', powerType: 'AC_3_PHASE', maxVoltage: 230, maxPowerKW: 22 };

const CAR = { ports: ['IEC_62196_T2_COMBO'], architectureVoltage: 800, dcMaxKW: 200 };

describe('usable power', () => {
  it('counts a point once, with the best connector of each kind of question', () => {
    const power = usablePower(
      [
        { points: 2, connectors: [ccs(920, 350), chademo(50), alternating] },
        { points: 3, connectors: [ccs(500, 150), chademo(100)] },
        { points: 4, connectors: [ccs(null, 50)] },
        { points: 5, connectors: [chademo(50)] },
        { points: 6, connectors: [alternating] },
        { points: 7, connectors: [ccs(1000, null)] },
      ],
      CAR,
    );
    expect(power.direct).toEqual({ points: 21, kW: 2 * 350 + 3 * 150 + 4 * 50 + 5 * 50 });
    expect(power.fitting).toEqual({ points: 16, kW: 2 * 350 + 3 * 150 + 4 * 50 });
    expect(power.usable).toEqual({ points: 13, kW: 2 * 350 + 4 * 50 });
    expect(power.ofUnknownVoltage).toEqual({ points: 4, kW: 200 });
    expect(power.ofLowVoltage).toEqual({ points: 3, kW: 450 });
    expect(power.takenKW).toBe(2 * 200 + 4 * 50);
    expect(power.connectorsKW).toBe(2 * (350 + 50 + 22) + 3 * 250 + 4 * 50 + 5 * 50 + 6 * 22);
    expect(power.byStandard).toEqual([
      { standard: 'IEC_62196_T2_COMBO', points: 16, kW: 1350, fits: true },
      { standard: 'CHADEMO', points: 10, kW: 2 * 50 + 3 * 100 + 5 * 50, fits: false },
    ]);
  });

  it('a 400 V car can use what an 800 V car can, and what is of too low a voltage for that one', () => {
    const groups = fc.array(
      fc.record({
        points: fc.integer({ min: 1, max: 50 }),
        connectors: fc.array(
          fc.record({
            standard: fc.constantFrom('IEC_62196_T2_COMBO', 'CHADEMO', 'GBT_DC', 'SAE_J3400'),
            powerType: fc.constantFrom('DC', 'AC_3_PHASE', null),
            maxVoltage: fc.constantFrom(null, 400, 500, 800, 920),
            maxPowerKW: fc.option(fc.integer({ min: 1, max: 400 })),
          }),
          { maxLength: 4 },
        ),
      }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(groups, (all) => {
        const high = usablePower(all, CAR);
        const low = usablePower(all, { ...CAR, architectureVoltage: 400 });
        expect(low.usable).toEqual(low.fitting);
        expect(high.fitting).toEqual(low.fitting);
        expect(high.usable.points + high.ofLowVoltage.points).toBe(high.fitting.points);
        expect(high.usable.kW).toBeLessThanOrEqual(high.fitting.kW);
        expect(high.fitting.kW).toBeLessThanOrEqual(high.direct.kW);
        expect(high.takenKW).toBeLessThanOrEqual(high.usable.kW);
        expect(high.direct.kW).toBeLessThanOrEqual(high.connectorsKW);
        expect(usablePower(all, { ...CAR, ports: [] }).fitting).toEqual({ points: 0, kW: 0 });
      }),
    );
  });
});
