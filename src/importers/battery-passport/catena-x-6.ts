import { BatteryCategory } from '../../subgraphs/compliance/battery-passport/battery-category.js';
import type { BatteryPassportParts } from '../../subgraphs/compliance/battery-passport/battery-passport.type.js';
import { BatteryStatus } from '../../subgraphs/compliance/battery-passport/battery-status.js';
import { LifeCycleStage, totalOfStages } from '../../subgraphs/compliance/battery-passport/carbon-footprint.js';
import type { BatteryCarbonFootprint } from '../../subgraphs/compliance/battery-passport/parts/sustainability.type.js';
import { type FactReader, NOT_NEGATIVE } from '../facts/fact-reader.js';
import { catenaXMaterials } from './catena-x-6-materials.js';
import { catenaXPerformance } from './catena-x-6-performance.js';
import { unlessEmpty } from './passport-draft.js';

const MILLIMETRES: Readonly<Record<string, number>> = {
  'unit:millimetre': 1,
  'unit:centimetre': 10,
  'unit:metre': 1000,
  'unit:inch': 25.4,
  'unit:foot': 304.8,
  'unit:yard': 914.4,
};
const KILOGRAMS: Readonly<Record<string, number>> = {
  'unit:gram': 0.001,
  'unit:kilogram': 1,
  'unit:tonnemetricton': 1000,
  'unit:pound': 0.45359237,
  'unit:ounceavoirdupois': 0.028349523125,
};
const CATEGORIES = {
  sli: BatteryCategory.SLI,
  lmt: BatteryCategory.LMT,
  ev: BatteryCategory.EV,
  industrial: BatteryCategory.INDUSTRIAL,
  portable: BatteryCategory.PORTABLE,
  incorporated: BatteryCategory.INCORPORATED,
};
const STATUSES = {
  original: BatteryStatus.ORIGINAL,
  repurposed: BatteryStatus.REPURPOSED,
  reused: BatteryStatus.REUSED,
  're-used': BatteryStatus.REUSED,
  remanufactured: BatteryStatus.REMANUFACTURED,
  waste: BatteryStatus.WASTE,
};
const STAGES = {
  'raw material acquisition and pre-processing': LifeCycleStage.RAW_MATERIAL_ACQUISITION,
  'raw material acquisition and preprocessing': LifeCycleStage.RAW_MATERIAL_ACQUISITION,
  'raw material acquisition': LifeCycleStage.RAW_MATERIAL_ACQUISITION,
  'main product production': LifeCycleStage.MAIN_PRODUCTION,
  distribution: LifeCycleStage.DISTRIBUTION,
  'end of life and recycling': LifeCycleStage.END_OF_LIFE,
  'end of life': LifeCycleStage.END_OF_LIFE,
};

/** The parts of a passport in the shape of Catena-X `battery_pass` 6.0 and 6.1. */
export function catenaX6Parts(pass: FactReader): BatteryPassportParts {
  const metadata = pass.at('metadata');
  return {
    metadata: {
      economicOperatorId: metadata.partnerNumber('economicOperatorId'),
      issueDate: metadata.date('issueDate'),
      expirationDate: metadata.date('expirationDate'),
      lastModification: metadata.date('lastModification'),
      predecessorId: metadata.text('predecessor'),
      status: metadata.text('status'),
      version: metadata.text('version'),
      specVersion: pass.text('specVersion'),
      registrationIdentifier: metadata.text('registrationIdentifier'),
    },
    identification: identification(pass.at('identification')),
    characteristics: characteristics(pass.at('characteristics')),
    commercial: { placedOnMarket: pass.date('commercial.placedOnMarket'), purpose: pass.texts('commercial.purpose') },
    operation: {
      manufacturer: pass.partnerNumber('operation.manufacturer.manufacturer'),
      facilities: facilities(pass, 'operation.manufacturer.facility'),
      manufacturingDate: pass.date('operation.manufacturer.manufacturingDate'),
      intoServiceDate: pass.date('operation.intoServiceDate'),
    },
    performance: catenaXPerformance(pass.at('performance')),
    materials: catenaXMaterials(pass.at('materials')),
    sustainability: {
      carbonFootprint: carbonFootprint(pass),
      documents: {
        separateCollection: pass.documents('sustainability.documents.separateCollection'),
        wastePrevention: pass.documents('sustainability.documents.wastePrevention'),
        sustainabilityReport: pass.documents('sustainability.documents.sustainabilityReport'),
        euTaxonomyDisclosureStatement: pass.documents('sustainability.documents.euTaxonomyDisclosureStatement'),
        responsibleSourcing: [],
      },
      status: pass.oneOf('sustainability.status', STATUSES),
    },
    ...safetyAndConformity(pass),
    sources: pass.documents('sources'),
  };
}

function identification(part: FactReader): BatteryPassportParts['identification'] {
  const identifiers = (path: string) =>
    part.items(path).flatMap((item) => {
      const [key, value] = [item.text('key'), item.text('value')];
      return key === null || value === null ? [] : [{ key, value }];
    });
  return {
    category: part.oneOf('category', CATEGORIES),
    chemistry: part.text('chemistry'),
    model: part.text('identification.type.nameAtManufacturer'),
    manufacturerPartId: part.text('identification.type.manufacturerPartId'),
    idDmc: part.text('idDmc'),
    codes: identifiers('identification.codes'),
    batch: identifiers('identification.batch'),
    serial: identifiers('identification.serial'),
  };
}

function characteristics(part: FactReader): BatteryPassportParts['characteristics'] {
  const quantity = (path: string, units: Readonly<Record<string, number>>) => {
    if (!part.has(path)) return null;
    const factor = part.oneOf(`${path}.unit`, units);
    const value = part.number(`${path}.value`, { ...NOT_NEGATIVE, factor: factor ?? 1 });
    return factor === null ? null : value;
  };
  const value = part.number('warranty.lifeValue', NOT_NEGATIVE);
  const unit = part.text('warranty.lifeUnit')?.replace(/^unit:/, '') ?? null;
  return {
    lengthMm: quantity('physicalDimension.length', MILLIMETRES),
    widthMm: quantity('physicalDimension.width', MILLIMETRES),
    heightMm: quantity('physicalDimension.height', MILLIMETRES),
    weightKg: quantity('physicalDimension.weight', KILOGRAMS),
    warranty: value === null || unit === null ? null : { value, unit },
  };
}

function facilities(reader: FactReader, path: string): string[] {
  return reader.items(path).flatMap((item) => item.partnerNumber('facility') ?? []);
}

/** One entry a stage; the total is that of all four, and unknown where one is missing. */
function carbonFootprint(pass: FactReader): BatteryCarbonFootprint | null {
  const entries = pass.items('sustainability.carbonFootprint').map((entry) => {
    entry.text('type');
    const unit = entry.text('unit');
    const stage = entry.oneOf('lifecycle', STAGES);
    const value = entry.number('value');
    const rightUnit = unit === null || /^kg\s*CO2(\s*(e|eq))?\s*\/\s*kWh$/i.test(unit);
    if (!rightUnit) entry.warn('unit', 'UNKNOWN_UNIT', `"${unit}" is not kg CO2e per kWh: the value is left out`);
    return {
      stage: stage === null || value === null || !rightUnit ? [] : [{ stage, value }],
      performanceClass: entry.text('performanceClass'),
      plants: facilities(entry, 'manufacturingPlant'),
      declaration: entry.documents('declaration'),
      rulebook: entry.documents('rulebook'),
    };
  });
  const stages = entries.flatMap(({ stage }) => stage);
  return unlessEmpty({
    total: totalOfStages(stages),
    stages,
    performanceClass: entries.find(({ performanceClass }) => performanceClass !== null)?.performanceClass ?? null,
    manufacturingPlants: [...new Set(entries.flatMap(({ plants }) => plants))],
    declaration: entries.flatMap(({ declaration }) => declaration),
    rulebook: entries.flatMap(({ rulebook }) => rulebook),
    study: [],
  });
}

function safetyAndConformity(pass: FactReader): Pick<BatteryPassportParts, 'safety' | 'conformity' | 'handling'> {
  const [safety, conformity, handling] = [pass.at('safety'), pass.at('conformity'), pass.at('handling')];
  const agents = safety.items('usableExtinguishAgent').map((agent) => {
    const [media, fireClass] = [agent.text('media'), agent.text('fireClass')];
    agent.documents('document');
    return media === null ? [] : [fireClass === null ? media : `${media} (${fireClass})`];
  });
  return {
    safety: {
      extinguishingAgents: agents.flat(),
      meaningOfLabels: safety.documents('meaningOfLabels'),
      safeDischarging: safety.documents('safeDischarging'),
      dismantling: safety.documents('dismantling'),
      removalFromAppliance: safety.documents('removalFromAppliance'),
      safetyMeasures: safety.documents('safetyMeasures'),
    },
    conformity: {
      declarationOfConformityId: conformity.text('declarationOfConformityId'),
      declarationOfConformity: conformity.documents('declarationOfConformity'),
      dueDiligencePolicy: conformity.documents('dueDiligencePolicy'),
      thirdPartyAssurance: conformity.documents('thirdPartyAssurance'),
      resultOfTestReport: conformity.documents('resultOfTestReport'),
    },
    handling: {
      applicable: handling.flag('applicable'),
      producers: handling.items('content.producer').flatMap((producer) => producer.partnerNumber('id') ?? []),
      spareParts: handling.items('content.sparePart').flatMap((part) => {
        const spare = {
          manufacturerPartId: part.text('manufacturerPartId'),
          nameAtManufacturer: part.text('nameAtManufacturer'),
        };
        return unlessEmpty(spare) ?? [];
      }),
    },
  };
}
