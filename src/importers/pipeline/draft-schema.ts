import { CONFIDENCE_LEVELS, type ConfidenceLevel } from '../../kernel/provenance/provenance.record.js';

/** Where a draft was read. */
export interface DraftProvenance {
  readonly system: string;
  readonly recordId: string | null;
  readonly licence: string;
  /** YYYY-MM-DD. */
  readonly fetchedAt: string;
  readonly confidence?: ConfidenceLevel;
}

export interface SourcedDraft {
  readonly source: DraftProvenance;
}

/** A text of a draft: not empty, and shorter than what only a damaged file has. */
export const TEXT = { type: 'string', minLength: 1, maxLength: 2_000 };

export const COUNTRY_CODE = { type: 'string', pattern: '^[A-Z]{2}$' };

export const LOCAL_DATE = { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\d$' };

/** Degrees on earth. */
export const CHECKED_COORDINATES = {
  type: 'object',
  properties: {
    longitude: { type: 'number', minimum: -180, maximum: 180 },
    latitude: { type: 'number', minimum: -90, maximum: 90 },
  },
  required: ['longitude', 'latitude'],
  additionalProperties: false,
};

export const SOURCE_SCHEMA = {
  type: 'object',
  properties: {
    system: TEXT,
    recordId: { type: ['string', 'null'], maxLength: 500 },
    licence: TEXT,
    fetchedAt: LOCAL_DATE,
    confidence: { enum: [...CONFIDENCE_LEVELS] },
  },
  required: ['system', 'recordId', 'licence', 'fetchedAt'],
  additionalProperties: false,
};

/** The same schema, or null. */
export function nullable(schema: object): object {
  return { anyOf: [schema, { type: 'null' }] };
}
