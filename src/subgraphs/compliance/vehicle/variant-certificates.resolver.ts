import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, Directive, FieldResolver, Info, Resolver, Root } from 'type-graphql';
import type { DataContext } from '../../../database/data-context.js';
import type { Page } from '../../../kernel/paging/connection.js';
import { CertificatesArguments } from '../certificate/certificate.inputs.js';
import { askedOf, CertificateConnection } from '../certificate/certificate.resolver.js';
import type { Certificate } from '../certificate/certificate.type.js';
import { listCertificatesOfVariant } from '../certificate/variant-certificates.service.js';
import { VehicleVariantReference } from './vehicle-variant.type.js';

@Resolver(() => VehicleVariantReference)
export class VariantCertificatesResolver {
  @Directive('@requires(fields: "makerSlug")')
  @FieldResolver(() => CertificateConnection, {
    nullable: true,
    description:
      "Certificates that cover this variant, its maker's among them; those that lapse first come first. Null, with an error, while data that are asked for cannot be reached.",
  })
  certificates(
    @Root() { variantId, makerSlug }: VehicleVariantReference,
    @Args(() => CertificatesArguments) request: CertificatesArguments,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<Certificate>> {
    return listCertificatesOfVariant(context, { variantId, makerSlug }, request, askedOf(info));
  }
}
