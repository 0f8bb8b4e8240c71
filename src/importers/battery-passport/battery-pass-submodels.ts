import { BatteryCategory } from '../../subgraphs/compliance/battery-passport/battery-category.js';
import type { BatteryPassportParts } from '../../subgraphs/compliance/battery-passport/battery-passport.type.js';
import { BatteryStatus } from '../../subgraphs/compliance/battery-passport/battery-status.js';
import { LifeCycleStage, totalOfStages } from '../../subgraphs/compliance/battery-passport/carbon-footprint.js';
import { type FactReader, NOT_NEGATIVE, PERCENT } from '../facts/fact-reader.js';
import { batteryPassPerformance } from './battery-pass-performance.js';
import { blankParts, unlessEmpty } from './passport-draft.js';

/** One of the seven files of a BatteryPass 1.2.0 passport. */
interface Submodel {
  readonly name: string;
  /** Members of which one tells the submodel. */
  readonly knownBy: readonly string[];
  /** Paths of the parts that it speaks for. */
  readonly speaksFor: readonly string[];
  read(model: FactReader, parts: BatteryPassportParts): BatteryPassportParts;
}

const CATEGORIES = {
  lmt: BatteryCategory.LMT,
  ev: BatteryCategory.EV,
  industrial: BatteryCategory.INDUSTRIAL,
  stationary: BatteryCategory.INDUSTRIAL,
};
const STATUSES = {
  original: BatteryStatus.ORIGINAL,
  repurposed: BatteryStatus.REPURPOSED,
  reused: BatteryStatus.REUSED,
  remanufactured: BatteryStatus.REMANUFACTURED,
  waste: BatteryStatus.WASTE,
};
const STAGES = {
  rawmaterialextraction: LifeCycleStage.RAW_MATERIAL_ACQUISITION,
  mainproduction: LifeCycleStage.MAIN_PRODUCTION,
  distribution: LifeCycleStage.DISTRIBUTION,
  recycling: LifeCycleStage.END_OF_LIFE,
};

const SUBMODELS: readonly Submodel[] = [
  {
    name: 'GeneralProductInformation',
    knownBy: ['productIdentifier', 'manufacturerInformation', 'operatorInformation', 'batteryCategory'],
    speaksFor: [
      'identification.category',
      'identification.idDmc',
      'operation',
      'characteristics.weightKg',
      'characteristics.warranty',
      'sustainability.status',
      'metadata.economicOperatorId',
      'metadata.specVersion',
    ],
    read: generalInformation,
  },
  {
    name: 'CarbonFootprintForBatteries',
    knownBy: ['batteryCarbonFootprint', 'carbonFootprintPerLifecycleStage', 'carbonFootprintPerformanceClass'],
    speaksFor: ['sustainability.carbonFootprint'],
    read: carbonFootprint,
  },
  {
    name: 'Circularity',
    knownBy: ['recycledContent', 'renewableContent', 'dismantlingAndRemovalInformation', 'endOfLifeInformation'],
    speaksFor: [
      'materials.active',
      'materials.renewableContent',
      'safety.dismantling',
      'safety.safetyMeasures',
      'safety.extinguishingAgents',
      'handling',
      'sustainability.documents.separateCollection',
      'sustainability.documents.wastePrevention',
    ],
    read: circularity,
  },
  {
    name: 'Labeling',
    knownBy: ['labels', 'declarationOfConformity', 'resultOfTestReport'],
    speaksFor: ['safety.meaningOfLabels', 'conformity.declarationOfConformity', 'conformity.resultOfTestReport'],
    read: labeling,
  },
  {
    name: 'MaterialComposition',
    knownBy: ['batteryChemistry', 'batteryMaterials', 'hazardousSubstances'],
    speaksFor: [
      'identification.chemistry',
      'materials.composition',
      'materials.hazardous',
      'materials.detailedComposition',
    ],
    read: materialComposition,
  },
  {
    name: 'PerformanceAndDurability',
    // The member's name is misspelt in the published model.
    knownBy: ['batteryTechicalProperties', 'batteryTechnicalProperties', 'batteryCondition'],
    speaksFor: ['performance'],
    read: (model, parts) => ({ ...parts, performance: batteryPassPerformance(model) }),
  },
  {
    name: 'SupplyChainDueDiligence',
    knownBy: ['supplyChainDueDiligenceReport', 'thirdPartyAussurances', 'supplyChainIndicies'],
    speaksFor: ['conformity.dueDiligencePolicy', 'conformity.thirdPartyAssurance'],
    read: dueDiligence,
  },
];

/** The submodel that an object is one of, or null. */
export function submodelOf(object: Readonly<Record<string, unknown>>): Submodel | null {
  return SUBMODELS.find(({ knownBy }) => knownBy.some((member) => member in object)) ?? null;
}

/** What a submodel says of a passport, in the parts of one. */
export function submodelParts(submodel: Submodel, model: FactReader): BatteryPassportParts {
  return submodel.read(model, blankParts());
}

function generalInformation(model: FactReader, parts: BatteryPassportParts): BatteryPassportParts {
  const months = model.text('warrentyPeriod');
  const number = /^--(\d\d)$/.exec(months ?? '')?.[1];
  if (months !== null && number === undefined) {
    model.warn('warrentyPeriod', 'INVALID_FIELD', `"${months}" is no number of months ("--06")`);
  }
  const place = [
    model.text('manufacturingPlace.streetAddress'),
    model.text('manufacturingPlace.postalCode'),
    model.text('manufacturingPlace.addressCountry'),
  ];
  return {
    ...parts,
    metadata: {
      ...parts.metadata,
      economicOperatorId: model.text('operatorInformation.identifier'),
      specVersion: 'urn:samm:io.BatteryPass.GeneralProductInformation:1.2.0',
    },
    identification: {
      ...parts.identification,
      category: model.oneOf('batteryCategory', CATEGORIES),
      idDmc: model.text('productIdentifier'),
    },
    characteristics: {
      ...parts.characteristics,
      weightKg: model.number('batteryMass', NOT_NEGATIVE),
      warranty: number === undefined ? null : { value: Number(number), unit: 'month' },
    },
    operation: {
      manufacturer:
        model.text('manufacturerInformation.identifier') ?? model.text('manufacturerInformation.contactName'),
      facilities: place.every((line) => line === null) ? [] : [place.filter((line) => line !== null).join(', ')],
      manufacturingDate: model.date('manufacturingDate'),
      intoServiceDate: model.date('puttingIntoService'),
    },
    sustainability: { ...parts.sustainability, status: model.oneOf('batteryStatus', STATUSES) },
  };
}

function carbonFootprint(model: FactReader, parts: BatteryPassportParts): BatteryPassportParts {
  const stages = model.items('carbonFootprintPerLifecycleStage').flatMap((item) => {
    const stage = item.oneOf('lifecycleStage', STAGES);
    const value = item.number('carbonFootprint');
    return stage === null || value === null ? [] : [{ stage, value }];
  });
  return {
    ...parts,
    sustainability: {
      ...parts.sustainability,
      carbonFootprint: unlessEmpty({
        total: model.number('batteryCarbonFootprint', NOT_NEGATIVE) ?? totalOfStages(stages),
        stages,
        performanceClass: model.text('carbonFootprintPerformanceClass'),
        manufacturingPlants: [],
        declaration: [],
        rulebook: [],
        study: model.link('carbonFootprintStudy'),
      }),
    },
  };
}

function circularity(model: FactReader, parts: BatteryPassportParts): BatteryPassportParts {
  const sources = model.items('sparePartSources');
  return {
    ...parts,
    materials: {
      ...parts.materials,
      renewableContent: model.number('renewableContent', PERCENT),
      active: model.items('recycledContent').flatMap((item) => {
        const material = item.text('recycledMaterial');
        const [preConsumer, postConsumer] = [
          item.number('preConsumerShare', PERCENT),
          item.number('postConsumerShare', PERCENT),
        ];
        const recycled = preConsumer === null || postConsumer === null ? null : preConsumer + postConsumer;
        if (recycled !== null && recycled > 100) {
          item.warn(
            'preConsumerShare',
            'OUT_OF_RANGE',
            `and postConsumerShare are ${recycled} % together: both are left out`,
          );
          return [];
        }
        return material === null
          ? []
          : [{ material: material.toLowerCase(), recycled, preConsumer, postConsumer, critical: null }];
      }),
    },
    safety: {
      ...parts.safety,
      dismantling: model.items('dismantlingAndRemovalInformation').flatMap((item) => {
        const [content, header, contentType] = [
          item.text('documentURL'),
          item.text('documentType'),
          item.text('mimeType'),
        ];
        return content === null ? [] : [{ header, content, contentType }];
      }),
      safetyMeasures: model.link('safetyMeasures.safetyInstructions'),
      extinguishingAgents: model.texts('safetyMeasures.extinguishingAgent'),
    },
    handling: {
      applicable: null,
      producers: sources.flatMap((source) => source.text('nameOfSupplier') ?? []),
      spareParts: sources.flatMap((source) =>
        source.items('components').flatMap((component) => {
          const part = {
            manufacturerPartId: component.text('partNumber'),
            nameAtManufacturer: component.text('partName'),
          };
          return unlessEmpty(part) ?? [];
        }),
      ),
    },
    sustainability: {
      ...parts.sustainability,
      documents: {
        ...parts.sustainability.documents,
        separateCollection: [
          ...model.link('endOfLifeInformation.separateCollection'),
          ...model.link('endOfLifeInformation.informationOnCollection'),
        ],
        wastePrevention: model.link('endOfLifeInformation.wastePrevention'),
      },
    },
  };
}

function labeling(model: FactReader, parts: BatteryPassportParts): BatteryPassportParts {
  return {
    ...parts,
    safety: {
      ...parts.safety,
      meaningOfLabels: model.items('labels').flatMap((label) => {
        const header = label.text('labelingMeaning.en') ?? label.text('labelingSubject');
        const content = label.text('labelingSymbol');
        label.text('labelingSubject');
        return content === null ? [] : [{ header, content, contentType: 'URL' }];
      }),
    },
    conformity: {
      ...parts.conformity,
      declarationOfConformity: model.link('declarationOfConformity'),
      resultOfTestReport: model.link('resultOfTestReport'),
    },
  };
}

function materialComposition(model: FactReader, parts: BatteryPassportParts): BatteryPassportParts {
  const materials = model.items('batteryMaterials').flatMap((item) => {
    const facts = {
      casNumber: item.text('batteryMaterialIdentifier'),
      location: item.text('batteryMaterialLocation.componentName'),
      massShare: null,
      massKg: item.number('batteryMaterialMass', { minimum: 0, maximum: 10_000, factor: 0.001 }),
      critical: item.flag('isCriticalRawMaterial'),
      renewable: null,
    };
    item.text('batteryMaterialLocation.componentId');
    const name = item.text('batteryMaterialName');
    return name === null ? [] : [{ name, ...facts }];
  });
  const within = (component: string) => materials.filter(({ location }) => location?.toLowerCase() === component);
  const substances = model.items('hazardousSubstances').flatMap((item) => {
    const facts = {
      casNumber: item.text('hazardousSubstanceIdentifier'),
      hazardClass: item.text('hazardousSubstanceClass'),
      concentration: item.number('hazardousSubstanceConcentration', PERCENT),
      location: item.text('hazardousSubstanceLocation.componentName'),
      impact: item
        .texts('hazardousSubstanceImpact')
        .map((content) => ({ header: null, content, contentType: 'text/plain' })),
    };
    item.text('hazardousSubstanceLocation.componentId');
    const name = item.text('hazardousSubstanceName');
    return name === null ? [] : [{ name, ...facts }];
  });
  const named = (name: string) => substances.find((substance) => substance.name.toLowerCase() === name) ?? null;
  const excepted = ['cadmium', 'mercury', 'lead'];
  const chemistry = model.text('batteryChemistry.shortName');
  model.text('batteryChemistry.clearName');
  return {
    ...parts,
    identification: { ...parts.identification, chemistry },
    materials: {
      ...parts.materials,
      // The list is the detailed composition (Annex XIII, point 2(a)); public are the critical raw materials (point 1(b)).
      composition: materials
        .filter(({ critical }) => critical === true)
        .map(({ name, casNumber }) => ({
          name,
          casNumber,
          location: null,
          massShare: null,
          massKg: null,
          critical: true,
          renewable: null,
        })),
      detailedComposition: unlessEmpty({
        cathode: within('cathode'),
        anode: within('anode'),
        electrolyte: within('electrolyte'),
      }),
      hazardous: {
        other: substances.filter(({ name }) => !excepted.includes(name.toLowerCase())),
        cadmium: named('cadmium'),
        mercury: named('mercury'),
        lead: named('lead'),
      },
    },
  };
}

function dueDiligence(model: FactReader, parts: BatteryPassportParts): BatteryPassportParts {
  return {
    ...parts,
    conformity: {
      ...parts.conformity,
      dueDiligencePolicy: model.link('supplyChainDueDiligenceReport'),
      thirdPartyAssurance: model.link('thirdPartyAussurances'),
    },
  };
}
