import { Schema } from 'mongoose';
import { provenanceSchema, RECORD_SCHEMA_OPTIONS } from '../../../database/common-schemas.js';
import { worldwideModel } from '../../../database/model-definition.js';
import type { ProvenanceRecord } from '../../../kernel/provenance/provenance.record.js';

/** The carbon footprint of a product as its maker exchanges it: Catena-X Pcf, WBCSD PACT. `_id` is the id of the footprint. */
export interface ProductCarbonFootprintRecord {
  _id: string;
  footprintId: string;
  version: number;
  /** "Active" or "Deprecated". */
  status: string | null;
  specVersion: string | null;
  companyName: string | null;
  companyIds: string[];
  productName: string | null;
  productIds: string[];
  /** Unit that the figures are for, such as "kilogram", "piece", "kilowatt hour". */
  declaredUnit: string | null;
  /** How many of the unit the figures are for. */
  declaredUnitAmount: number | null;
  /** kg of that amount. */
  productMass: number | null;
  /** "Cradle-to-gate", "Cradle-to-grave". */
  scope: string | null;
  /** kg CO2e of the declared amount. */
  pcfExcludingBiogenicUptake: number;
  pcfIncludingBiogenicUptake: number | null;
  fossilGhgEmissions: number | null;
  distributionStagePcf: number | null;
  /** Percent. */
  primaryDataShare: number | null;
  geographyCountry: string | null;
  standards: string[];
  precedingFootprintIds: string[];
  /** Days that the figures were measured on, [from, to). */
  referencePeriodFrom: string | null;
  referencePeriodTo: string | null;
  validFrom: string | null;
  validTo: string | null;
  provenance: ProvenanceRecord;
}

const word = { type: String, default: null };
const words = { type: [String], default: [] };
const number = { type: Number, default: null };

const productCarbonFootprintSchema = new Schema(
  {
    _id: { type: String, required: true },
    footprintId: { type: String, required: true },
    version: { type: Number, required: true },
    status: word,
    specVersion: word,
    companyName: word,
    companyIds: words,
    productName: word,
    productIds: words,
    declaredUnit: word,
    declaredUnitAmount: number,
    productMass: number,
    scope: word,
    pcfExcludingBiogenicUptake: { type: Number, required: true },
    pcfIncludingBiogenicUptake: number,
    fossilGhgEmissions: number,
    distributionStagePcf: number,
    primaryDataShare: number,
    geographyCountry: word,
    standards: words,
    precedingFootprintIds: words,
    referencePeriodFrom: word,
    referencePeriodTo: word,
    validFrom: word,
    validTo: word,
    provenance: { type: provenanceSchema, required: true },
  },
  RECORD_SCHEMA_OPTIONS,
);
productCarbonFootprintSchema.index({ productIds: 1, _id: 1 });
productCarbonFootprintSchema.index({ companyIds: 1, _id: 1 });

export const productCarbonFootprintModel = worldwideModel<ProductCarbonFootprintRecord>(
  'ProductCarbonFootprint',
  'product_carbon_footprints',
  productCarbonFootprintSchema,
);
