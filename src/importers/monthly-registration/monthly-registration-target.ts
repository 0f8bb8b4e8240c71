import { CarPowertrain } from '../../subgraphs/markets/policy/car.enums.js';
import {
  type RegistrationRecord,
  registrationKey,
  registrationModel,
} from '../../subgraphs/markets/registration/registration.model.js';
import { acceptDrafts } from '../pipeline/accept-drafts.js';
import { provenanceOf } from '../pipeline/draft-provenance.js';
import { COUNTRY_CODE, nullable, SOURCE_SCHEMA, type SourcedDraft, TEXT } from '../pipeline/draft-schema.js';
import type { ImportTarget } from '../pipeline/import-target.js';
import { upsertRows } from '../pipeline/upsert-rows.js';

interface RegistrationDraft extends SourcedDraft {
  readonly country: string;
  readonly area?: string | null;
  readonly geonameId?: string | null;
  readonly month: string;
  readonly make?: string | null;
  readonly model?: string | null;
  readonly powertrain: string;
  readonly units: number;
}

const DRAFT_SCHEMA = {
  type: 'object',
  properties: {
    country: COUNTRY_CODE,
    area: nullable(TEXT),
    geonameId: nullable({ type: 'string', pattern: '^\\d{1,12}$' }),
    month: { type: 'string', pattern: '^\\d{4}-(0[1-9]|1[0-2])$' },
    make: nullable(TEXT),
    model: nullable(TEXT),
    powertrain: { enum: Object.values(CarPowertrain) },
    units: { type: 'integer', minimum: 0, maximum: 100_000_000 },
    source: SOURCE_SCHEMA,
  },
  required: ['country', 'month', 'powertrain', 'units', 'source'],
  additionalProperties: false,
};

/** First registrations of cars: collection `registrations`. */
export const MONTHLY_REGISTRATION_TARGET: ImportTarget = {
  name: 'monthly-registrations',
  description: 'First registrations of cars, by country or area, month, make, model and powertrain',
  draftSchema: DRAFT_SCHEMA,
  write: (context, records) =>
    acceptDrafts<RegistrationDraft>(DRAFT_SCHEMA, records, (accepted) =>
      upsertRows(
        context.database,
        registrationModel,
        accepted.map(({ draft }) => rowOf(draft)),
        context,
      ),
    ),
};

function rowOf(draft: RegistrationDraft): RegistrationRecord {
  const row = {
    country: draft.country,
    area: draft.area ?? null,
    month: draft.month,
    make: slugOf(draft.make),
    model: slugOf(draft.model),
    powertrain: draft.powertrain,
  };
  return {
    _id: registrationKey(row),
    ...row,
    geonameId: draft.geonameId ?? null,
    units: draft.units,
    provenance: provenanceOf(draft.source),
  };
}

/** Names of makes and models as vehicles have them: "Mercedes-Benz" is `mercedes_benz`. */
function slugOf(name: string | null | undefined): string | null {
  const slug = (name ?? '')
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_|_$/g, '');
  return slug === '' ? null : slug;
}
