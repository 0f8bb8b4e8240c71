import { Args, Ctx, Directive, FieldResolver, Resolver, Root } from 'type-graphql';
import type { DataContext } from '../../../database/data-context.js';
import { DayArguments } from '../base/assembly-base.resolver.js';
import { allBases } from '../base/assembly-base.service.js';
import { AssemblyBase } from '../base/assembly-base.type.js';
import { assemblyBaseView } from '../base/assembly-base.view.js';
import { baseOfOffer } from './base-of-offer.js';
import { offerFacts } from './market-offer.reference.js';
import { MarketOfferExtension } from './market-offer.type.js';

@Resolver(() => MarketOfferExtension)
export class MarketOfferAssemblyBaseResolver {
  @Directive('@requires(fields: "country { code } assemblyForm originCountry variant { makerSlug model }")')
  @FieldResolver(() => AssemblyBase, {
    nullable: true,
    description:
      'Where the cars of the offer are put together: in its country from kits, else in the country of origin; null where no such base of the maker is on file.',
  })
  async assemblyBase(
    @Root() offer: Readonly<Record<string, unknown>>,
    @Args(() => DayArguments) { asOf }: DayArguments,
    @Ctx() context: DataContext,
  ): Promise<AssemblyBase | null> {
    const facts = offerFacts(offer);
    if (facts === null) {
      return null;
    }
    const base = baseOfOffer(facts, await allBases(context, facts.assembledIn), asOf ?? context.today);
    return base === null ? null : assemblyBaseView(base);
  }
}
