import type { BatteryPassportParts } from '../../subgraphs/compliance/battery-passport/battery-passport.type.js';
import type { DraftProvenance } from '../pipeline/draft-schema.js';

/** A passport, or a piece of one, as a file tells it. */
export interface PassportDraft {
  readonly passportId: string;
  readonly parts: BatteryPassportParts;
  /** Paths of the parts that the file speaks for ("performance.rated"): the others stay as they are stored. */
  readonly speaksFor: readonly string[];
  readonly source: DraftProvenance;
}

/** The parts of a passport of which nothing is known. */
export function blankParts(): BatteryPassportParts {
  return {
    metadata: {
      economicOperatorId: null,
      issueDate: null,
      expirationDate: null,
      lastModification: null,
      predecessorId: null,
      status: null,
      version: null,
      specVersion: null,
      registrationIdentifier: null,
    },
    identification: {
      category: null,
      chemistry: null,
      model: null,
      manufacturerPartId: null,
      idDmc: null,
      codes: [],
      batch: [],
      serial: [],
    },
    characteristics: { lengthMm: null, widthMm: null, heightMm: null, weightKg: null, warranty: null },
    commercial: { placedOnMarket: null, purpose: [] },
    operation: { manufacturer: null, facilities: [], manufacturingDate: null, intoServiceDate: null },
    performance: {
      rated: {
        capacity: null,
        energy: null,
        voltage: null,
        power: null,
        resistance: null,
        lifetime: null,
        roundTripEfficiency: null,
        selfDischargingRate: null,
        temperature: null,
        performanceDocument: [],
        testReport: [],
      },
      dynamic: null,
    },
    materials: {
      composition: [],
      active: [],
      renewableContent: null,
      hazardous: { other: [], cadmium: null, mercury: null, lead: null },
      detailedComposition: null,
    },
    sustainability: {
      carbonFootprint: null,
      documents: {
        separateCollection: [],
        wastePrevention: [],
        sustainabilityReport: [],
        euTaxonomyDisclosureStatement: [],
        responsibleSourcing: [],
      },
      status: null,
    },
    safety: {
      extinguishingAgents: [],
      meaningOfLabels: [],
      safeDischarging: [],
      dismantling: [],
      removalFromAppliance: [],
      safetyMeasures: [],
    },
    conformity: {
      declarationOfConformityId: null,
      declarationOfConformity: [],
      dueDiligencePolicy: [],
      thirdPartyAssurance: [],
      resultOfTestReport: [],
    },
    handling: { applicable: null, producers: [], spareParts: [] },
    sources: [],
  };
}

/** The object, or null where none of its fields says anything. */
export function unlessEmpty<Value extends object>(value: Value): Value | null {
  const says = (one: unknown): boolean =>
    Array.isArray(one)
      ? one.length > 0
      : typeof one === 'object' && one !== null && !(one instanceof Date)
        ? Object.values(one).some(says)
        : one !== null && one !== undefined;
  return says(value) ? value : null;
}
