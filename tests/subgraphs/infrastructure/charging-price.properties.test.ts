import 'reflect-metadata';
import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ChargingPriceResult,
  chargingPriceOf,
} from '../../../src/subgraphs/infrastructure/price/charging-price.calculation.js';
import { PriceDecimal, type SessionPeriod } from '../../../src/subgraphs/infrastructure/price/priced-session.js';
import { pricedTariff } from '../../../src/subgraphs/infrastructure/price/priced-tariff.js';
import type { TariffElementRecord } from '../../../src/subgraphs/infrastructure/tariff/charging-tariff.model.js';
import { component, element, tariff } from './tariff-records.js';

const START = Date.parse('2026-07-01T18:00:00Z');

const cents = fc.integer({ min: 0, max: 300 }).map((value) => (value / 100).toFixed(2));
const hour = fc.integer({ min: 0, max: 23 }).map((value) => `${String(value).padStart(2, '0')}:00`);

/** A tariff with a price for everything: restricted elements first, then one that always applies. */
function anyTariff(stepSize: fc.Arbitrary<number>): fc.Arbitrary<TariffElementRecord[]> {
  const components = fc
    .tuple(cents, cents, cents, stepSize)
    .map(([energy, time, parking, step]) => [
      component('ENERGY', energy, { vat: '10', stepSize: step }),
      component('TIME', time, { vat: '20', stepSize: step }),
      component('PARKING_TIME', parking, { vat: '20', stepSize: step }),
    ]);
  const restrictions = fc.oneof(
    fc.record({ startTime: hour, endTime: hour }),
    fc.record({ minKwh: fc.integer({ min: 0, max: 40 }), maxKwh: fc.integer({ min: 41, max: 90 }) }),
    fc.record({ minDuration: fc.integer({ min: 0, max: 4_000 }), maxDuration: fc.integer({ min: 4_001, max: 9_000 }) }),
    fc.record({ minPower: fc.integer({ min: 1, max: 60 }) }),
  );
  return fc
    .tuple(fc.array(fc.tuple(components, restrictions), { maxLength: 4 }), components)
    .map(([restricted, last]) => [...restricted.map(([list, bounds]) => element(list, bounds)), element(last)]);
}

interface Session {
  readonly kwh: number;
  readonly minutes: number;
  readonly parkingMinutes: number;
}

const anySession: fc.Arbitrary<Session> = fc.record({
  kwh: fc.integer({ min: 1, max: 80 }),
  minutes: fc.integer({ min: 1, max: 300 }),
  parkingMinutes: fc.integer({ min: 0, max: 300 }),
});

function periodsOf({ kwh, minutes, parkingMinutes }: Session): SessionPeriod[] {
  const power = new PriceDecimal(kwh).times(60).div(minutes);
  const period = (kind: SessionPeriod['kind'], startsAt: number, length: number, energy: number): SessionPeriod => ({
    kind,
    startsAt,
    seconds: new PriceDecimal(length * 60),
    kwh: new PriceDecimal(energy),
    powerKW: kind === 'CHARGING' ? power : new PriceDecimal(0),
    currentA: null,
    billsTime: true,
  });
  const charging = period('CHARGING', START, minutes, kwh);
  return parkingMinutes === 0 ? [charging] : [charging, period('PARKING', START + minutes * 60_000, parkingMinutes, 0)];
}

function priceOf(elements: TariffElementRecord[], periods: readonly SessionPeriod[]): ChargingPriceResult {
  return chargingPriceOf(pricedTariff(tariff('DE', 'X', elements)), {
    periods,
    timeZone: 'Europe/Berlin',
    reservationExpired: false,
  });
}

/** Every period in as many parts of equal length. */
/** The parts make up the whole to the last digit: a restriction may end exactly where the whole does. */
function split(periods: readonly SessionPeriod[], parts: number): SessionPeriod[] {
  return periods.flatMap((period) => {
    const share = (whole: Decimal, at: number): Decimal => {
      const part = whole.div(parts).toDecimalPlaces(9);
      return at < parts - 1 ? part : whole.minus(part.times(parts - 1));
    };
    return Array.from({ length: parts }, (_, at) => ({
      ...period,
      startsAt: period.startsAt + Math.round((period.seconds.toNumber() * 1000 * at) / parts),
      seconds: share(period.seconds, at),
      kwh: share(period.kwh, at),
    }));
  });
}

const sum = (amounts: readonly (Decimal | null)[]) =>
  amounts.reduce<Decimal>((total, amount) => total.plus(amount ?? 0), new Decimal(0));
const ONE = fc.constant(0);

describe('prices of sessions', () => {
  it('are the sum of their lines, before and after taxes', () => {
    fc.assert(
      fc.property(anyTariff(fc.integer({ min: 0, max: 1800 })), anySession, (elements, session) => {
        const { charges, totalExclVat, totalInclVat } = priceOf(elements, periodsOf(session));
        const exclVat = sum(charges.map((charge) => charge.exclVat));
        expect(totalExclVat?.minus(exclVat).abs().toNumber()).toBeLessThanOrEqual(0.005);
        const inclVat = sum(charges.map((charge) => charge.inclVat));
        expect(totalInclVat?.minus(inclVat).abs().toNumber()).toBeLessThanOrEqual(0.005);
        expect(totalInclVat?.toNumber()).toBeGreaterThanOrEqual(totalExclVat?.toNumber() ?? 0);
      }),
      { numRuns: 300 },
    );
  });

  it('bill all that was used, once, and no more than one step above', () => {
    fc.assert(
      fc.property(anyTariff(fc.integer({ min: 1, max: 1800 })), anySession, (elements, session) => {
        const { charges } = priceOf(elements, periodsOf(session));
        for (const [dimension, used, unit] of [
          ['ENERGY', session.kwh, 1000],
          ['TIME', session.minutes * 60, 1],
          ['PARKING_TIME', session.parkingMinutes * 60, 1],
        ] as const) {
          const ofDimension = charges.filter((charge) => charge.dimension === dimension);
          const volume = sum(ofDimension.map((charge) => charge.volume));
          expect(volume.minus(used).abs().toNumber()).toBeLessThan(1e-9);
          const step = ofDimension.at(-1)?.component.stepSize ?? 0;
          const more = sum(ofDimension.map((charge) => charge.billedVolume))
            .minus(volume)
            .times(unit)
            .toNumber();
          expect(more).toBeGreaterThanOrEqual(-1e-9);
          expect(more).toBeLessThan(step + 1e-9);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('do not change where periods are split', () => {
    fc.assert(
      fc.property(
        anyTariff(fc.integer({ min: 0, max: 1800 })),
        anySession,
        fc.integer({ min: 2, max: 7 }),
        (elements, session, parts) => {
          const whole = priceOf(elements, periodsOf(session));
          const inParts = priceOf(elements, split(periodsOf(session), parts));
          // A cut of the clock is a whole millisecond: an hour of it at the highest price is below a cent.
          const difference = whole.totalExclVat
            ?.minus(inParts.totalExclVat ?? 0)
            .abs()
            .toNumber();
          expect(difference).toBeLessThanOrEqual(0.01);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('never fall with more energy at the same power where a kWh has one price', () => {
    fc.assert(
      fc.property(
        cents,
        fc.integer({ min: 0, max: 5000 }),
        fc.integer({ min: 1, max: 80 }),
        (perKwh, stepSize, kwh) => {
          const elements = [element([component('ENERGY', perKwh, { stepSize })])];
          const less = priceOf(elements, periodsOf({ kwh, minutes: kwh, parkingMinutes: 0 }));
          const more = priceOf(elements, periodsOf({ kwh: kwh + 1, minutes: kwh + 1, parkingMinutes: 0 }));
          expect(more.totalExclVat?.toNumber()).toBeGreaterThanOrEqual(less.totalExclVat?.toNumber() ?? 0);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('agree with plain arithmetic where nothing is restricted or rounded to steps', () => {
    fc.assert(
      fc.property(cents, cents, cents, ONE, anySession, (perKwh, perHour, parkedHour, stepSize, session) => {
        const { totalExclVat } = priceOf(
          [
            element([
              component('ENERGY', perKwh, { stepSize }),
              component('TIME', perHour, { stepSize }),
              component('PARKING_TIME', parkedHour, { stepSize }),
            ]),
          ],
          periodsOf(session),
        );
        // In 1/6000 of the currency: cents times minutes, over 60 minutes and 100 cents.
        const units =
          Math.round(Number(perKwh) * 100) * session.kwh * 60 +
          Math.round(Number(perHour) * 100) * session.minutes +
          Math.round(Number(parkedHour) * 100) * session.parkingMinutes;
        const halfUp = Math.floor((units * 2 + 60) / 120);
        expect(totalExclVat?.times(100).toNumber()).toBe(halfUp);
      }),
      { numRuns: 300 },
    );
  });
});
