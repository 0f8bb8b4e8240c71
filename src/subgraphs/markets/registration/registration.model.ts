import { Schema } from 'mongoose';
import { provenanceSchema, RECORD_SCHEMA_OPTIONS } from '../../../database/common-schemas.js';
import { nationalModel } from '../../../database/model-definition.js';
import type { ProvenanceRecord } from '../../../kernel/provenance/provenance.record.js';

/**
 * Cars registered for the first time in a month, in a country or an area of it. `_id` is
 * `NO::2026-01:byd:dolphin:BEV`; the second part is the area, empty for the whole country.
 */
export interface RegistrationRecord {
  _id: string;
  country: string;
  /** ISO 3166-2 subdivision, postcode area or name of a town, as the source has it; null for the whole country. */
  area: string | null;
  /** GeoNames id of the town that the area is; null where it is none, or nobody has matched it. */
  geonameId: string | null;
  /** "2026-01". */
  month: string;
  /** Slug of the make; null for all makes together. */
  make: string | null;
  /** Slug of the model; null for all models of the make. */
  model: string | null;
  /** BEV, EREV, PHEV, HEV, ICE or FCEV. */
  powertrain: string;
  units: number;
  provenance: ProvenanceRecord;
}

/** The key of a row: everything that tells it from others. */
export function registrationKey(
  row: Pick<RegistrationRecord, 'country' | 'area' | 'month' | 'make' | 'model' | 'powertrain'>,
): string {
  return [row.country, row.area ?? '', row.month, row.make ?? '', row.model ?? '', row.powertrain].join(':');
}

const text = { type: String, default: null };

const registrationSchema = new Schema(
  {
    _id: { type: String, required: true },
    country: { type: String, required: true },
    area: text,
    geonameId: text,
    month: { type: String, match: /^\d{4}-(0[1-9]|1[0-2])$/, required: true },
    make: text,
    model: text,
    powertrain: { type: String, required: true },
    units: { type: Number, min: 0, required: true },
    provenance: { type: provenanceSchema, required: true },
  },
  RECORD_SCHEMA_OPTIONS,
);
registrationSchema.index({ country: 1, month: -1, _id: 1 });

export const registrationModel = nationalModel<RegistrationRecord>('Registration', 'registrations', registrationSchema);
