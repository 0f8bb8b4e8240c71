import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, FieldResolver, Info, Query, Resolver, Root } from 'type-graphql';
import type { DataContext } from '../../../database/data-context.js';
import { selectedFields, selectedNodeFields } from '../../../kernel/loaders/selected-fields.js';
import { connectionType, type Page } from '../../../kernel/paging/connection.js';
import { CountryExtension } from '../country/country.type.js';
import { CertificatesArguments, CountryCertificatesArguments } from './certificate.inputs.js';
import { type Asked, listCertificates, listCertificatesOfCountry } from './certificate.service.js';
import { Certificate } from './certificate.type.js';

export const CertificateConnection = connectionType('Certificate', () => Certificate);

/** What an operation asks of a list of certificates. */
export function askedOf(info: GraphQLResolveInfo): Asked {
  return { fields: selectedNodeFields(info), totalCount: selectedFields(info).has('totalCount') };
}

@Resolver(() => Certificate)
export class CertificateResolver {
  @Query(() => CertificateConnection, { description: 'Certificates; those that lapse first come first.' })
  certificates(
    @Args(() => CertificatesArguments) { country, ...list }: CertificatesArguments,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<Certificate>> {
    return listCertificates(context, country ?? null, list, askedOf(info));
  }
}

@Resolver(() => CountryExtension)
export class CountryCertificatesResolver {
  @FieldResolver(() => CertificateConnection, {
    nullable: true,
    description:
      "Certificates that count in the country; those that lapse first come first. Null, with an error, while the country's data cannot be reached.",
  })
  certificates(
    @Root() country: CountryExtension,
    @Args(() => CountryCertificatesArguments) list: CountryCertificatesArguments,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<Certificate>> {
    return listCertificatesOfCountry(context, country.code, list, askedOf(info));
  }
}
