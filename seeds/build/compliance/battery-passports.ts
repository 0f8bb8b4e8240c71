import { BatteryCategory } from '../../../src/subgraphs/compliance/battery-passport/battery-category.js';
import type { BatteryPassportRecord } from '../../../src/subgraphs/compliance/battery-passport/battery-passport.model.js';
import { BatteryStatus } from '../../../src/subgraphs/compliance/battery-passport/battery-status.js';
import { LifeCycleStage } from '../../../src/subgraphs/compliance/battery-passport/carbon-footprint.js';
import type { ContractRecord } from '../../../src/subgraphs/finance/contract/contract.model.js';
import type { MarketOfferRecord } from '../../../src/subgraphs/vehicles/offer/market-offer.model.js';
import type { VehicleVariantRecord } from '../../../src/subgraphs/vehicles/variant/vehicle-variant.model.js';
import { SEED_INSTANT, synthetic } from '../provenance.js';
import { createRandomStream, type RandomStream, shuffledByKey } from '../random.js';

/** Variants that get a passport of their battery's model. */
const MODELS = 48;

/** Of a hundred batteries, those whose maker has declared no footprint. */
const WITHOUT_FOOTPRINT = 8;

/** Upper ends of made-up classes in kg CO2e per kWh: the delegated act on classes of electric vehicle batteries is yet to come. */
const CLASSES: readonly (readonly [end: number, name: string])[] = [
  [55, 'A'],
  [65, 'B'],
  [75, 'C'],
  [85, 'D'],
];

/** Shares of the stages of a total, in percent; the rest is raw materials. */
const SHARES = { production: 27, distribution: 2, endOfLife: 4 };

const note = (header: string) => ({
  header: `${header} (synthetic)`,
  content: 'SYNTHETIC: there is no document behind this.',
  contentType: 'text/plain',
});

/** The key of the passport of the battery that secures a contract. */
export function collateralPassportId(contractNumber: string): string {
  return `urn:synthetic:battery:${contractNumber}`;
}

/** Generated passports: of the battery models of some variants on offer, and of the batteries that contracts have as collateral. */
export function buildBatteryPassports(
  variants: readonly VehicleVariantRecord[],
  offers: readonly MarketOfferRecord[],
  contracts: readonly ContractRecord[],
): BatteryPassportRecord[] {
  const byId = new Map(variants.map((variant) => [variant.variantId, variant]));
  const onOffer = [...new Set(offers.map(({ variantId }) => variantId))].flatMap((id) => byId.get(id) ?? []);
  const models = shuffledByKey('battery-passport-models', onOffer, ({ variantId }) => variantId).slice(0, MODELS);
  return [
    ...models.map((variant) => modelPassport(variant, `urn:synthetic:battery-model:${variant.variantId}`)),
    ...contracts.flatMap(({ batteryPassportId: id, variantId }) => {
      const variant = byId.get(variantId ?? '');
      return id === null || variant === undefined ? [] : [batteryPassport(variant, id)];
    }),
  ];
}

/** Facts of the model: the same for all batteries of a variant. */
function modelPassport(variant: VehicleVariantRecord, passportId: string): BatteryPassportRecord {
  const { variantId, makerName, name, modelYear } = variant;
  const random = createRandomStream(`battery-model:${variantId}`);
  const chemistry = chemistryOf(variant, random);
  const energy = variant.batteryGrossKWh ?? random.integer(12, 80);
  const voltage = (variant.architectureVoltage ?? 400) * 0.9;
  const weight = Math.round(energy * (chemistry === 'LFP' ? 7.1 : 6.1));
  const footprint = carbonFootprint(chemistry, random);
  return {
    _id: passportId,
    passportId,
    variantId,
    metadata: {
      economicOperatorId: `BPNL0000SYNTH${String(random.integer(100, 999))}`,
      issueDate: `2026-${month(random)}-01`,
      expirationDate: null,
      lastModification: '2026-11-01',
      predecessorId: null,
      status: 'approved',
      version: '1.0.0',
      specVersion: 'urn:io.catenax.battery.battery_pass:6.1.0',
      registrationIdentifier: null,
    },
    identification: {
      category: BatteryCategory.EV,
      chemistry,
      model: `Demo pack of the ${name} (synthetic)`,
      manufacturerPartId: `SYN-${random.integer(10_000, 99_999)}`,
      idDmc: null,
      codes: [{ key: 'CN', value: '85076000' }],
      batch: [],
      serial: [],
    },
    characteristics: {
      lengthMm: random.integer(1_400, 2_100),
      widthMm: random.integer(1_000, 1_500),
      heightMm: random.integer(100, 180),
      weightKg: weight,
      warranty: { value: 8, unit: 'year' },
    },
    commercial: { placedOnMarket: `${modelYear}-01-01`, purpose: ['automotive'] },
    operation: {
      manufacturer: `Demo battery maker for ${makerName} (synthetic)`,
      facilities: ['Demo plant (synthetic)'],
      manufacturingDate: null,
      intoServiceDate: null,
    },
    performance: { rated: ratedPerformance(energy, voltage, random), dynamic: null },
    materials: materials(chemistry, weight, random),
    sustainability: {
      carbonFootprint: random.integer(1, 100) <= WITHOUT_FOOTPRINT ? null : footprint,
      documents: {
        separateCollection: [note('Separate collection')],
        wastePrevention: [note('Prevention of waste')],
        sustainabilityReport: [],
        euTaxonomyDisclosureStatement: [],
        responsibleSourcing: [],
      },
      status: null,
    },
    safety: {
      extinguishingAgents: ['water'],
      meaningOfLabels: [note('Meaning of labels')],
      safeDischarging: [note('Safe discharging')],
      dismantling: [note('Dismantling manual')],
      removalFromAppliance: [note('Removal from the car')],
      safetyMeasures: [note('Safety measures')],
    },
    conformity: {
      declarationOfConformityId: `SYNTHETIC-DOC-${random.integer(1_000, 9_999)}`,
      declarationOfConformity: [note('EU declaration of conformity')],
      dueDiligencePolicy: [note('Due diligence policy')],
      thirdPartyAssurance: [],
      resultOfTestReport: [note('Test report')],
    },
    handling: {
      applicable: true,
      producers: ['Demo spare parts (synthetic)'],
      spareParts: [{ manufacturerPartId: `SYN-M-${random.integer(100, 999)}`, nameAtManufacturer: 'Module' }],
    },
    sources: [],
    provenance: synthetic(passportId),
  };
}

/** One battery of the model, with what its use has done to it. */
function batteryPassport(variant: VehicleVariantRecord, passportId: string): BatteryPassportRecord {
  const model = modelPassport(variant, passportId);
  const random = createRandomStream(`battery:${passportId}`);
  const since = `${random.integer(2023, 2026)}-${month(random)}-01`;
  const cycles = random.integer(20, 700);
  const health = Math.round((100 - cycles * 0.012 - random.next() * 2) * 10) / 10;
  const recorded = (value: number) => ({ value, time: SEED_INSTANT });
  const capacity = model.performance.rated.capacity?.value ?? 0;
  return {
    ...model,
    identification: {
      ...model.identification,
      serial: [{ key: 'partInstanceId', value: `SYN-${passportId.split(':').at(-1)}` }],
    },
    operation: { ...model.operation, manufacturingDate: since, intoServiceDate: since },
    performance: {
      ...model.performance,
      dynamic: {
        capacity: {
          capacity: recorded(Math.round(capacity * health) / 100),
          fade: recorded(Math.round((100 - health) * 10) / 10),
          throughput: null,
        },
        energy: null,
        power: null,
        resistance: null,
        roundTripEfficiency: null,
        selfDischargingRate: null,
        stateOfCharge: recorded(random.integer(20, 90)),
        stateOfHealth: recorded(health),
        fullCycles: recorded(cycles),
        negativeEvents: random.chance(0.03) ? [note('Accident')] : [],
        operatingEnvironment: [],
        performanceDocument: [],
      },
    },
    sustainability: {
      ...model.sustainability,
      status: random.chance(0.96) ? BatteryStatus.ORIGINAL : BatteryStatus.REMANUFACTURED,
    },
  };
}

const month = (random: RandomStream) => String(random.integer(1, 9)).padStart(2, '0');

function chemistryOf({ chemistry }: VehicleVariantRecord, random: RandomStream): string {
  return chemistry === null || chemistry === 'LI_ION_UNSPECIFIED' ? random.pick(['NMC', 'NMC', 'LFP']) : chemistry;
}

/** The stages are whole hundredths, and the total is their sum. */
function carbonFootprint(chemistry: string, random: RandomStream) {
  const hundredths = chemistry === 'LFP' ? random.integer(4_600, 7_400) : random.integer(5_800, 9_600);
  const part = (share: number) => Math.round((hundredths * share) / 100);
  const [production, distribution, endOfLife] = [
    part(SHARES.production),
    part(SHARES.distribution),
    part(SHARES.endOfLife),
  ];
  const stage = (name: LifeCycleStage, value: number) => ({ stage: name, value: value / 100 });
  const total = hundredths / 100;
  return {
    total,
    stages: [
      stage(LifeCycleStage.RAW_MATERIAL_ACQUISITION, hundredths - production - distribution - endOfLife),
      stage(LifeCycleStage.MAIN_PRODUCTION, production),
      stage(LifeCycleStage.DISTRIBUTION, distribution),
      stage(LifeCycleStage.END_OF_LIFE, endOfLife),
    ],
    performanceClass: CLASSES.find(([end]) => total < end)?.[1] ?? 'E',
    manufacturingPlants: ['Demo plant (synthetic)'],
    declaration: [note('Carbon footprint declaration')],
    rulebook: [],
    study: [note('Carbon footprint study')],
  };
}

function ratedPerformance(
  energy: number,
  voltage: number,
  random: RandomStream,
): BatteryPassportRecord['performance']['rated'] {
  const temperature = 25;
  return {
    capacity: { value: Math.round((energy * 10_000) / voltage) / 10, thresholdExhaustion: 70, temperature },
    energy: { value: energy, temperature },
    voltage: {
      min: Math.round(voltage * 0.75),
      nominal: Math.round(voltage),
      max: Math.round(voltage * 1.15),
      temperature,
    },
    power: {
      value: Math.round(energy * 2_600),
      at20SoC: Math.round(energy * 1_900),
      at80SoC: Math.round(energy * 2_500),
      temperature,
    },
    resistance: { cell: 0.001, module: null, pack: random.integer(40, 110) / 1_000, temperature },
    lifetime: {
      expectedYears: 15,
      cycles: random.integer(12, 35) * 100,
      depthOfDischarge: 80,
      appliedChargeRate: 1,
      appliedDischargeRate: 1,
      report: [note('Cycle-life test')],
    },
    roundTripEfficiency: { initial: 96, at50PercentLife: 93 },
    selfDischargingRate: 1,
    temperature: { lower: -30, upper: 60 },
    performanceDocument: [],
    testReport: [note('Test report of the rated values')],
  };
}

function materials(chemistry: string, weight: number, random: RandomStream): BatteryPassportRecord['materials'] {
  const material = (
    name: string,
    casNumber: string,
    share: number,
    critical: boolean,
    location: string | null = null,
  ) => ({
    name,
    casNumber,
    location,
    massShare: share,
    massKg: Math.round((weight * share) / 10) / 10,
    critical,
    renewable: null,
  });
  const cathode =
    chemistry === 'LFP'
      ? [material('lithium iron phosphate', '15365-14-7', 28, false, 'cathode')]
      : [
          material('nickel', '7440-02-0', 12, true, 'cathode'),
          material('manganese', '7439-96-5', 4, true, 'cathode'),
          material('cobalt', '7440-48-4', 4, true, 'cathode'),
        ];
  const active = chemistry === 'LFP' ? ['lithium'] : ['cobalt', 'lithium', 'nickel'];
  return {
    composition: [
      ...cathode.filter(({ critical }) => critical).map((one) => ({ ...one, location: null })),
      material('graphite', '7782-42-5', 17, true),
      material('lithium', '7439-93-2', 2, true),
      material('aluminium', '7429-90-5', 19, false),
      material('copper', '7440-50-8', 9, true),
    ],
    active: active.map((name) => ({
      material: name,
      recycled: random.integer(0, 16),
      preConsumer: null,
      postConsumer: null,
      critical: true,
    })),
    renewableContent: 1,
    hazardous: {
      other: [
        {
          name: 'lithium hexafluorophosphate',
          casNumber: '21324-40-3',
          hazardClass: 'Acute toxicity',
          concentration: 1.5,
          location: 'electrolyte',
          impact: [note('Impact of substances')],
        },
      ],
      cadmium: null,
      mercury: null,
      lead: null,
    },
    detailedComposition: {
      cathode,
      anode: [material('graphite', '7782-42-5', 17, true, 'anode')],
      electrolyte: [material('ethylene carbonate', '96-49-1', 7, false, 'electrolyte')],
    },
  };
}
