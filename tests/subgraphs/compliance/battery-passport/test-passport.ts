import { BatteryCategory } from '../../../../src/subgraphs/compliance/battery-passport/battery-category.js';
import type { BatteryPassportRecord } from '../../../../src/subgraphs/compliance/battery-passport/battery-passport.model.js';
import { BatteryStatus } from '../../../../src/subgraphs/compliance/battery-passport/battery-status.js';
import { LifeCycleStage } from '../../../../src/subgraphs/compliance/battery-passport/carbon-footprint.js';
import { TEST_PROVENANCE } from '../../../support/subgraph-harness.js';

const link = (header: string) => ({ header, content: `https://passports.test/${header}`, contentType: 'URL' });
const measured = (value: number) => ({ value, time: new Date('2026-10-01T00:00:00Z') });

/** A passport with something in every field, so that a test sees what is hidden. */
export function testPassport(passportId: string, values: Partial<BatteryPassportRecord> = {}): BatteryPassportRecord {
  const graphite = {
    name: 'graphite',
    casNumber: '7782-42-5',
    location: 'anode',
    massShare: 18,
    massKg: 80,
    critical: true,
    renewable: 0,
  };
  const substance = {
    name: 'lithium hexafluorophosphate',
    casNumber: '21324-40-3',
    hazardClass: 'AcuteToxicity',
    concentration: 1.5,
    location: 'electrolyte',
    impact: [link('impact')],
  };
  return {
    _id: passportId,
    passportId,
    variantId: 'byd/dolphin',
    metadata: {
      economicOperatorId: 'BPNL00000000TEST',
      issueDate: '2026-02-01',
      expirationDate: null,
      lastModification: '2026-10-01',
      predecessorId: null,
      status: 'approved',
      version: '1.0.0',
      specVersion: null,
      registrationIdentifier: null,
    },
    identification: {
      category: BatteryCategory.EV,
      chemistry: 'LFP',
      model: 'Test pack',
      manufacturerPartId: 'P-1',
      idDmc: 'D-1',
      codes: [{ key: 'TARIC', value: '8507600090' }],
      batch: [{ key: 'batchId', value: 'B-1' }],
      serial: [{ key: 'partInstanceId', value: 'S-1' }],
    },
    characteristics: {
      lengthMm: 1800,
      widthMm: 1200,
      heightMm: 140,
      weightKg: 430,
      warranty: { value: 8, unit: 'year' },
    },
    commercial: { placedOnMarket: '2026-02-01', purpose: ['automotive'] },
    operation: {
      manufacturer: 'BPNL00000000MAKR',
      facilities: ['Test plant'],
      manufacturingDate: '2026-01-15',
      intoServiceDate: '2026-03-01',
    },
    performance: {
      rated: {
        capacity: { value: 150, thresholdExhaustion: 70, temperature: 25 },
        energy: { value: 60, temperature: 25 },
        voltage: { min: 300, nominal: 400, max: 450, temperature: 25 },
        power: { value: 150_000, at20SoC: 120_000, at80SoC: 145_000, temperature: 25 },
        resistance: { cell: 0.001, module: null, pack: 0.08, temperature: 25 },
        lifetime: {
          expectedYears: 15,
          cycles: 3000,
          depthOfDischarge: 80,
          appliedChargeRate: 1,
          appliedDischargeRate: 1,
          report: [link('lifetime')],
        },
        roundTripEfficiency: { initial: 96, at50PercentLife: 93 },
        selfDischargingRate: 1,
        temperature: { lower: -30, upper: 60 },
        performanceDocument: [link('performance')],
        testReport: [link('rated-test-report')],
      },
      dynamic: {
        capacity: { capacity: measured(147), fade: measured(2), throughput: measured(9000) },
        energy: { remaining: measured(58), soce: measured(97), throughput: measured(3500) },
        power: { remaining: measured(148_000), fade: measured(1) },
        resistance: { remaining: measured(0.082), increase: measured(2) },
        roundTripEfficiency: { remaining: measured(95), fade: measured(1) },
        selfDischargingRate: 1,
        stateOfCharge: measured(64),
        stateOfHealth: measured(98),
        fullCycles: measured(61),
        negativeEvents: [link('accident')],
        operatingEnvironment: [link('environment')],
        performanceDocument: [],
      },
    },
    materials: {
      composition: [graphite],
      active: [{ material: 'lithium', recycled: 6, preConsumer: null, postConsumer: null, critical: true }],
      renewableContent: 1,
      hazardous: {
        other: [substance],
        cadmium: { ...substance, name: 'cadmium' },
        mercury: { ...substance, name: 'mercury' },
        lead: { ...substance, name: 'lead' },
      },
      detailedComposition: {
        cathode: [{ ...graphite, name: 'lithium iron phosphate' }],
        anode: [graphite],
        electrolyte: [],
      },
    },
    sustainability: {
      carbonFootprint: {
        total: 70,
        stages: [
          { stage: LifeCycleStage.RAW_MATERIAL_ACQUISITION, value: 45 },
          { stage: LifeCycleStage.MAIN_PRODUCTION, value: 20 },
          { stage: LifeCycleStage.DISTRIBUTION, value: 2 },
          { stage: LifeCycleStage.END_OF_LIFE, value: 3 },
        ],
        performanceClass: 'B',
        manufacturingPlants: ['Test plant'],
        declaration: [link('declaration')],
        rulebook: [],
        study: [link('study')],
      },
      documents: {
        separateCollection: [link('collection')],
        wastePrevention: [],
        sustainabilityReport: [],
        euTaxonomyDisclosureStatement: [],
        responsibleSourcing: [],
      },
      status: BatteryStatus.ORIGINAL,
    },
    safety: {
      extinguishingAgents: ['water'],
      meaningOfLabels: [link('labels')],
      safeDischarging: [link('discharging')],
      dismantling: [link('dismantling')],
      removalFromAppliance: [link('removal')],
      safetyMeasures: [link('measures')],
    },
    conformity: {
      declarationOfConformityId: 'DOC-1',
      declarationOfConformity: [link('doc')],
      dueDiligencePolicy: [link('policy')],
      thirdPartyAssurance: [],
      resultOfTestReport: [link('conformity-test-report')],
    },
    handling: {
      applicable: true,
      producers: ['BPNL00000000PART'],
      spareParts: [{ manufacturerPartId: 'M-1', nameAtManufacturer: 'Module' }],
    },
    sources: [],
    provenance: TEST_PROVENANCE,
    ...values,
  };
}
