import { nullable, SOURCE_SCHEMA } from '../pipeline/draft-schema.js';

/** What every record of a finance partner may say beside its content. */
export interface PartnerDraft {
  /** Needed in imports of the operator; in those of a partner it is the partner itself. */
  readonly partnerId?: string | null;
}

const PARTNER_ID = nullable({ type: 'string', pattern: '^\\S{1,200}$' });

/** Properties that mappings add to every draft. */
export const PARTNER_DRAFT_PROPERTIES = { partnerId: PARTNER_ID, source: SOURCE_SCHEMA };

/** An exact number: a text keeps every digit, a number is taken as it is written shortest. */
export type DecimalDraft = string | number;

export const DECIMAL = { type: ['string', 'number'], pattern: '^-?\\d{1,24}(\\.\\d{1,18})?$' };

/** Ids and words of a partner's own. */
export const OWN_WORD = { type: 'string', pattern: '^[\\p{L}\\p{N}][\\p{L}\\p{N} ._:/+-]{0,199}$' };

export const POWERTRAIN = { type: 'string', pattern: '^[A-Z]{2,8}$' };
