import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Directive, FieldResolver, Info, Resolver, Root } from 'type-graphql';
import type { DataContext } from '../../../database/data-context.js';
import { selectedFields } from '../../../kernel/loaders/selected-fields.js';
import { GraphQLLocalDate } from '../../../kernel/scalars/date.scalar.js';
import { certificatesFor } from '../certificate/certificate.service.js';
import { Certificate } from '../certificate/certificate.type.js';
import { offerFacts } from './market-offer.reference.js';
import { MarketOfferExtension } from './market-offer.type.js';

@Resolver(() => MarketOfferExtension)
export class MarketOfferCertificatesResolver {
  @Directive('@requires(fields: "country { code } variant { variantId makerSlug }")')
  @FieldResolver(() => [Certificate], {
    nullable: true,
    description:
      'Certificates that cover the cars of the offer in its country and are in force on `asOf`; those that lapse first come first. Null where the vehicle is not known, or, with an error, while the data cannot be reached.',
  })
  async certificates(
    @Root() offer: Readonly<Record<string, unknown>>,
    @Arg('asOf', () => GraphQLLocalDate, { nullable: true, description: 'Default today.' })
    asOf: string | null | undefined,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Certificate[] | null> {
    const facts = offerFacts(offer);
    return facts === null ? null : certificatesFor(context, facts, asOf ?? context.today, selectedFields(info));
  }
}
