import { acrossClusters } from '../../../database/across-clusters.js';
import type { DataContext } from '../../../database/data-context.js';
import { allOf } from '../../../database/filters.js';
import { pagePerParent } from '../../../database/page-per-parent.js';
import type { LoaderDefinition } from '../../../kernel/loaders/loaders.js';
import type { Page } from '../../../kernel/paging/connection.js';
import type { CertificatesArguments } from './certificate.inputs.js';
import { type CertificateRecord, certificateModel } from './certificate.model.js';
import {
  type Asked,
  BY_EXPIRY,
  type CertificateListRequest,
  listRequest,
  pageOfCertificates,
  projected,
} from './certificate.service.js';
import type { Certificate } from './certificate.type.js';

/** What must be known of a variant to find its certificates. */
interface CertifiedVariant {
  readonly variantId: string;
  readonly makerSlug: string;
}

/** Certificates of a maker that name no variant cover all of them. */
const covering = ({ variantId, makerSlug }: CertifiedVariant) => ({
  maker: makerSlug,
  variantIds: { $in: [variantId, []] },
});

const certificatesOfVariant: LoaderDefinition<
  DataContext,
  CertifiedVariant,
  CertificateRecord[],
  CertificateListRequest & { readonly country: string | null }
> = {
  name: 'compliance.certificatesOfVariant',
  keyText: ({ variantId }) => variantId,
  load: (variants, { arguments: { country, ...request }, fields }, { database }) =>
    pagePerParent(database, certificateModel, country, variants.map(covering), {
      ...request,
      order: BY_EXPIRY,
      projection: projected(fields),
    }),
};

/** Numbers of certificates of many variants: one command a cluster, which groups them by maker and variants covered. */
const certificateCountOfVariant: LoaderDefinition<
  DataContext,
  CertifiedVariant,
  number,
  Pick<CertificateListRequest, 'filter'> & { readonly country: string | null }
> = {
  name: 'compliance.certificateCountOfVariant',
  keyText: ({ variantId }) => variantId,
  load: async (variants, { arguments: { country, filter } }, { database }) => {
    const makers = [...new Set(variants.map(({ makerSlug }) => makerSlug))];
    const counts = await acrossClusters(database, certificateModel, country, (cluster) =>
      database
        .model(certificateModel, cluster)
        .aggregate<{ _id: { maker: string; variantIds: string[] }; count: number }>([
          { $match: allOf([{ maker: { $in: makers } }, country === null ? {} : { country }, filter]) },
          { $group: { _id: { maker: '$maker', variantIds: '$variantIds' }, count: { $sum: 1 } } },
        ]),
    );
    return variants.map(({ variantId, makerSlug }) =>
      counts
        .flat()
        .filter(({ _id: { maker } }) => maker === makerSlug)
        .filter(({ _id: { variantIds } }) => variantIds.length === 0 || variantIds.includes(variantId))
        .reduce((sum, { count }) => sum + count, 0),
    );
  },
};

/** Certificates that cover a variant, in one country or (null) in all; those of all variants of the operation are read together. */
export async function listCertificatesOfVariant(
  context: DataContext,
  variant: CertifiedVariant,
  { country = null, ...list }: CertificatesArguments,
  asked: Asked,
): Promise<Page<Certificate>> {
  const request = listRequest(list);
  const [rows, totalCount] = await Promise.all([
    context.loaders.load(
      certificatesOfVariant,
      variant,
      { arguments: { ...request, country }, fields: asked.fields },
      context,
    ),
    asked.totalCount
      ? context.loaders.load(
          certificateCountOfVariant,
          variant,
          { arguments: { filter: request.filter, country }, fields: new Set<string>() },
          context,
        )
      : null,
  ]);
  return pageOfCertificates(rows, request, totalCount);
}
