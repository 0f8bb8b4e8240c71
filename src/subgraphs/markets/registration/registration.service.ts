import type { DataContext } from '../../../database/data-context.js';
import { allOf } from '../../../database/filters.js';
import type { SortField } from '../../../database/keyset.js';
import { countPerCountry, pagePerCountry } from '../../../database/pages.js';
import type { LoaderDefinition } from '../../../kernel/loaders/loaders.js';
import { type FieldSources, projectionOf } from '../../../kernel/loaders/projection.js';
import type { FieldNames } from '../../../kernel/loaders/selected-fields.js';
import { type Page, pageOf } from '../../../kernel/paging/connection.js';
import { provenanceView } from '../../../kernel/provenance/provenance.type.js';
import type { CarPowertrain } from '../policy/car.enums.js';
import type { RegistrationFilter, RegistrationsArguments } from './registration.inputs.js';
import { type RegistrationRecord, registrationModel } from './registration.model.js';
import type { Registration } from './registration.type.js';

interface RegistrationPage {
  readonly first: number;
  readonly after: string | null;
  readonly filter: RegistrationFilter | null;
}

/** Latest month first. */
const BY_MONTH: readonly SortField[] = [
  { field: 'month', direction: -1 },
  { field: '_id', direction: 1 },
];

const FIELD_SOURCES: FieldSources = { town: ['geonameId'] };

const registrationsOfCountry: LoaderDefinition<DataContext, string, RegistrationRecord[], RegistrationPage> = {
  name: 'markets.registrationsOfCountry',
  keyText: (country) => country,
  load: (countries, { arguments: { first, after, filter }, fields }, { database }) =>
    pagePerCountry(database, registrationModel, countries, {
      filter: conditionOf(filter),
      order: BY_MONTH,
      first,
      after,
      projection: projectionOf(fields, FIELD_SOURCES, ['month']),
    }),
};

const registrationCountOfCountry: LoaderDefinition<DataContext, string, number, RegistrationFilter | null> = {
  name: 'markets.registrationCountOfCountry',
  keyText: (country) => country,
  load: (countries, { arguments: filter }, { database }) =>
    countPerCountry(database, registrationModel, countries, conditionOf(filter)),
};

/** Registrations of a country, latest month first; the same list of many countries is read at once. */
export async function listRegistrations(
  context: DataContext,
  country: string,
  { first, after = null, filter = null }: RegistrationsArguments,
  asked: { fields: FieldNames; totalCount: boolean },
): Promise<Page<Registration>> {
  const page = { first, after, filter };
  const [rows, totalCount] = await Promise.all([
    context.loaders.load(registrationsOfCountry, country, { arguments: page, fields: asked.fields }, context),
    asked.totalCount
      ? context.loaders.load(registrationCountOfCountry, country, { arguments: filter, fields: new Set() }, context)
      : null,
  ]);
  return pageOf<RegistrationRecord, Registration>({
    rows,
    first,
    after,
    totalCount,
    view: registrationView,
    positionOf: (row) => [row.month, row._id],
  });
}

function conditionOf(filter: RegistrationFilter | null): Record<string, unknown> {
  return allOf([
    filter?.fromMonth ? { month: { $gte: filter.fromMonth } } : {},
    filter?.toMonth ? { month: { $lte: filter.toMonth } } : {},
    filter?.makes ? { make: { $in: filter.makes } } : {},
    filter?.powertrains ? { powertrain: { $in: filter.powertrains } } : {},
    typeof filter?.byArea === 'boolean' ? { area: filter.byArea ? { $ne: null } : null } : {},
  ]);
}

function registrationView(record: RegistrationRecord): Registration {
  return {
    ...record,
    powertrain: record.powertrain as CarPowertrain,
    provenance: record.provenance && provenanceView(record.provenance),
  };
}
