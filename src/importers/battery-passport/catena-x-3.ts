import type { BatteryPassportParts } from '../../subgraphs/compliance/battery-passport/battery-passport.type.js';
import { BatteryStatus } from '../../subgraphs/compliance/battery-passport/battery-status.js';
import type { BatteryMaterial } from '../../subgraphs/compliance/battery-passport/parts/materials.type.js';
import { CELSIUS, type FactReader, NOT_NEGATIVE, type NumberOptions, PERCENT } from '../facts/fact-reader.js';
import { blankParts, unlessEmpty } from './passport-draft.js';

const FILE = { header: 'title', content: 'fileLocation' };

/** The source knows a first life; the regulation knows an original battery. */
const STATUSES = {
  'first life': BatteryStatus.ORIGINAL,
  original: BatteryStatus.ORIGINAL,
  repurposed: BatteryStatus.REPURPOSED,
  're-used': BatteryStatus.REUSED,
  reused: BatteryStatus.REUSED,
  remanufactured: BatteryStatus.REMANUFACTURED,
  waste: BatteryStatus.WASTE,
};

/** Largest energy of a battery in a vehicle that is plausible, kWh. */
const ENERGY: NumberOptions = { minimum: 0, maximum: 10_000 };
/** Largest internal resistance that is plausible, ohm. */
const RESISTANCE: NumberOptions = { minimum: 0, maximum: 10 };

/** The parts of a passport in the shape of Catena-X `battery_pass` 3.0: kWh, Ah, W, V, mm, kg, months. */
export function catenaX3Parts(pass: FactReader): BatteryPassportParts {
  const blank = blankParts();
  const document = (name: string) => pass.documents(`document.${name}`, FILE);
  const months = pass.number('warrantyPeriod', NOT_NEGATIVE);
  const total = pass.number('cO2FootprintTotal', NOT_NEGATIVE);
  const plant = pass.text('manufacturing.address.premise.value');
  return {
    ...blank,
    metadata: { ...blank.metadata, specVersion: 'urn:io.catenax.battery.battery_pass:3.0.1' },
    identification: {
      ...blank.identification,
      chemistry: pass.text('batteryIdentification.batteryType'),
      model: pass.text('batteryIdentification.batteryModel'),
      idDmc: pass.text('batteryIdentification.batteryIDDMCCode'),
    },
    characteristics: {
      lengthMm: pass.number('physicalDimensions.length', NOT_NEGATIVE),
      widthMm: pass.number('physicalDimensions.width', NOT_NEGATIVE),
      heightMm: pass.number('physicalDimensions.height', NOT_NEGATIVE),
      weightKg: pass.number('physicalDimensions.weight', NOT_NEGATIVE),
      warranty: months === null ? null : { value: months, unit: 'month' },
    },
    commercial: { placedOnMarket: pass.date('datePlacedOnMarket'), purpose: [] },
    operation: {
      manufacturer: pass.text('manufacturer.name'),
      facilities: plant === null ? [] : [plant],
      manufacturingDate: pass.date('manufacturing.dateOfManufacturing'),
      intoServiceDate: null,
    },
    performance: performance(pass),
    materials: materials(pass),
    sustainability: {
      carbonFootprint:
        total === null
          ? null
          : {
              total,
              stages: [],
              performanceClass: null,
              manufacturingPlants: [],
              declaration: [],
              rulebook: [],
              study: [],
            },
      documents: { ...blank.sustainability.documents, responsibleSourcing: document('responsibleSourcing') },
      status: pass.oneOf('stateOfBattery.statusBattery', STATUSES),
    },
    safety: {
      ...blank.safety,
      dismantling: document('batteryDismantlingProcedure'),
      removalFromAppliance: document('vehicleDismantlingProcedure'),
      safetyMeasures: [
        ...document('safetyMeasures'),
        ...document('packagingInstructions'),
        ...document('transportationInstructions'),
      ],
    },
    conformity: {
      ...blank.conformity,
      declarationOfConformity: document('declarationOfConformity'),
      resultOfTestReport: document('testReportsResults'),
    },
    handling: {
      applicable: null,
      producers: pass
        .items('composition.components.componentsSupplier')
        .flatMap((supplier) => supplier.text('componentsSupplierName') ?? []),
      spareParts: pass
        .texts('composition.components.componentsPartNumber')
        .map((manufacturerPartId) => ({ manufacturerPartId, nameAtManufacturer: null })),
    },
  };
}

function performance(pass: FactReader): BatteryPassportParts['performance'] {
  const part = pass.at('electrochemicalProperties');
  const positive = (path: string) => part.number(path, NOT_NEGATIVE);
  const now = (value: number | null) => (value === null ? null : { value, time: null });
  const { rated } = blankParts().performance;
  return {
    rated: {
      ...rated,
      capacity: unlessEmpty({
        value: positive('ratedCapacity'),
        thresholdExhaustion: part.number('capacityThresholdExhaustion', PERCENT),
        temperature: null,
      }),
      energy: unlessEmpty({
        value: part.number('batteryEnergy.maximumAllowedBatteryEnergy', ENERGY),
        temperature: null,
      }),
      voltage: unlessEmpty({
        min: positive('batteryVoltage.minVoltage'),
        nominal: positive('batteryVoltage.nominalVoltage'),
        max: positive('batteryVoltage.maxVoltage'),
        temperature: null,
      }),
      power: unlessEmpty({
        value: positive('batteryPower.originalPowerCapability'),
        at20SoC: positive('batteryPower.powerCapabilityAt20Charge'),
        at80SoC: positive('batteryPower.powerCapabilityAt80Charge'),
        temperature: null,
      }),
      resistance: unlessEmpty({
        cell: part.number('internalResistance.cellInternalResistance', RESISTANCE),
        module: null,
        pack: part.number('internalResistance.packInternalResistance', RESISTANCE),
        temperature: null,
      }),
      lifetime: unlessEmpty({
        expectedYears: null,
        cycles: pass.number('batteryCycleLife.expectedLifetime', NOT_NEGATIVE),
        depthOfDischarge: pass.number('batteryCycleLife.cycleLifeTestDepthOfDischarge', PERCENT),
        appliedChargeRate: pass.number('batteryCycleLife.cycleLifeTestCRate', { minimum: 0, maximum: 20 }),
        appliedDischargeRate: null,
        report: [],
      }),
      roundTripEfficiency: unlessEmpty({
        initial: part.number('batteryEnergy.energyRoundtripEfficiency', PERCENT),
        at50PercentLife: null,
      }),
      temperature: unlessEmpty({
        lower: pass.number('temperatureRangeIdleState.temperatureRangeIdleStateLowerLimit', CELSIUS),
        upper: pass.number('temperatureRangeIdleState.temperatureRangeIdleStateUpperLimit', CELSIUS),
      }),
    },
    dynamic: unlessEmpty({
      capacity: unlessEmpty({ capacity: null, fade: now(part.number('capacityFade', PERCENT)), throughput: null }),
      energy: null,
      power: unlessEmpty({ remaining: null, fade: now(part.number('batteryPower.powerFade', PERCENT)) }),
      resistance: unlessEmpty({
        remaining: null,
        increase: now(positive('internalResistance.packInternalResistanceIncrease')),
      }),
      roundTripEfficiency: unlessEmpty({
        remaining: null,
        fade: now(part.number('batteryEnergy.energyRoundtripEfficiencyChange', PERCENT)),
      }),
      selfDischargingRate: null,
      stateOfCharge: now(pass.number('stateOfBattery.stateOfCharge', PERCENT)),
      stateOfHealth: now(pass.number('stateOfBattery.stateOfHealth', PERCENT)),
      fullCycles: null,
      negativeEvents: [],
      operatingEnvironment: [],
      performanceDocument: [],
    }),
  };
}

function materials(pass: FactReader): BatteryPassportParts['materials'] {
  const list = (...paths: string[]): BatteryMaterial[] =>
    paths.flatMap((path) =>
      pass.items(path).flatMap((item): BatteryMaterial[] => {
        const facts = {
          massShare: item.number('materialPercentageMassFraction', PERCENT),
          massKg: item.number('materialWeight', NOT_NEGATIVE),
        };
        const name = item.text('materialName');
        return name === null
          ? []
          : [{ name, casNumber: null, location: null, ...facts, critical: null, renewable: null }];
      }),
    );
  const critical = pass.text('composition.criticalRawMaterials');
  const { hazardous } = blankParts().materials;
  return {
    composition: [
      ...list('composition.compositionOfBattery'),
      ...(critical === null
        ? []
        : critical.split(/[,;]/).map((name) => ({
            name: name.trim(),
            casNumber: null,
            location: null,
            massShare: null,
            massKg: null,
            critical: true,
            renewable: null,
          }))),
    ],
    active: list('cellChemistry.recyclateContentActiveMaterials').map(({ name, massShare }) => ({
      material: name.toLowerCase(),
      recycled: massShare,
      preConsumer: null,
      postConsumer: null,
      critical: null,
    })),
    renewableContent: null,
    hazardous,
    detailedComposition: unlessEmpty({
      cathode: list('cellChemistry.cathodeActiveMaterials', 'cellChemistry.cathodeCompositionOther'),
      anode: list('cellChemistry.anodeActiveMaterials', 'cellChemistry.anodeCompositionOther'),
      electrolyte: list('cellChemistry.electrolyteComposition'),
    }),
  };
}
