import type { DataContext } from '../../../database/data-context.js';
import { allOf } from '../../../database/filters.js';
import { findByKey } from '../../../database/find-by-key.js';
import type { SortField } from '../../../database/keyset.js';
import { countOverall, countPerCountry, pageOverall, pagePerCountry } from '../../../database/pages.js';
import { perCountry } from '../../../database/per-country.js';
import type { LoaderDefinition } from '../../../kernel/loaders/loaders.js';
import { projectionOf } from '../../../kernel/loaders/projection.js';
import type { FieldNames } from '../../../kernel/loaders/selected-fields.js';
import { type Page, pageOf } from '../../../kernel/paging/connection.js';
import { validOn } from '../../../kernel/validity/validity.js';
import { rowKey } from '../country/row-key.js';
import type { CountryCertificatesArguments } from './certificate.inputs.js';
import { type CertificateRecord, certificateModel } from './certificate.model.js';
import type { Certificate } from './certificate.type.js';
import { CERTIFICATE_ALWAYS, CERTIFICATE_FIELD_SOURCES, certificateView } from './certificate.view.js';

/** The certificates that lapse first come first. */
export const BY_EXPIRY: readonly SortField[] = [
  { field: 'validTo', direction: 1 },
  { field: '_id', direction: 1 },
];

export interface CertificateListRequest {
  readonly first: number;
  readonly after: string | null;
  readonly filter: Readonly<Record<string, unknown>>;
}

export interface Asked {
  readonly fields: FieldNames;
  readonly totalCount: boolean;
}

export const projected = (fields: FieldNames) => projectionOf(fields, CERTIFICATE_FIELD_SOURCES, CERTIFICATE_ALWAYS);

const certificateById: LoaderDefinition<DataContext, string, Certificate | null> = {
  name: 'compliance.certificateById',
  keyText: (id) => id,
  load: async (ids, { fields }, { database }) => {
    const rows = await findByKey(database, certificateModel, ids.map(rowKey), projected(fields));
    return rows.map((row) => (row === null || row instanceof Error ? row : certificateView(row)));
  },
};

const certificatesOfCountry: LoaderDefinition<DataContext, string, CertificateRecord[], CertificateListRequest> = {
  name: 'compliance.certificatesOfCountry',
  keyText: (country) => country,
  load: (countries, { arguments: request, fields }, { database }) =>
    pagePerCountry(database, certificateModel, countries, {
      ...request,
      order: BY_EXPIRY,
      projection: projected(fields),
    }),
};

const certificateCountOfCountry: LoaderDefinition<DataContext, string, number, Record<string, unknown>> = {
  name: 'compliance.certificateCountOfCountry',
  keyText: (country) => country,
  load: (countries, { arguments: filter }, { database }) =>
    countPerCountry(database, certificateModel, countries, filter),
};

/** What must be known of an offer to find its certificates. */
export interface CertifiedOffer {
  readonly country: string;
  readonly maker: string;
  readonly variantId: string;
}

/** The certificates of many offers: one command a cluster for all their countries and makers. */
const certificatesOfOffer: LoaderDefinition<DataContext, CertifiedOffer, Certificate[], { asOf: string }> = {
  name: 'compliance.certificatesOfOffer',
  keyText: ({ country, variantId }) => `${country} ${variantId}`,
  load: async (offers, { arguments: { asOf }, fields }, { database }) => {
    const countries = [...new Set(offers.map(({ country }) => country))];
    const makers = [...new Set(offers.map(({ maker }) => maker))];
    const rowsByCountry = await perCountry(database, countries, async (cluster, group) => {
      const rows = await database
        .model(certificateModel, cluster)
        .find(allOf([{ country: { $in: group }, maker: { $in: makers } }, validOn(asOf)]), {
          ...projected(fields),
          maker: 1,
          variantIds: 1,
        })
        .sort({ validTo: 1, _id: 1 })
        .lean<CertificateRecord[]>();
      return new Map(group.map((country) => [country, rows.filter((row) => row.country === country)]));
    });
    const answers = new Map(countries.map((country, at) => [country, rowsByCountry[at] ?? []]));
    return offers.map(({ country, maker, variantId }) => {
      const rows = answers.get(country) ?? [];
      return rows instanceof Error
        ? rows
        : rows
            .filter((row) => row.maker === maker)
            .filter(({ variantIds }) => variantIds.length === 0 || variantIds.includes(variantId))
            .map(certificateView);
    });
  },
};

/** The certificate of that id, or null. */
export function findCertificate(context: DataContext, id: string, fields: FieldNames): Promise<Certificate | null> {
  return context.loaders.load(certificateById, id, { arguments: undefined, fields }, context);
}

/** Certificates that cover the cars of an offer and are in force on `asOf`; those that lapse first come first. */
export function certificatesFor(
  context: DataContext,
  offer: CertifiedOffer,
  asOf: string,
  fields: FieldNames,
): Promise<Certificate[]> {
  return context.loaders.load(certificatesOfOffer, offer, { arguments: { asOf }, fields }, context);
}

/** Certificates of one country or (null) of all; those that lapse first come first. */
export async function listCertificates(
  { database }: DataContext,
  country: string | null,
  list: CountryCertificatesArguments,
  asked: Asked,
): Promise<Page<Certificate>> {
  const request = listRequest(list);
  const [rows, totalCount] = await Promise.all([
    pageOverall(database, certificateModel, country, {
      ...request,
      order: BY_EXPIRY,
      projection: projected(asked.fields),
    }),
    asked.totalCount ? countOverall(database, certificateModel, country, request.filter) : null,
  ]);
  return pageOfCertificates(rows, request, totalCount);
}

/** The same for a country that is one of many: all countries of the operation are read together. */
export async function listCertificatesOfCountry(
  context: DataContext,
  country: string,
  list: CountryCertificatesArguments,
  asked: Asked,
): Promise<Page<Certificate>> {
  const { loaders } = context;
  const request = listRequest(list);
  const counted = { arguments: request.filter, fields: new Set<string>() };
  const [rows, totalCount] = await Promise.all([
    loaders.load(certificatesOfCountry, country, { arguments: request, fields: asked.fields }, context),
    asked.totalCount ? loaders.load(certificateCountOfCountry, country, counted, context) : null,
  ]);
  return pageOfCertificates(rows, request, totalCount);
}

export function listRequest({
  first,
  after,
  expiringBefore,
  asOf,
}: CountryCertificatesArguments): CertificateListRequest {
  const filter = allOf([expiringBefore ? { validTo: { $lt: expiringBefore } } : {}, asOf ? validOn(asOf) : {}]);
  return { first, after: after ?? null, filter };
}

export function pageOfCertificates(
  rows: readonly CertificateRecord[],
  { first, after }: CertificateListRequest,
  totalCount: number | null,
): Page<Certificate> {
  return pageOf({
    rows,
    first,
    after,
    totalCount,
    view: certificateView,
    positionOf: (row) => [row.validTo, row._id],
  });
}
