import { Decimal } from 'decimal.js';
import type { DataContext } from '../../../database/data-context.js';
import { findByKey } from '../../../database/find-by-key.js';
import { rowsPerCountry } from '../../../database/rows-per-country.js';
import type { LoaderDefinition } from '../../../kernel/loaders/loaders.js';
import { projectionOf } from '../../../kernel/loaders/projection.js';
import type { FieldNames } from '../../../kernel/loaders/selected-fields.js';
import { type Page, pageOf } from '../../../kernel/paging/connection.js';
import { decodeCursor } from '../../../kernel/paging/cursor.js';
import { validOn } from '../../../kernel/validity/validity.js';
import { rowKey } from '../country/row-key.js';
import { type AttainedMeasurement, measurementsUntil } from './attainment.js';
import type { CountryAgreementsArguments } from './service-level-agreement.inputs.js';
import { serviceLevelAgreementModel } from './service-level-agreement.model.js';
import type { ServiceLevelAgreement } from './service-level-agreement.type.js';
import { AGREEMENT_ALWAYS, AGREEMENT_FIELD_SOURCES, agreementView } from './service-level-agreement.view.js';

const agreementById: LoaderDefinition<DataContext, string, ServiceLevelAgreement | null> = {
  name: 'service.agreementById',
  keyText: (id) => id,
  load: async (ids, { fields }, { database }) => {
    const rows = await findByKey(database, serviceLevelAgreementModel, ids.map(rowKey), agreementProjection(fields));
    return rows.map((row) => (row === null || row instanceof Error ? row : agreementView(row)));
  },
};

/** All agreements of a country in force on a day, in the order of their keys: networks have a handful each. */
const agreementsOfCountry: LoaderDefinition<DataContext, string, ServiceLevelAgreement[], { asOf: string }> = {
  name: 'service.agreementsOfCountry',
  keyText: (country) => country,
  load: async (countries, { arguments: { asOf }, fields }, { database }) => {
    const projection = agreementProjection(fields);
    const filter = validOn(asOf);
    const found = await rowsPerCountry(database, serviceLevelAgreementModel, countries, filter, { _id: 1 }, projection);
    return found.map((rows) => (rows instanceof Error ? rows : rows.map(agreementView)));
  },
};

/** The agreement of that id, or null. */
export function findAgreement(
  context: DataContext,
  id: string,
  fields: FieldNames,
): Promise<ServiceLevelAgreement | null> {
  return context.loaders.load(agreementById, id, { arguments: undefined, fields }, context);
}

/** Agreements of a country, or of one of its networks, in the order of their keys. */
export async function listAgreements(
  context: DataContext,
  country: string,
  { first, after = null, networkId, metrics, attained, ...request }: CountryAgreementsArguments,
  fields: FieldNames,
): Promise<Page<ServiceLevelAgreement>> {
  const passed = after === null ? '' : String(decodeCursor(after, 1)[0]);
  const asOf = request.asOf ?? context.today;
  // Whether targets were met is told by the figures, which are read then.
  const read = attained === null || attained === undefined ? fields : new Set([...fields, 'measurements']);
  const agreements = await context.loaders.load(
    agreementsOfCountry,
    country,
    { arguments: { asOf }, fields: read },
    context,
  );
  const listed = agreements.filter(
    (agreement) =>
      (!networkId || agreement.networkId === networkId) &&
      (!metrics || metrics.includes(agreement.metric)) &&
      (attained === null || attained === undefined || lastAttained(agreement, asOf) === attained),
  );
  return pageOf<ServiceLevelAgreement, ServiceLevelAgreement>({
    rows: listed.filter(({ slaId }) => slaId > passed),
    first,
    after,
    totalCount: listed.length,
    view: (agreement) => agreement,
    positionOf: ({ slaId }) => [slaId],
  });
}

/** Periods of an agreement that are over on a day, held against the target. */
export function measurementsOf(agreement: ServiceLevelAgreement, asOf: string): AttainedMeasurement[] {
  const target = new Decimal(agreement.target.toString());
  return measurementsUntil(agreement.metric, target, agreement.figures, asOf);
}

function lastAttained(agreement: ServiceLevelAgreement, asOf: string): boolean | null {
  const measured = measurementsOf(agreement, asOf).filter(({ attained }) => attained !== null);
  return measured.at(-1)?.attained ?? null;
}

function agreementProjection(fields: FieldNames) {
  return projectionOf(fields, AGREEMENT_FIELD_SOURCES, AGREEMENT_ALWAYS);
}
