import type {
  BatteryPerformance,
  DynamicPerformance,
  MeasuredValue,
} from '../../subgraphs/compliance/battery-passport/parts/dynamic-performance.type.js';
import type { RatedPerformance } from '../../subgraphs/compliance/battery-passport/parts/rated-performance.type.js';
import { CELSIUS, type FactReader, NOT_NEGATIVE, type NumberOptions, PERCENT } from '../facts/fact-reader.js';
import { unlessEmpty } from './passport-draft.js';

/** `performance` of Catena-X `battery_pass` 6.x: Ah, kWh, W, V, ohm, °C, percent. */
export function catenaXPerformance(part: FactReader): BatteryPerformance {
  return { rated: rated(part.at('rated')), dynamic: part.has('dynamic') ? dynamic(part.at('dynamic')) : null };
}

function rated(part: FactReader): RatedPerformance {
  const temperature = (path: string) => part.number(`${path}.temperature`, CELSIUS);
  const positive = (path: string) => part.number(path, NOT_NEGATIVE);
  const percent = (path: string) => part.number(path, PERCENT);
  // Conditions of the tests that have no place of their own.
  part.number('roundTripEfficiency.depthOfDischarge');
  part.number('roundTripEfficiency.temperature');
  part.number('lifetime.cycleLifeTesting.temperature');
  return {
    capacity: withoutCondition({
      value: positive('capacity.value'),
      thresholdExhaustion: percent('capacity.thresholdExhaustion'),
      temperature: temperature('capacity'),
    }),
    energy: withoutCondition({ value: positive('energy.value'), temperature: temperature('energy') }),
    voltage: withoutCondition({
      min: positive('voltage.min'),
      nominal: positive('voltage.nominal'),
      max: positive('voltage.max'),
      temperature: temperature('voltage'),
    }),
    power: withoutCondition({
      value: positive('power.value'),
      at20SoC: positive('power.at20SoC'),
      at80SoC: positive('power.at80SoC'),
      temperature: temperature('power'),
    }),
    resistance: withoutCondition({
      cell: positive('resistance.cell'),
      module: positive('resistance.module'),
      pack: positive('resistance.pack'),
      temperature: temperature('resistance'),
    }),
    lifetime: unlessEmpty({
      expectedYears: part.number('lifetime.expectedYears', { minimum: 0, maximum: 100 }),
      cycles: positive('lifetime.cycleLifeTesting.cycles'),
      depthOfDischarge: percent('lifetime.cycleLifeTesting.depthOfDischarge'),
      appliedChargeRate: positive('lifetime.cycleLifeTesting.appliedChargeRate'),
      appliedDischargeRate: positive('lifetime.cycleLifeTesting.appliedDischargeRate'),
      report: part.documents('lifetime.report'),
    }),
    roundTripEfficiency: unlessEmpty({
      initial: percent('roundTripEfficiency.initial'),
      at50PercentLife: percent('roundTripEfficiency.50PercentLife'),
    }),
    selfDischargingRate: percent('selfDischargingRate'),
    temperature: unlessEmpty({
      lower: part.number('temperature.lower', CELSIUS),
      upper: part.number('temperature.upper', CELSIUS),
    }),
    performanceDocument: part.documents('performanceDocument'),
    testReport: part.documents('testReport'),
  };
}

/** The condition of a measurement is nothing without what was measured. */
function withoutCondition<Value extends { temperature: number | null }>(value: Value): Value | null {
  const { temperature: _temperature, ...measured } = value;
  return unlessEmpty(measured) === null ? null : value;
}

function dynamic(part: FactReader): DynamicPerformance | null {
  const at = (path: string, options: NumberOptions) => measured(part, path, options);
  return unlessEmpty({
    capacity: unlessEmpty({
      capacity: at('capacity.capacity', NOT_NEGATIVE),
      fade: at('capacity.fade', PERCENT),
      throughput: at('capacity.throughput', NOT_NEGATIVE),
    }),
    energy: unlessEmpty({
      remaining: at('energy.remaining', NOT_NEGATIVE),
      soce: at('energy.soce', PERCENT),
      throughput: at('energy.throughput', NOT_NEGATIVE),
    }),
    power: unlessEmpty({ remaining: at('power.remaining', NOT_NEGATIVE), fade: at('power.fade', PERCENT) }),
    resistance: unlessEmpty({
      remaining: at('resistance.remaining.pack', NOT_NEGATIVE),
      increase: at('resistance.increase.pack', NOT_NEGATIVE),
    }),
    roundTripEfficiency: unlessEmpty({
      remaining: at('roundTripEfficiency.remaining', PERCENT),
      fade: at('roundTripEfficiency.fade', PERCENT),
    }),
    selfDischargingRate: part.number('selfDischargingRate', PERCENT),
    stateOfCharge: at('stateOfCharge', PERCENT),
    stateOfHealth: at('stateOfHealth', PERCENT),
    fullCycles: at('fullCycles', NOT_NEGATIVE),
    negativeEvents: part.documents('negativeEvents'),
    operatingEnvironment: part.documents('operatingEnvironment'),
    performanceDocument: part.documents('performanceDocument'),
  });
}

/** `{ value, time }`; null without a value. */
function measured(part: FactReader, path: string, options: NumberOptions): MeasuredValue | null {
  if (!part.has(path)) return null;
  const value = part.number(`${path}.value`, options);
  const time = part.instant(`${path}.time`);
  return value === null ? null : { value, time };
}
