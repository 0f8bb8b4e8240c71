import { Schema } from 'mongoose';
import { EMBEDDED_SCHEMA_OPTIONS } from '../../../database/common-schemas.js';

/** OCPI RegularHours: one period of every week, in the local time of the site. */
export interface RegularHoursRecord {
  /** 1 Monday to 7 Sunday. */
  weekday: number;
  /** HH:MM, 00:00 to 23:59. */
  periodBegin: string;
  /** HH:MM, 00:01 to 24:00; later than `periodBegin`. */
  periodEnd: string;
}

/** OCPI ExceptionalPeriod: one period between two instants. */
export interface ExceptionalPeriodRecord {
  periodBegin: Date;
  periodEnd: Date;
}

/** OCPI Hours of a site. */
export interface OpeningTimesRecord {
  twentyfourseven: boolean;
  regularHours: RegularHoursRecord[];
  /** Open, whatever the regular hours say. */
  exceptionalOpenings: ExceptionalPeriodRecord[];
  /** Closed, whatever else is said. */
  exceptionalClosings: ExceptionalPeriodRecord[];
}

const regularHoursSchema = new Schema(
  {
    weekday: { type: Number, required: true, min: 1, max: 7 },
    periodBegin: { type: String, required: true },
    periodEnd: { type: String, required: true },
  },
  EMBEDDED_SCHEMA_OPTIONS,
);

const exceptionalPeriodSchema = new Schema(
  { periodBegin: { type: Date, required: true }, periodEnd: { type: Date, required: true } },
  EMBEDDED_SCHEMA_OPTIONS,
);

export const openingTimesSchema = new Schema(
  {
    twentyfourseven: { type: Boolean, default: false },
    regularHours: { type: [regularHoursSchema], default: [] },
    exceptionalOpenings: { type: [exceptionalPeriodSchema], default: [] },
    exceptionalClosings: { type: [exceptionalPeriodSchema], default: [] },
  },
  EMBEDDED_SCHEMA_OPTIONS,
);
