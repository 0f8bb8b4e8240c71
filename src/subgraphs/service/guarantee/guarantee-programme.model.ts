import { Schema } from 'mongoose';
import { provenanceSchema, RECORD_SCHEMA_OPTIONS } from '../../../database/common-schemas.js';
import { worldwideModel } from '../../../database/model-definition.js';
import type { ProvenanceRecord } from '../../../kernel/provenance/provenance.record.js';
import type { ValidityRecord } from '../../../kernel/validity/validity.js';

/**
 * What is guaranteed on a component, where and for how long. The reach is the most specific of country, trade
 * region, region (UN M49) and world; exactly one of the first three is set, or none for the world.
 */
export interface GuaranteeProgrammeRecord extends ValidityRecord {
  _id: string;
  programmeId: string;
  name: string;
  country: string | null;
  /** ISO 3166-2 part of the country, e.g. "US-CA"; null or missing for the whole of it. */
  subdivision?: string | null;
  tradeRegion: string | null;
  /** UN M49 code. */
  region: string | null;
  /** Slug of the maker; null for a programme that covers every make (a legal minimum, an insurer). */
  maker: string | null;
  /** Model years [modelYearFrom, modelYearTo) of the cars that are covered; null or missing for no bound. */
  modelYearFrom?: number | null;
  modelYearTo?: number | null;
  component: 'VEHICLE' | 'HV_BATTERY' | 'POWERTRAIN' | 'CORROSION' | 'CHARGER' | 'MOBILITY';
  years: number;
  /** Null for no limit. */
  km: number | null;
  /** Battery capacity that must remain, in percent; null for other components. */
  retentionPercent: number | null;
  transferable: boolean;
  /** True for what the law grants, false for what the maker adds. */
  legalMinimum: boolean;
  funding: 'OEM' | 'DEALER' | 'INSURER' | 'LAW';
  conditions: string | null;
  provenance: ProvenanceRecord;
}

const guaranteeProgrammeSchema = new Schema(
  {
    _id: { type: String, required: true },
    programmeId: { type: String, required: true },
    name: { type: String, required: true },
    country: { type: String, default: null },
    subdivision: { type: String, match: /^[A-Z]{2}-[A-Z0-9]{1,3}$/, default: null },
    tradeRegion: { type: String, default: null },
    region: { type: String, default: null },
    maker: { type: String, default: null },
    modelYearFrom: { type: Number, default: null },
    modelYearTo: { type: Number, default: null },
    component: {
      type: String,
      enum: ['VEHICLE', 'HV_BATTERY', 'POWERTRAIN', 'CORROSION', 'CHARGER', 'MOBILITY'],
      required: true,
    },
    years: { type: Number, required: true },
    km: { type: Number, default: null },
    retentionPercent: { type: Number, default: null },
    transferable: { type: Boolean, required: true },
    legalMinimum: { type: Boolean, required: true },
    funding: { type: String, enum: ['OEM', 'DEALER', 'INSURER', 'LAW'], required: true },
    conditions: { type: String, default: null },
    validFrom: { type: String, default: null },
    validTo: { type: String, default: null },
    provenance: { type: provenanceSchema, required: true },
  },
  RECORD_SCHEMA_OPTIONS,
);
guaranteeProgrammeSchema.index({ country: 1, component: 1, validFrom: 1 });
guaranteeProgrammeSchema.index({ tradeRegion: 1 });

export const guaranteeProgrammeModel = worldwideModel<GuaranteeProgrammeRecord>(
  'GuaranteeProgramme',
  'guarantee_programmes',
  guaranteeProgrammeSchema,
);
