import type {
  BatteryPerformance,
  MeasuredValue,
} from '../../subgraphs/compliance/battery-passport/parts/dynamic-performance.type.js';
import { type FactReader, NOT_NEGATIVE, type NumberOptions, PERCENT } from '../facts/fact-reader.js';
import { blankParts, unlessEmpty } from './passport-draft.js';

/** BatteryPass 1.2.0 `PerformanceAndDurability`: Ah, kWh, W, V, ohm, percent, years. */
export function batteryPassPerformance(model: FactReader): BatteryPerformance {
  const properties = model.at(
    model.has('batteryTechnicalProperties') ? 'batteryTechnicalProperties' : 'batteryTechicalProperties',
  );
  const condition = model.at('batteryCondition');
  return { rated: rated(properties, condition), dynamic: dynamic(condition) };
}

function rated(part: FactReader, condition: FactReader): BatteryPerformance['rated'] {
  const positive = (path: string) => part.number(path, NOT_NEGATIVE);
  const resistances = part.items('initialInternalResistance').map((item) => ({
    component: item.text('batteryComponent')?.toLowerCase(),
    ohm: item.number('ohmicResistance', NOT_NEGATIVE),
  }));
  const ohmOf = (component: string) => resistances.find((one) => one.component === component)?.ohm ?? null;
  const powers = part.items('originalPowerCapability').map((item) => ({
    atSoC: item.number('atSoC', PERCENT),
    watts: item.number('powerCapabilityAt', NOT_NEGATIVE),
  }));
  const powerAt = (share: number) => powers.find(({ atSoC }) => atSoC === share)?.watts ?? null;
  const cRate = positive('cRateLifeCycleTest');
  // One number for a range of temperatures: nobody can tell which end it is.
  if (part.has('temperatureRangeIdleState') && part.number('temperatureRangeIdleState') !== null) {
    part.warn('temperatureRangeIdleState', 'AMBIGUOUS', 'one temperature is no range: it is left out');
  }
  return {
    ...blankParts().performance.rated,
    capacity: unlessEmpty({
      value: positive('ratedCapacity'),
      thresholdExhaustion: part.number('capacityThresholdForExhaustion', PERCENT),
      temperature: null,
    }),
    energy: unlessEmpty({ value: positive('ratedEnergy'), temperature: null }),
    voltage: unlessEmpty({
      min: positive('minimumVoltage'),
      nominal: positive('nominalVoltage'),
      max: positive('maximumVoltage'),
      temperature: null,
    }),
    power: unlessEmpty({
      value: positive('ratedMaximumPower'),
      at20SoC: powerAt(20),
      at80SoC: powerAt(80),
      temperature: null,
    }),
    resistance: unlessEmpty({ cell: ohmOf('cell'), module: ohmOf('module'), pack: ohmOf('pack'), temperature: null }),
    lifetime: unlessEmpty({
      expectedYears: part.number('expectedLifetime', { minimum: 0, maximum: 100 }),
      cycles: positive('expectedNumberOfCycles'),
      depthOfDischarge: null,
      appliedChargeRate: cRate,
      appliedDischargeRate: cRate,
      report: part.link('lifetimeReferenceTest'),
    }),
    roundTripEfficiency: unlessEmpty({
      initial: part.number('roundtripEfficiency', PERCENT),
      at50PercentLife: condition.number('roundTripEfficiencyat50PerCentCycleLife', PERCENT),
    }),
    selfDischargingRate: part.number('initialSelfDischarge', PERCENT),
  };
}

function dynamic(part: FactReader): BatteryPerformance['dynamic'] {
  const at = (path: string, value: string, options: NumberOptions): MeasuredValue | null => {
    if (!part.has(path)) return null;
    const number = part.number(`${path}.${value}`, options);
    const time = part.instant(`${path}.lastUpdate`);
    return number === null ? null : { value: number, time };
  };
  const untimed = (path: string, options: NumberOptions): MeasuredValue | null => {
    const value = part.number(path, options);
    return value === null ? null : { value, time: null };
  };
  const increase = part.items('internalResistanceIncrease').flatMap((item) => {
    const [component, value] = [
      item.text('batteryComponent'),
      item.number('internalResistanceIncreaseValue', NOT_NEGATIVE),
    ];
    const time = item.instant('lastUpdate');
    return component?.toLowerCase() === 'pack' && value !== null ? [{ value, time }] : [];
  });
  return unlessEmpty({
    capacity: unlessEmpty({
      capacity: at('remainingCapacity', 'remainingCapacityValue', NOT_NEGATIVE),
      fade: at('capacityFade', 'capacityFadeValue', PERCENT),
      throughput: at('capacityThroughput', 'capacityThroughputValue', NOT_NEGATIVE),
    }),
    energy: unlessEmpty({
      // Both spellings occur: the published model lacks a letter.
      remaining: at(
        'remainingEnergy',
        part.has('remainingEnergy.remainingEnergyValue') ? 'remainingEnergyValue' : 'remainingEnergyalue',
        NOT_NEGATIVE,
      ),
      soce: at('stateOfCertifiedEnergy', 'stateOfCertifiedEnergyValue', PERCENT),
      throughput: untimed('energyThroughput', NOT_NEGATIVE),
    }),
    power: unlessEmpty({ remaining: null, fade: untimed('powerFade', PERCENT) }),
    resistance: unlessEmpty({ remaining: null, increase: increase[0] ?? null }),
    roundTripEfficiency: unlessEmpty({
      remaining: at('remainingRoundTripEnergyEfficiency', 'remainingRoundTripEnergyEfficiencyValue', PERCENT),
      fade: untimed('roundTripEfficiencyFade', PERCENT),
    }),
    selfDischargingRate: part.number('currentSelfDischargingRate.currentSelfDischargingRateEntity', PERCENT),
    stateOfCharge: at('stateOfCharge', 'stateOfChargeValue', PERCENT),
    stateOfHealth: null,
    fullCycles: at('numberOfFullCycles', 'numberOfFullCyclesValue', NOT_NEGATIVE),
    negativeEvents: part.items('negativeEvents').flatMap((item) => {
      const content = item.text('negativeEvent');
      item.instant('lastUpdate');
      return content === null ? [] : [{ header: null, content, contentType: 'text/plain' }];
    }),
    operatingEnvironment: [],
    performanceDocument: [],
  });
}
