import { Schema } from 'mongoose';
import { provenanceSchema, RECORD_SCHEMA_OPTIONS } from '../../../database/common-schemas.js';
import { worldwideModel } from '../../../database/model-definition.js';
import type { ProvenanceRecord } from '../../../kernel/provenance/provenance.record.js';
import { PASSPORT_PARTS } from './battery-passport.schema.js';
import type { BatteryPassportParts } from './battery-passport.type.js';

/**
 * A battery passport: of one battery, or of a model. `_id` is its identifier, a URN, DID or the code on the battery. Its parts are
 * stored in the shape in which they are seen, so that a field that nobody may or does ask for is not read.
 */
export interface BatteryPassportRecord extends BatteryPassportParts {
  _id: string;
  passportId: string;
  /** Variant of vehicles that the battery is or was built into; null where nobody has said. */
  variantId: string | null;
  provenance: ProvenanceRecord;
}

const batteryPassportSchema = new Schema(
  {
    _id: { type: String, required: true },
    passportId: { type: String, required: true },
    variantId: { type: String, default: null },
    ...PASSPORT_PARTS,
    provenance: { type: provenanceSchema, required: true },
  },
  RECORD_SCHEMA_OPTIONS,
);
batteryPassportSchema.index({ variantId: 1, _id: 1 });
batteryPassportSchema.index({ 'sustainability.carbonFootprint.performanceClass': 1, _id: 1 });

/** Not bound to a country: a battery crosses borders with its car. */
export const batteryPassportModel = worldwideModel<BatteryPassportRecord>(
  'BatteryPassport',
  'battery_passports',
  batteryPassportSchema,
);
