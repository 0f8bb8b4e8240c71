import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  derivedPower,
  evsePower,
  highestEvsePower,
  kilowatts,
  totalEvsePower,
  withPower,
} from '../../../src/subgraphs/infrastructure/location/power.js';

const positive = fc.double({ min: 0.1, max: 5_000, noNaN: true });
const power = fc.option(fc.integer({ min: 1, max: 4_000_000 }), { nil: null });
const connector = fc.record({ maxElectricPower: power });
const evse = fc.record({ connectors: fc.array(connector, { maxLength: 5 }) });

describe('derivedPower', () => {
  it.each([
    ['AC_1_PHASE', 230, 16, 3_680],
    ['AC_3_PHASE', 230, 16, 11_040],
    ['AC_3_PHASE', 230, 32, 22_080],
    ['DC', 400, 125, 50_000],
    ['DC', 920, 500, 460_000],
  ])('%s of %d V and %d A is %d W', (powerType, maxVoltage, maxAmperage, watts) => {
    expect(derivedPower({ powerType, maxVoltage, maxAmperage })).toBe(watts);
  });

  it.each([
    ['AC_2_PHASE', 230, 32],
    ['AC_2_PHASE_SPLIT', 240, 32],
    ['something', 230, 32],
    [null, 230, 32],
    ['DC', null, 125],
    ['DC', 400, null],
    ['DC', 0, 125],
    ['DC', -400, -125],
    ['DC', Number.NaN, 125],
    ['DC', Number.POSITIVE_INFINITY, 125],
  ])('is not known for %s of %s V and %s A', (powerType, maxVoltage, maxAmperage) => {
    expect(derivedPower({ powerType, maxVoltage, maxAmperage })).toBeNull();
  });

  it('of three phases is three times that of one', () => {
    fc.assert(
      fc.property(positive, positive, (maxVoltage, maxAmperage) => {
        const one = derivedPower({ powerType: 'AC_1_PHASE', maxVoltage, maxAmperage });
        const three = derivedPower({ powerType: 'AC_3_PHASE', maxVoltage, maxAmperage });
        expect(three).toBeCloseTo(3 * (one ?? Number.NaN), 3);
        expect(derivedPower({ powerType: 'DC', maxVoltage, maxAmperage })).toBe(one);
      }),
    );
  });
});

describe('withPower', () => {
  it('keeps a stated power, whatever voltage and current give', () => {
    const stated = { powerType: 'DC', maxVoltage: 920, maxAmperage: 400, maxElectricPower: 150_000 };
    expect(withPower(stated)).toEqual({ ...stated, powerDerived: false });
  });

  it('derives a missing or absurd one and says so', () => {
    for (const maxElectricPower of [null, 0, -22]) {
      expect(withPower({ powerType: 'AC_3_PHASE', maxVoltage: 230, maxAmperage: 32, maxElectricPower })).toEqual({
        powerType: 'AC_3_PHASE',
        maxVoltage: 230,
        maxAmperage: 32,
        maxElectricPower: 22_080,
        powerDerived: true,
      });
    }
    expect(withPower({ powerType: null, maxVoltage: 230, maxAmperage: 32, maxElectricPower: null })).toMatchObject({
      maxElectricPower: null,
      powerDerived: false,
    });
  });
});

describe('power of charge points and sites', () => {
  it('counts a charge point once: a triple charger of 50, 43 and 50 kW is 50 kW', () => {
    const triple = { connectors: [50_000, 43_000, 50_000].map((maxElectricPower) => ({ maxElectricPower })) };
    const post = { connectors: [{ maxElectricPower: 22_000 }] };
    const unknown = { connectors: [{ maxElectricPower: null }] };
    expect(evsePower(triple.connectors)).toBe(50_000);
    expect(highestEvsePower([post, triple, unknown])).toBe(50_000);
    expect(totalEvsePower([post, triple, post, unknown])).toBe(94_000);
    expect(totalEvsePower([unknown])).toBeNull();
    expect(highestEvsePower([])).toBeNull();
    expect(kilowatts(22_080)).toBe(22.08);
    expect(kilowatts(null)).toBeNull();
  });

  it('the site has at least its best charge point and at most the sum of its connectors', () => {
    fc.assert(
      fc.property(fc.array(evse, { maxLength: 8 }), (evses) => {
        const total = totalEvsePower(evses);
        const highest = highestEvsePower(evses);
        const connectors = evses.flatMap((each) =>
          each.connectors.map(({ maxElectricPower }) => maxElectricPower ?? 0),
        );
        expect(total === null).toBe(highest === null);
        expect(total ?? 0).toBeGreaterThanOrEqual(highest ?? 0);
        expect(total ?? 0).toBeLessThanOrEqual(connectors.reduce((sum, each) => sum + each, 0));
        expect(highest ?? 0).toBe(Math.max(0, ...connectors));
      }),
    );
  });

  it('does not depend on the order of charge points and connectors', () => {
    fc.assert(
      fc.property(fc.array(evse, { maxLength: 8 }), (evses) => {
        const turned = [...evses].reverse().map(({ connectors }) => ({ connectors: [...connectors].reverse() }));
        expect(totalEvsePower(turned)).toBe(totalEvsePower(evses));
        expect(highestEvsePower(turned)).toBe(highestEvsePower(evses));
      }),
    );
  });
});
