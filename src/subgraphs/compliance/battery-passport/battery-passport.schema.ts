import { Schema, type SchemaDefinition } from 'mongoose';
import { EMBEDDED_SCHEMA_OPTIONS } from '../../../database/common-schemas.js';
import { BatteryCategory } from './battery-category.js';
import { BatteryStatus } from './battery-status.js';
import { footprintFault, LifeCycleStage, type StageFootprint } from './carbon-footprint.js';

const embedded = (definition: SchemaDefinition) => new Schema(definition, EMBEDDED_SCHEMA_OPTIONS);
const part = (definition: SchemaDefinition) => ({ type: embedded(definition), required: true });
const optional = (definition: SchemaDefinition) => ({ type: embedded(definition), default: null });
const listOf = (definition: SchemaDefinition) => ({ type: [embedded(definition)], default: [] });
const word = { type: String, default: null };
const text = { type: String, required: true };
const number = { type: Number, default: null };
const flag = { type: Boolean, default: null };
const words = { type: [String], default: [] };

const documents = listOf({ header: word, content: text, contentType: word });
const identifiers = listOf({ key: text, value: text });
const measured = optional({ value: { type: Number, required: true }, time: { type: Date, default: null } });

const materials = listOf({
  name: text,
  casNumber: word,
  location: word,
  massShare: number,
  massKg: number,
  critical: flag,
  renewable: number,
});

const substance = {
  name: text,
  casNumber: word,
  hazardClass: word,
  concentration: number,
  location: word,
  impact: documents,
};

const rated = part({
  capacity: optional({ value: number, thresholdExhaustion: number, temperature: number }),
  energy: optional({ value: number, temperature: number }),
  voltage: optional({ min: number, nominal: number, max: number, temperature: number }),
  power: optional({ value: number, at20SoC: number, at80SoC: number, temperature: number }),
  resistance: optional({ cell: number, module: number, pack: number, temperature: number }),
  lifetime: optional({
    expectedYears: number,
    cycles: number,
    depthOfDischarge: number,
    appliedChargeRate: number,
    appliedDischargeRate: number,
    report: documents,
  }),
  roundTripEfficiency: optional({ initial: number, at50PercentLife: number }),
  selfDischargingRate: number,
  temperature: optional({ lower: number, upper: number }),
  performanceDocument: documents,
  testReport: documents,
});

const dynamic = optional({
  capacity: optional({ capacity: measured, fade: measured, throughput: measured }),
  energy: optional({ remaining: measured, soce: measured, throughput: measured }),
  power: optional({ remaining: measured, fade: measured }),
  resistance: optional({ remaining: measured, increase: measured }),
  roundTripEfficiency: optional({ remaining: measured, fade: measured }),
  selfDischargingRate: number,
  stateOfCharge: measured,
  stateOfHealth: measured,
  fullCycles: measured,
  negativeEvents: documents,
  operatingEnvironment: documents,
  performanceDocument: documents,
});

const carbonFootprint = embedded({
  total: number,
  stages: listOf({
    stage: { type: String, enum: Object.values(LifeCycleStage), required: true },
    value: { type: Number, required: true },
  }),
  performanceClass: word,
  manufacturingPlants: words,
  declaration: documents,
  rulebook: documents,
  study: documents,
});
// Whoever stores a footprint, such as the seed loader: one whose stages do not sum to its total is refused.
carbonFootprint.pre('validate', function () {
  const { total, stages } = this.toObject() as unknown as { total: number | null; stages: StageFootprint[] };
  const fault = footprintFault(total, stages);
  if (fault !== null) this.invalidate(fault.field, fault.message);
});

/** Parts of a stored passport: those of Catena-X `battery_pass` 6.1.0, each with the fields that the graph shows. */
export const PASSPORT_PARTS = {
  metadata: part({
    economicOperatorId: word,
    issueDate: word,
    expirationDate: word,
    lastModification: word,
    predecessorId: word,
    status: word,
    version: word,
    specVersion: word,
    registrationIdentifier: word,
  }),
  identification: part({
    category: { type: String, enum: [...Object.values(BatteryCategory), null], default: null },
    chemistry: word,
    model: word,
    manufacturerPartId: word,
    idDmc: word,
    codes: identifiers,
    batch: identifiers,
    serial: identifiers,
  }),
  characteristics: part({
    lengthMm: number,
    widthMm: number,
    heightMm: number,
    weightKg: number,
    warranty: optional({ value: { type: Number, required: true }, unit: text }),
  }),
  commercial: part({ placedOnMarket: word, purpose: words }),
  operation: part({ manufacturer: word, facilities: words, manufacturingDate: word, intoServiceDate: word }),
  performance: part({ rated, dynamic }),
  materials: part({
    composition: materials,
    active: listOf({ material: text, recycled: number, preConsumer: number, postConsumer: number, critical: flag }),
    renewableContent: number,
    hazardous: part({
      other: listOf(substance),
      cadmium: optional(substance),
      mercury: optional(substance),
      lead: optional(substance),
    }),
    detailedComposition: optional({ cathode: materials, anode: materials, electrolyte: materials }),
  }),
  sustainability: part({
    carbonFootprint: { type: carbonFootprint, default: null },
    documents: part({
      separateCollection: documents,
      wastePrevention: documents,
      sustainabilityReport: documents,
      euTaxonomyDisclosureStatement: documents,
      responsibleSourcing: documents,
    }),
    status: { type: String, enum: [...Object.values(BatteryStatus), null], default: null },
  }),
  safety: part({
    extinguishingAgents: words,
    meaningOfLabels: documents,
    safeDischarging: documents,
    dismantling: documents,
    removalFromAppliance: documents,
    safetyMeasures: documents,
  }),
  conformity: part({
    declarationOfConformityId: word,
    declarationOfConformity: documents,
    dueDiligencePolicy: documents,
    thirdPartyAssurance: documents,
    resultOfTestReport: documents,
  }),
  handling: part({
    applicable: flag,
    producers: words,
    spareParts: listOf({ manufacturerPartId: word, nameAtManufacturer: word }),
  }),
  sources: documents,
};
